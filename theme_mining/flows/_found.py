"""From memberships to tables: themes of every segment and answer with evidence, and the figures of every theme."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.types import Assignment, Segment
from theme_mining.flows._answers import Answers
from theme_mining.flows._themes import Shown
from theme_mining.measure.distinctness import distinctness
from theme_mining.measure.intervals import wilson
from theme_mining.measure.typical import borderline

__all__ = ["NO_CONTENT", "figures_again", "spread", "theme_figures"]

NO_CONTENT = "no content"
_STRANGE = "other: no word of it is known"
_FOREIGN = "other: another language, and no vector to compare it by"
_SECOND = 0.5  # membership from which a segment brings its own theme to its answer


def spread(
    segments: Sequence[Segment],
    answers: Answers,
    sure: npt.NDArray[np.float64],
    near: npt.NDArray[np.float64],
    themes: Sequence[Theme],
    telling: list[list[str]],
    run: str,
) -> tuple[pd.DataFrame, list[Assignment]]:
    """Give the answers' table and the segments' assignments.

    The answer's theme is held by the segment nearest it; a segment sure of another theme (0.5 or more) brings that
    too. `sure` (n, k) are memberships of answers, `near` (n_segments, k) those of segments of longer answers.
    """
    at_home: list[list[int]] = [[] for _ in answers.ids]
    for s, i in enumerate(answers.place):
        at_home[i].append(s)
    words = [set(lemmas) for lemmas in telling]
    rows, assignments = [], []
    for i, (name, mine) in enumerate(zip(answers.ids, at_home, strict=True)):
        held = _held(mine, sure[i], near)
        for segment, cluster, score in held:
            evidence = _evidence(segments[segment], words[cluster])
            assignments.append(
                Assignment(segments[segment].id, themes[cluster].id, score, evidence, "discover", run)
            )  # fmt: skip
        found = list(dict.fromkeys(cluster for _, cluster, _ in held))
        spoken = [segments[s].text[a:b] for s, c, _ in held[:1] for a, b in _evidence(segments[s], words[c])]
        rows.append({
            "id": name,
            "theme": themes[found[0]].id if found else "",
            "themes": ";".join(themes[c].id for c in found),
            "score": held[0][2] if held else 0.0,
            "evidence": ", ".join(dict.fromkeys(spoken)),
            "why": "" if found else _why(answers, i),
        })  # fmt: skip
    return pd.DataFrame(rows, columns=["id", "theme", "themes", "score", "evidence", "why"]), assignments


def _held(
    mine: list[int], sure: npt.NDArray[np.float64], near: npt.NDArray[np.float64]
) -> list[tuple[int, int, float]]:
    """Give (segment, cluster, score), the answer's own theme first."""
    if not sure.any():
        return []
    own = int(sure.argmax())
    holder = max(mine, key=lambda s: (near[s, own], -s))
    more = [(s, int(near[s].argmax()), float(near[s].max())) for s in mine if near[s].max(initial=0.0) >= _SECOND]
    others = sorted((row for row in more if row[1] != own), key=lambda row: (-row[2], row[0]))
    again = [row for row in more if row[1] == own and row[0] != holder]
    return [(holder, own, min(float(sure[own]), 1.0)), *others, *again]


def _evidence(segment: Segment, words: set[str]) -> tuple[tuple[int, int], ...]:
    spans = [
        span
        for n, span in enumerate(segment.spans)
        if segment.lemmas[n] in words or (segment.parts and words.intersection(segment.parts[n]))
    ]
    return tuple(spans) if spans else (((0, len(segment.text)),) if segment.text else ())


def _why(answers: Answers, i: int) -> str:
    if answers.language[i] == "none":
        return NO_CONTENT
    return _STRANGE if answers.main[i] else _FOREIGN


def theme_figures(
    shown: Shown,
    labels: npt.NDArray[np.int64],
    frame: pd.DataFrame,
    themes: Sequence[Theme],
    stability: npt.NDArray[np.float64],
) -> pd.DataFrame:
    """Give one row a theme, the largest first: size, share of answers with content with its 95 % interval, scores."""
    k = len(shown.telling)
    held = [set(row.split(";")) for row in frame["themes"]]
    size = np.array([sum(themes[c].id in row for row in held) for c in range(k)], dtype=np.int64)
    total = max(int((frame["why"] != NO_CONTENT).sum()), 1)
    low, high = wilson(size / total, np.full(k, float(total)))
    apart = distinctness(shown.answers.rows, labels, k)
    rank = shown.answers.rank
    edge = [";".join(shown.answers.ids[i] for i in borderline(shown.sure, c, 3, rank)) for c in range(k)]
    figures = pd.DataFrame(
        {
            "theme": [theme.id for theme in themes[:k]],
            "name": [theme.name for theme in themes[:k]],
            "group": [theme.parent for theme in themes[:k]],
            "answers": size,
            "share": size / total,
            "low": low,
            "high": high,
            "stability": np.asarray(stability).round(3),
            "distinctness": apart.round(3),
            "lemmas": [", ".join(telling) for telling in shown.telling],
            "borderline": edge,
        }
    )
    return figures.sort_values(["answers", "theme"], ascending=[False, True]).reset_index(drop=True)


def figures_again(
    figures: pd.DataFrame, codebook: Codebook, themes: Sequence[Sequence[str]], total: int
) -> pd.DataFrame:
    """Give the figures of an edited codebook: sizes and shares anew; what was measured stays where nothing changed.

    Parameters
    ----------
    figures : DataFrame
        As `theme_figures` gave it.
    codebook : Codebook
        Without themes that are set aside.
    themes : sequence
        The themes of every answer.
    total : int
        Answers with content.
    """
    groups = {theme.parent for theme in codebook}
    leaves = [theme for theme in codebook if theme.id not in groups]
    size = np.array([sum(theme.id in row for row in themes) for theme in leaves], dtype=np.int64)
    low, high = wilson(size / max(total, 1), np.full(len(leaves), float(max(total, 1))))
    known = {str(row["theme"]): row for row in figures.to_dict("records")}
    rows = []
    for n, theme in enumerate(leaves):
        row = known.get(theme.id, {})
        measured = row if row.get("answers") == size[n] else {}
        rows.append({
            "theme": theme.id, "name": theme.name, "group": theme.parent, "answers": size[n],
            "share": size[n] / max(total, 1), "low": low[n], "high": high[n],
            "stability": measured.get("stability", np.nan),
            "distinctness": measured.get("distinctness", np.nan),
            "lemmas": ", ".join(theme.keywords),
            "borderline": measured.get("borderline", ""),
        })  # fmt: skip
    found = pd.DataFrame(rows, columns=list(figures.columns))
    return found.sort_values(["answers", "theme"], ascending=[False, True]).reset_index(drop=True)
