"""The overview of a survey whose questions have themes of their own: each question by itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from theme_mining.assembly.shown.overview import Overview, overview
from theme_mining.assembly.shown.whole import QUESTION, View, Whole

__all__ = ["looked_at", "question_view"]


def looked_at(whole: Whole, view: View) -> Overview:
    """Give the overview of a view; where each question has themes of its own, with one of each question in it.

    A view of one such question has that question's themes only.
    """
    own, found, chosen = _own(whole), overview(whole, view), view.chosen(QUESTION)
    if chosen:
        return _only(found, own[chosen]) if chosen in own else found
    parts = {q: _only(overview(whole, view.within(QUESTION, q)), themes) for q, themes in own.items()}
    said = tuple(replace(part.figures, question=q) for q, part in parts.items() if not part.few)
    return replace(found, questions=tuple(parts.items()), figures=replace(found.figures, questions=said))


def question_view(whole: Whole, view: View, theme: str) -> View:
    """Give the view narrowed to the question whose own the theme is; the view itself where there is none."""
    asked = [question for question, themes in _own(whole).items() if theme in themes]
    return view.within(QUESTION, asked[0]) if len(asked) == 1 and not view.chosen(QUESTION) else view


def _own(whole: Whole) -> dict[str, frozenset[str]]:
    """Give the themes of each question that can be looked at by itself."""
    groups = whole.dimensions[QUESTION].groups if QUESTION in whole.dimensions else ()
    parts = whole.figures.questions
    held = {part.question: frozenset(map(str, part.themes["theme"])) for part in parts if part.question in groups}
    return held if len(held) == len(parts) else {}


def _only(found: Overview, themes: frozenset[str]) -> Overview:
    """Give the overview with these themes only."""
    figures = found.figures
    kept = np.flatnonzero(figures.themes["theme"].isin(themes).to_numpy())
    shown = replace(
        figures,
        themes=figures.themes.iloc[kept].reset_index(drop=True),
        has=figures.has[:, kept],
        people=figures.people[:, kept],
        questions=(),
    )
    return replace(found, rows=tuple(row for row in found.rows if row.id in themes), figures=shown)
