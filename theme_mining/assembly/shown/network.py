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
    both, residual = co_occurrence(whole.has[whole.mask(view)][:, columns])
    pairs = [
        Link(a, b, int(both[a, b]), float(residual[a, b]))
        for a in range(len(shown))
        for b in range(a)
        if both[a, b] >= whole.limit and residual[a, b] > SURE
    ]
    pairs = sorted(pairs, key=lambda link: (-round(link.residual, 9), link.a, link.b))[:MOST_LINKS]
    said: dict[str, int] = {}
    stems = []
    for theme, told in (words or {}).items():
        for word in told[:WORDS_A_THEME] if theme in place else ():
            at = said.setdefault(word.word, len(shown) + len(said))
            stems.append(Link(place[theme], at, word.answers, 0.0))
    xy = _layout(len(shown) + len(said), pairs, stems)
    nodes = [Node(row.id, row.name, *xy[at], row.share) for at, row in enumerate(shown)]
    nodes += [Node("", word, *xy[at]) for word, at in said.items()]
    return Network(tuple(nodes), (*pairs, *stems))


def _layout(n: int, pairs: list[Link], stems: list[Link]) -> list[tuple[float, float]]:
    """Give places 0–1: first the themes by stress (Kamada & Kawai 1989), then each word beside its themes."""
    import networkx as nx

    graph = nx.Graph()
    graph.add_nodes_from(range(n))
    for link in pairs:
        graph.add_edge(link.a, link.b, weight=1.0 + link.residual / 4)
    for link in stems:
        graph.add_edge(link.a, link.b, weight=1.5)
    if not n:
        return []
    found = nx.spring_layout(graph, k=2.2 / np.sqrt(n), iterations=200, seed=_SEED, weight="weight")
    xy = np.array([found[i] for i in range(n)], dtype=np.float64)
    low, high = xy.min(axis=0), xy.max(axis=0)
    unit = np.round((xy - low) / np.where(high > low, high - low, 1.0), 4)
    return [(float(x), float(y)) for x, y in unit]
