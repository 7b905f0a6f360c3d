"""Networks: lemmas that stand near one another, weighed by TextRank; themes that are named together.

The concept network follows the one of the R package finnsurveytext (``fst_concept_network``): words are nodes, words
near one another (those that tell nothing left out) are joined, and a word weighs what PageRank gives it (Mihalcea &
Tarau 2004, TextRank, EMNLP).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.measure.crosstab import co_occurrence
from theme_mining.measure.words import Tokens

__all__ = ["Network", "concept_network", "theme_network"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WINDOW = 3
DAMPING = 0.85
MOST_RANKED = 2000
MAIN = 0.6


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes with weights and places in the unit square, and edges (node, node, weight) by node number.

    `counts` are respondents a node, `edges` hold respondents an edge as their weight.
    """

    nodes: tuple[str, ...]
    weights: Floats = field(repr=False)
    counts: tuple[int, ...]
    places: Floats = field(repr=False)
    edges: tuple[tuple[int, int, int], ...]


def concept_network(told: Tokens, least: int, most_nodes: int = 30, most_edges: int = 60, seed: int = 1) -> Network:
    """Give the network of the `most_nodes` heaviest words, joined when they stand near one another.

    That is at most two telling words apart (a window of three; Mihalcea & Tarau try two to ten). PageRank is taken on
    the 2,000 most used of the words that at least `least` respondents use, edges weighted by how many respondents put
    the two words near one another; edges of fewer than `least` respondents are left out of what is given.
    """
    used = told.without_blanks()
    size = max(len(told.words), 1)
    people = np.bincount(np.unique(used.who * size + used.codes) % size, minlength=size)
    ranked = np.lexsort((np.arange(size), -people))
    ranked = ranked[people[ranked] >= max(least, 1)][:MOST_RANKED]
    place = np.full(size, -1, np.int64)
    place[ranked] = np.arange(len(ranked))
    words = [told.words[w] for w in ranked]
    edges = _edges(used, place, len(words))
    rank = page_rank(len(words), edges)
    kept = sorted(range(len(words)), key=lambda i: (-round(float(rank[i]), 12), words[i]))[:most_nodes]
    new = {old: i for i, old in enumerate(kept)}
    shown = sorted(
        ((new[a], new[b], n) for a, b, n in edges if a in new and b in new and n >= least),
        key=lambda e: (-e[2], e[0], e[1]),
    )[:most_edges]
    joined_up = sorted(_main_part(shown))
    shown = [edge for edge in shown if edge[0] in joined_up]
    last = {old: i for i, old in enumerate(joined_up)}
    final = tuple((last[a], last[b], n) for a, b, n in shown)
    names = tuple(words[kept[i]] for i in joined_up)
    return Network(
        names,
        np.array([rank[kept[i]] for i in joined_up], np.float64),
        tuple(int(people[ranked[kept[i]]]) for i in joined_up),
        laid_out(len(names), final, seed),
        final,
    )


def _edges(used: Tokens, place: Ints, n: int) -> list[tuple[int, int, int]]:
    """Give (word, word, respondents) of all pairs of ranked words within the window."""
    near = [used.pairs(apart) for apart in range(1, WINDOW)]
    first, second, who = (np.concatenate(column) for column in zip(*near, strict=True))
    a, b = place[first], place[second]
    known = (a >= 0) & (b >= 0)
    keys = np.minimum(a[known], b[known]) * n + np.maximum(a[known], b[known])
    each = np.unique(keys * max(used.people, 1) + who[known]) // max(used.people, 1)
    pairs, counts = np.unique(each, return_counts=True)
    return list(zip((pairs // max(n, 1)).tolist(), (pairs % max(n, 1)).tolist(), counts.tolist(), strict=True))


def _main_part(edges: Sequence[tuple[int, int, int]]) -> set[int]:
    """Give the nodes of the largest connected part where it holds most of them, else all joined nodes."""
    nx = _networkx()
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges)
    parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
    if parts and len(parts[0]) >= MAIN * graph.number_of_nodes():
        return set(parts[0])
    return set(graph.nodes)


def theme_network(has: npt.NDArray[np.bool_], names: Sequence[str], least: int, clear: float = 3.0) -> Network:
    """Give the network of themes (columns of `has`, (n, k)) named together more than chance gives.

    Joined are pairs that at least `least` rows have and whose adjusted residual passes `clear` standard errors.
    A theme's weight is its share. Themes joined to none are left out.
    """
    both, residual = co_occurrence(has)
    n = len(names)
    found = [
        (i, j, int(both[i, j]))
        for i in range(n)
        for j in range(i + 1, n)
        if both[i, j] >= least and residual[i, j] > clear
    ]
    kept = sorted({node for i, j, _ in found for node in (i, j)})
    place = {node: at for at, node in enumerate(kept)}
    counts = has.sum(axis=0)
    return Network(
        tuple(names[node] for node in kept),
        np.array([counts[node] for node in kept], np.float64) / max(len(has), 1),
        tuple(int(counts[node]) for node in kept),
        circle(len(kept)),
        tuple((place[i], place[j], count) for i, j, count in found),
    )


def page_rank(n: int, edges: Sequence[tuple[int, int, int]]) -> Floats:
    """Give PageRank (n,), summing to one, of an undirected weighted graph; damping 0.85 (Brin & Page 1998).

    >>> page_rank(3, [(0, 1, 1), (1, 2, 1)]).round(3).tolist()
    [0.257, 0.486, 0.257]
    """
    if not n:
        return np.zeros(0)
    nx = _networkx()
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from(edges)
    found = nx.pagerank(graph, alpha=DAMPING, tol=1e-10, max_iter=500)
    return np.array([found[i] for i in range(n)], np.float64)


def laid_out(n: int, edges: Sequence[tuple[int, int, int]], seed: int) -> Floats:
    """Give places (n, 2) in the unit square: springs as long as the path between two nodes (Kamada & Kawai 1989).

    A network in several parts has no such paths: springs by Fruchterman & Reingold (1991), from `seed`.
    """
    if n < 2:
        return np.full((n, 2), 0.5)
    nx = _networkx()
    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((a, b, float(np.sqrt(w))) for a, b, w in edges)
    if nx.is_connected(graph):
        places = nx.kamada_kawai_layout(graph, weight=None)
    else:
        places = nx.spring_layout(graph, seed=seed, k=2.2 / np.sqrt(n), iterations=150)
    where = np.array([places[i] for i in range(n)], np.float64)
    low, high = where.min(axis=0), where.max(axis=0)
    found: Floats = (where - low) / np.where(high > low, high - low, 1.0)
    return found


def circle(n: int) -> Floats:
    """Give places (n, 2) on a circle in the unit square, from the top clockwise."""
    turn = np.pi / 2 - 2 * np.pi * np.arange(n) / max(n, 1)
    return np.column_stack([0.5 + 0.5 * np.cos(turn), 0.5 + 0.5 * np.sin(turn)])


def _networkx() -> Any:
    import networkx

    return networkx
