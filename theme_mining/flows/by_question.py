"""Discover with several questions: together where they are answered with the same things, each by itself where not."""

from __future__ import annotations

import copy
import dataclasses
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.types import Segment, Vectors
from theme_mining.flows._found import NO_CONTENT
from theme_mining.flows.discover import DiscoverOptions, Discovery, discover
from theme_mining.flows.review_codebook import GROUP

__all__ = ["discover_questions", "told_apart"]

# How well ten clusters tell which question was asked (0–1). Two surveys whose questions are about different things
# gave 0.56 and 0.66, one whose two questions are about the same thing 0.06.
_APART = 0.3
_LOOK, _LOOK_AT = 10, 2000  # clusters and distinct answers of that look
_MOST = 40  # themes of all questions together, the most a person can hold in a draft codebook
_FEWEST = 4


def discover_questions(
    segments: Sequence[Segment],
    vectors: Vectors,
    clusterer: Any,
    options: DiscoverOptions,
    question_of: Mapping[str, str],
) -> Discovery:
    """Find themes of answers to one question or several; `question_of` gives the question of each answer.

    Where ten clusters tell the questions apart each question has themes of its own, in a theme group of its name, and
    shares are of its answers. With a number of themes asked for, or a codebook to start from, all are read together.
    """
    questions = list(dict.fromkeys(question_of[s.answer_id] for s in segments))
    together = len(questions) < 2 or options.start is not None or clusterer.n_themes is not None
    if together or told_apart(segments, vectors, clusterer, options, question_of) < _APART:
        return discover(segments, vectors, clusterer, options)
    most = max(_FEWEST, _MOST // len(questions))
    found = []
    for question in questions:
        at = [n for n, s in enumerate(segments) if question_of[s.answer_id] == question]
        mine = [segments[n] for n in at]
        if not any(s.lemmas for s in mine):
            continue
        rows = Vectors(tuple(s.id for s in mine), vectors.rows[at], vectors.fingerprint)
        found.append((question, discover(mine, rows, _limited(clusterer, mine, most), options)))
    return _joined(found, segments)


def told_apart(
    segments: Sequence[Segment],
    vectors: Vectors,
    clusterer: Any,
    options: DiscoverOptions,
    question_of: Mapping[str, str],
) -> float:
    """Give 0–1 how well a few clusters tell which question an answer answers: 1 − H(question | cluster) / H(question).

    Homogeneity: Rosenberg & Hirschberg (2007), V-measure, EMNLP-CoNLL, equation 1.
    """
    distinct = len({s.lemmas for s in segments if s.lemmas})
    if distinct < 4 * _LOOK:
        return 0.0
    look = copy.deepcopy(clusterer).set_params(n_themes=_LOOK)
    if "n_shape" in look.get_params():
        look.set_params(n_shape=_LOOK_AT)
    quick = dataclasses.replace(options, namer=None)
    rows = discover(segments, vectors, look, quick).answers
    pairs = Counter((question_of[name], theme) for name, theme in zip(rows["id"], rows["theme"], strict=True) if theme)
    asked, themes = (sorted({pair[n] for pair in pairs}) for n in (0, 1))
    table = np.array([[pairs[question, theme] for theme in themes] for question in asked], dtype=np.float64)
    whole, within = _entropy(table.sum(axis=1)), [_entropy(column) for column in table.T]
    return 1.0 - float(np.average(within, weights=table.sum(axis=0))) / whole if whole else 0.0


def _entropy(counts: npt.NDArray[np.float64]) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())


def _limited(clusterer: Any, segments: Sequence[Segment], most: int) -> Any:
    """Give the clusterer with a range of themes that suits one of several questions; few answers choose freely."""
    distinct = len({s.lemmas for s in segments if s.lemmas})
    high = min(most, round(0.6 * distinct**0.5))
    return copy.deepcopy(clusterer).set_params(n_themes=(3, high) if high > 3 else None)


