"""What was masked, by kind and row, and what a person should look at; never the value itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from theme_mining.core.types import Answer
from theme_mining.language.mask import Masker

__all__ = ["Doubted", "MaskReport", "mask_report"]


@dataclass(frozen=True, slots=True)
class Doubted:
    """A place to look at: the answer's id, its place in the masked text (characters, end exclusive), and why."""

    answer_id: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class MaskReport:
    """What masking did to a survey.

    Parameters
    ----------
    answers : int
        How many answers there are.
    masked : int
        How many of them have at least one tag.
    kinds : dict of str to int
        Tags a kind, by falling count.
    by_answer : dict of str to dict
        Tags a kind for each answer that has any.
    doubts : tuple of Doubted
        Places a person should look at, in the order of the answers.
    """

    answers: int
    masked: int
    kinds: dict[str, int]
    by_answer: dict[str, dict[str, int]] = field(repr=False)
    doubts: tuple[Doubted, ...] = field(repr=False)

    def lines(self) -> list[str]:
        """Give the report in plain words, a line each."""
        counts = ", ".join(f"{kind} {n}" for kind, n in self.kinds.items()) or "nothing"
        whys = Counter(doubt.why for doubt in self.doubts)
        found = [f"Masked in {self.masked} of {self.answers} answers: {counts}"]
        return found + [f"To look at: {why}, {n} places" for why, n in sorted(whys.items())]


def mask_report(masker: Masker, answers: Iterable[Answer]) -> MaskReport:
    """Give the report of answers that this masker has masked."""
    kinds: Counter[str] = Counter()
    by_answer: dict[str, dict[str, int]] = {}
    doubts: list[Doubted] = []
    n = 0
    for answer in answers:
        n += 1
        here = Counter(span.kind for span in answer.masks)
        kinds.update(here)
        if here:
            by_answer[answer.id] = dict(sorted(here.items()))
        doubts += [Doubted(answer.id, d.start, d.end, d.why) for d in masker.doubtful(answer.text)]
    ordered = dict(sorted(kinds.items(), key=lambda pair: (-pair[1], pair[0])))
    return MaskReport(n, len(by_answer), ordered, by_answer, tuple(doubts))
