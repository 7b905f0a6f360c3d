"""Two models on one labelled set, paired: which is better, and is it more than chance?

compare_models(first, second, labelled, …) -> Comparison        # .to_dict() is JSON-like
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from theme_mining.core.errors import InputError
from theme_mining.core.trained import Labelled, Rows, Trained
from theme_mining.flows.classify import classify
from theme_mining.measure.paired import mcnemar, paired_differences
from theme_mining.measure.scores import Interval

__all__ = ["Comparison", "compare_models"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Differences second − first: macro-F1, micro-F1 and F1 a theme with 95 % intervals; McNemar on exact answers.

    `only_first`, `only_second`: answers that one model alone has exactly right; `p_value` two-sided.
    """

    macro_f1: Interval
    micro_f1: Interval
    themes: dict[str, Interval] = field(repr=False)
    only_first: int
    only_second: int
    p_value: float

    def to_dict(self) -> dict[str, Any]:
        """Give all as JSON-like records."""
        return {
            "macro_f1_difference": self.macro_f1.to_dict(),
            "micro_f1_difference": self.micro_f1.to_dict(),
            "themes": {theme: interval.to_dict() for theme, interval in self.themes.items()},
            "only_first_right": self.only_first,
            "only_second_right": self.only_second,
            "mcnemar_p": round(self.p_value, 6),
        }

    def in_words(self) -> str:
        """Say in one sentence which model is better, if any."""
        if self.macro_f1.low > 0:
            return f"The second is better by {self.macro_f1.value:.3f} macro-F1, beyond chance."
        if self.macro_f1.high < 0:
            return f"The first is better by {-self.macro_f1.value:.3f} macro-F1, beyond chance."
        return f"No difference beyond chance (macro-F1 {self.macro_f1.value:+.3f})."


def compare_models(first: Trained, second: Trained, labelled: Labelled, second_rows: Rows | None = None) -> Comparison:
    """Compare two models on the same answers.

    Parameters
    ----------
    first, second : Trained
        With the same themes; the order may differ.
    labelled : Labelled
        Rows as the first model reads them.
    second_rows : Rows, optional
        The same answers as the second model reads them, where it has another embedder.

    Raises
    ------
    InputError
        No answers, or models of different themes.
    """
    if not len(labelled):
        raise InputError("There are no labelled answers to compare on", "0 rows", "give answers with themes")
    if set(first.themes) != set(second.themes):
        only = sorted(set(first.themes) ^ set(second.themes))
        raise InputError("The two models have different themes", f"only one has: {', '.join(only[:8])}")
    truth = labelled.matrix(first.themes)
    one = classify(first, labelled.rows).chosen
    two = classify(second, second_rows or labelled.rows).chosen
    two = two[:, [second.themes.index(theme) for theme in first.themes]]
    macro, micro, each = paired_differences(truth, one, two, labelled.groups)
    a, b, p = mcnemar((truth == one).all(axis=1), (truth == two).all(axis=1))
    return Comparison(macro, micro, dict(zip(first.themes, each, strict=True)), a, b, p)
