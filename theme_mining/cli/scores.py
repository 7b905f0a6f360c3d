"""How scores are shown: a row each with value, 95 % interval and n."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

__all__ = ["score_rows", "theme_rows"]

_NAMES = {
    "accuracy": "accuracy",
    "macro_f1": "macro-F1",
    "micro_f1": "micro-F1",
    "calibration_error": "calibration error",
    "kept_accuracy": "accuracy of the surest 80 %",
    "agreement": "agreement with people (Krippendorff's alpha)",
}


def score_rows(scores: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Give (name, value, interval, n) for the scores that are there, in a fixed order."""
    scores = {**scores, "agreement": (scores.get("agreement") or {}).get("all")}
    there = {key: name for key, name in _NAMES.items() if isinstance(scores.get(key), Mapping | float)}
    return [(name, *_cells(scores[key])) for key, name in there.items()]


def theme_rows(scores: Mapping[str, Any], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Give (theme, n, precision, recall, F1, interval of F1) a theme."""
    rows = []
    for theme, found in scores.get("themes", {}).items():
        f1 = _cells(found["f1"])
        rows.append(
            (
                names.get(theme, theme),
                str(found["n"]),
                *(_value(found[k]) for k in ("precision", "recall")),
                f1[0],
                f1[1],
            )
        )
    return rows


def _cells(score: Any) -> tuple[str, str, str]:
    if not isinstance(score, Mapping):
        return _value(score), "", ""
    low, high = score.get("low"), score.get("high")
    interval = f"{low:.3f}–{high:.3f}" if low is not None and high is not None else "–"
    return _value(score), interval, str(score.get("n", ""))


def _value(score: Any) -> str:
    value = score.get("value") if isinstance(score, Mapping) else score
    return "–" if value is None or value != value else f"{value:.3f}"
