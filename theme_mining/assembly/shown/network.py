"""Which themes are named together, and by which words they hang together: a graph with places to draw it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from theme_mining.assembly.shown.overview import overview
from theme_mining.assembly.shown.whole import View, Whole
from theme_mining.assembly.shown.words import Telling
from theme_mining.measure.crosstab import co_occurrence

__all__ = ["Link", "Network", "Node", "network"]

SURE = 2.0  # standard errors over chance from which two themes are joined: the usual 95 %
MOST_LINKS, WORDS_A_THEME = 40, 4
_SEED = 1729
_RADIUS, _OUT, _LINE = 0.33, 0.14, 0.026  # of the picture: themes, words outside them, a line of text


@dataclass(frozen=True, slots=True)
class Node:
    """A theme (`share` of respondents 0–1) or a word (share 0) at x, y in 0–1."""

    id: str
    name: str
    x: float
    y: float
    share: float = 0.0

    @property
    def is_theme(self) -> bool:
        """Whether this is a theme."""
        return self.share > 0


@dataclass(frozen=True, slots=True)
class Link:
    """Two nodes that belong together, by number; `answers` that hold both, `residual` standard errors over chance."""

    a: int
    b: int
    answers: int
    residual: float


@dataclass(frozen=True, slots=True)
class Network:
    """Nodes, themes first, and links, strongest first; links of words to themes have residual 0."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]

    @property
    def pairs(self) -> tuple[Link, ...]:
        """Links between themes."""
        return tuple(link for link in self.links if link.residual > 0)


def network(whole: Whole, view: View, words: Mapping[str, tuple[Telling, ...]] | None = None) -> Network:
    """Give the network of a view; `words` are telling words a theme. Links rest on answers that may be shown."""
    shown = [row for row in overview(whole, view).rows if not row.hidden and row.share > 0]
    place = {row.id: at for at, row in enumerate(shown)}
    columns = [whole.place(row.id) for row in shown]
    has = whole.has[:, columns] & whole.mask(view)[:, None]
    both, residual = co_occurrence(has[whole.mask(view)])
    pairs = [
        Link(a, b, int(both[a, b]), float(residual[a, b]))
        for a in range(len(shown))
        for b in range(a)
        if residual[a, b] > SURE and whole.enough(has[:, a] & has[:, b])
    ]
    pairs = sorted(pairs, key=lambda link: (-round(link.residual, 9), link.a, link.b))[:MOST_LINKS]
    said: dict[str, int] = {}
    stems = []
    for theme, told in (words or {}).items():
        for word in told[:WORDS_A_THEME] if theme in place else ():
            at = said.setdefault(word.word, len(shown) + len(said))
            stems.append(Link(place[theme], at, word.answers, 0.0))
    xy = _layout(len(shown), pairs, stems)
    nodes = [Node(row.id, row.name, *xy[at], row.share) for at, row in enumerate(shown)]
    nodes += [Node("", word, *xy[at]) for word, at in said.items()]
    return Network(tuple(nodes), (*pairs, *stems))


def _layout(n: int, pairs: list[Link], stems: list[Link]) -> list[tuple[float, float]]:
    """Give places 0–1: the themes on an ellipse, linked ones near, and each word outside its first theme.

    The order on the ellipse is that of the Fiedler vector of the links (Atkins, Boman & Hendrickson 1998), so that
    few lines cross.
    """
    if not n:
        return []
    angle = np.empty(n)
    angle[_around(n, pairs)] = 2 * np.pi * np.arange(n) / n
    around = np.column_stack([np.sin(angle), np.cos(angle)])
    xy = [tuple(0.5 + _RADIUS * spot) for spot in around]
    first: dict[int, int] = {}
    fellows = [0] * n
    for link in stems:
        if link.b not in first:
            first[link.b] = link.a
            out = 0.5 + (_RADIUS + _OUT) * around[link.a]
            xy.append((float(out[0]), float(out[1] + _LINE * (1.0 - fellows[link.a]))))
            fellows[link.a] += 1
    return [(round(float(x), 4), round(float(y), 4)) for x, y in xy]


def _around(n: int, pairs: list[Link]) -> list[int]:
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    graph.add_weighted_edges_from((link.a, link.b, link.residual) for link in pairs)
    order: list[int] = []
    for part in sorted(nx.connected_components(graph), key=lambda nodes: (-len(nodes), min(nodes))):
        own = graph.subgraph(sorted(part))
        order += nx.spectral_ordering(own, method="lanczos", seed=_SEED) if len(part) > 2 else sorted(part)
    return order