def _joined(found: Sequence[tuple[str, Discovery]], segments: Sequence[Segment]) -> Discovery:
    taken: set[str] = set()
    leaves: list[Theme] = []
    heads: list[Theme] = []
    assignments, answers, figures = [], [], []
    for number, (question, part) in enumerate(found, 1):
        head = f"{GROUP}kysymys-{number}"
        groups = {theme.parent for theme in part.codebook}
        mine = [theme for theme in part.codebook if theme.id not in groups]
        new = {theme.id: _fresh(theme.id, number, taken) for theme in mine}
        leaves += [dataclasses.replace(theme, id=new[theme.id], parent=head) for theme in mine]
        heads.append(Theme(head, question, "Teemat vastauksista tähän kysymykseen."))
        assignments += [dataclasses.replace(row, theme_id=new[row.theme_id]) for row in part.assignments]
        answers.append(_renamed(part.answers, new))
        figures.append(part.figures.assign(theme=part.figures["theme"].map(new), group=head))
    order = {name: n for n, name in enumerate(dict.fromkeys(s.answer_id for s in segments))}
    rows = pd.concat([*answers, _silent(order, answers)], ignore_index=True)
    rows = rows.iloc[np.argsort(rows["id"].map(order).to_numpy(), kind="stable")].reset_index(drop=True)
    at = {s.id: n for n, s in enumerate(segments)}
    assignments.sort(key=lambda row: order[segments[at[row.segment_id]].answer_id])
    told = pd.concat(figures, ignore_index=True)
    return Discovery(
        Codebook(1, (*leaves, *heads), "discover: a question at a time"),
        assignments,
        rows,
        told.sort_values(["answers", "theme"], ascending=[False, True]).reset_index(drop=True),
        pd.concat([_beside(part.map_xy, n, len(found)) for n, (_, part) in enumerate(found)], ignore_index=True),
        _reason(found),
        sum(part.other for _, part in found),
        int(rows["why"].eq(NO_CONTENT).sum()),
        _one_tree([part.merges for _, part in found]),
    )


def _fresh(theme_id: str, number: int, taken: set[str]) -> str:
    name = theme_id if theme_id not in taken else f"{theme_id}-k{number}"
    taken.add(name)
    return name


def _renamed(answers: pd.DataFrame, new: Mapping[str, str]) -> pd.DataFrame:
    themes = [";".join(new[t] for t in cell.split(";")) if cell else "" for cell in answers["themes"]]
    return answers.assign(theme=answers["theme"].map(lambda t: new.get(t, "")), themes=themes)


def _silent(order: Mapping[str, int], answers: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Give the rows of answers to questions that nobody answered with a word."""
    said = {name for frame in answers for name in frame["id"]}
    names = [name for name in order if name not in said]
    empty = {"theme": "", "themes": "", "score": 0.0, "evidence": "", "why": NO_CONTENT}
    return pd.DataFrame({"id": names, **{key: [value] * len(names) for key, value in empty.items()}})


def _beside(places: pd.DataFrame, number: int, n_questions: int) -> pd.DataFrame:
    """Give a question's map in its own strip of the plane, so that the maps of all stand side by side."""
    return places.assign(x=(places["x"] + 1.0 + 2.2 * number) / (1.1 * n_questions) - 1.0)


def _one_tree(trees: Sequence[npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
    """Give one tree (SciPy's form) of several: the questions' trees joined at the top."""
    sizes = [len(tree) + 1 for tree in trees]
    total, start, done = sum(sizes), 0, 0
    rows: list[list[float]] = []
    roots: list[tuple[int, int]] = []
    for tree, k in zip(trees, sizes, strict=True):
        for a, b, height, count in tree:
            rows.append([_node(a, k, start, total, done), _node(b, k, start, total, done), height, count])
        roots.append((total + done + len(tree) - 1 if len(tree) else start, k))
        start, done = start + k, done + len(tree)
    top = max((row[2] for row in rows), default=0.0) + 1.0
    (at, held), *others = roots
    for root, k in others:
        rows.append([float(at), float(root), top, float(held + k)])
        at, held = total + len(rows) - 1, held + k
    return _by_height(np.array(rows, dtype=np.float64).reshape(-1, 4), total)


def _by_height(rows: npt.NDArray[np.float64], total: int) -> npt.NDArray[np.float64]:
    """Give the merges in the order of their heights, as SciPy cuts them; nodes are numbered anew."""
    order = np.argsort(rows[:, 2], kind="stable")
    new = np.arange(total + len(rows))
    new[total + order] = total + np.arange(len(rows))
    rows = rows[order]
    rows[:, :2] = new[rows[:, :2].astype(int)]
    return rows


def _node(node: float, k: int, start: int, total: int, done: int) -> float:
    return float(node + start if node < k else node - k + total + done)


def _reason(found: Sequence[tuple[str, Discovery]]) -> str:
    finnish = [f"”{question}”: {part.reason.splitlines()[0]}" for question, part in found]
    english = [f'"{question}": {part.reason.splitlines()[-1]}' for question, part in found]
    lead = (
        "Kysymyksiin vastataan eri asioilla, joten teemat etsittiin kysymyksittäin.",
        ("The questions are answered with different things, so themes were found a question at a time."),
    )
    return " ".join([lead[0], *finnish]) + "\n" + " ".join([lead[1], *english])
