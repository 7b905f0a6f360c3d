"""An evaluation as a page that reads like a paper's tables: scores with intervals, calibration, confusion, groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from theme_mining.core.files import replacing
from theme_mining.reports._texts import Texts, texts

__all__ = ["write_evaluation"]

_STEPS = (0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7)  # share of a theme's answers from which a cell is a shade darker
_SCORES = (
    "accuracy",
    "macro_f1",
    "micro_f1",
    "first_theme_right",
    "kept_accuracy",
    "calibration_error",
)
_CURVE = 300  # side of the calibration curve, in points


@dataclass(frozen=True, slots=True)
class _Cell:
    n: int
    step: int


def write_evaluation(
    scores: Mapping[str, Any], names: Mapping[str, str], title: str, path: Path, language: str = "fi"
) -> None:
    """Write the page of an evaluation. Raises StoreError when the place cannot be written.

    Parameters
    ----------
    scores : mapping
        As `flows.evaluate.Evaluation.to_dict` gives them; with ``coders`` also the agreement of people.
    names : mapping of theme id to name
        In the order of the confusion table.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    loader = FileSystemLoader(Path(__file__).parent)
    environment = Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=StrictUndefined
    )
    environment.filters.update(score=_score, span=_span)
    t = texts(language)
    html = environment.get_template("_evaluation.html").render(
        t=t,
        title=title,
        scores=scores,
        names=names,
        rows=[(t(f"ev_{key}"), scores[key]) for key in _SCORES if key in scores],
        confusion=_confusion(scores["confusion"]),
        curve=_curve(scores["calibration_curve"], t),
    )
    with replacing(Path(path)) as beside:
        beside.write_text(html, encoding="utf-8", newline="\n")


def _score(value: Any) -> str:
    """Give a score with three decimals; a dash where there is none."""
    number = value.get("value") if isinstance(value, Mapping) else value
    return "–" if number is None or number != number else f"{number:.3f}"


def _span(value: Any) -> str:
    """Give a score's 95 % interval, empty where it has none."""
    if not isinstance(value, Mapping) or value.get("low") is None or value["low"] != value["low"]:
        return ""
    return f"{value['low']:.3f}–{value['high']:.3f}"


def _confusion(counts: Sequence[Sequence[int]]) -> list[list[_Cell]]:
    shaded = []
    for row in counts:
        total = max(sum(row), 1)
        shaded.append([_Cell(n, sum(n / total > step for step in _STEPS[1:]) if n else 0) for n in row])
    return shaded


def _curve(bins: Sequence[Sequence[float]], t: Texts) -> str:
    """Give the calibration curve as SVG: what was said against what was right, a disc a bin, its area the answers."""
    most = max((n for _, _, n in bins), default=1)
    at = [(36 + said * _CURVE, 12 + (1 - observed) * _CURVE, 3 + 9 * (n / most) ** 0.5) for said, observed, n in bins]
    discs = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="var(--bar)"/>' for x, y, r in at)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    ticks = "".join(
        f'<text x="30" y="{16 + (1 - v) * _CURVE:.0f}" text-anchor="end">{v:.1f}</text>'
        f'<text x="{36 + v * _CURVE:.0f}" y="{_CURVE + 30}" text-anchor="middle">{v:.1f}</text>'
        for v in (0.0, 0.5, 1.0)
    )
    return (
        f'<svg class="chart calibration" role="img" viewBox="0 0 {_CURVE + 60} {_CURVE + 40}" width="{_CURVE + 60}" '
        f'aria-label="{t("ev_curve_said")}">'
        f'<path d="M36 {_CURVE + 12}L{_CURVE + 36} 12" stroke="var(--line)" stroke-width="2"/>'
        f'<polyline points="{line}" fill="none" stroke="var(--accent)" stroke-width="2"/>{discs}'
        f'<g fill="var(--soft)" font-size="12">{ticks}</g></svg>'
    )
