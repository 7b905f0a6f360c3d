"""The words of the house: frozen, slotted dataclasses, checked when made.

    file ─▶ RawAnswer ─mask─▶ Answer ─language─▶ Segment ─embed─▶ Vectors ─▶ Assignment, Codebook ─▶ Table

`Codebook` and `Theme` live in `core.codebook`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import numpy.typing as npt

__all__ = [
    "Answer",
    "Assignment",
    "Decision",
    "MaskSpan",
    "RawAnswer",
    "Run",
    "Segment",
    "Vectors",
]

Language = Literal["fi", "sv", "en", "mixed", "none"]
_LANGUAGES = ("fi", "sv", "en", "mixed", "none")


@dataclass(frozen=True, slots=True)
class RawAnswer:
    """An answer as it stands in the file, unmasked: never stored, never logged; `repr` hides text and background."""

    id: str
    question: str
    text: str = field(repr=False)
    background: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class MaskSpan:
    """A masked place: `start`, `end` in the *masked* text (characters, end exclusive), and what it hid."""

    start: int
    end: int
    kind: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"MaskSpan: 0 <= start < end wanted, got start={self.start}, end={self.end}")


@dataclass(frozen=True, slots=True)
class Answer:
    """A masked answer: the only answer a Store, a log or a report ever sees.

    `language` is one of fi, sv, en, mixed, none; ``none`` means empty of content ("-", "en osaa sanoa").
    """

    id: str
    question: str
    text: str
    background: Mapping[str, str] = field(default_factory=dict)
    masks: tuple[MaskSpan, ...] = ()
    language: Language = "fi"

    def __post_init__(self) -> None:
        if self.language not in _LANGUAGES:
            raise ValueError(f"Answer.language: one of {_LANGUAGES} wanted, got {self.language!r}")
        if self.masks and self.masks[-1].end > len(self.text):
            raise ValueError("Answer.masks: a span ends after the text")


@dataclass(frozen=True, slots=True)
class Segment:
    """One idea of an answer, or a whole short answer, with its words read.

    `lemmas`, `spans` and `parts` have one entry a word (punctuation and numbers are not words): the lemma in
    lower case, the word's place in `text` (characters, end exclusive), and the compound parts of the lemma
    (``("yhteistyö", "verkosto")``; empty for a simple word). `start` is the place of `text` in the answer.
    """

    id: str
    answer_id: str
    text: str
    lemmas: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    parts: tuple[tuple[str, ...], ...] = ()
    start: int = 0
    language: Language = "fi"

    def __post_init__(self) -> None:
        n = len(self.lemmas)
        if len(self.spans) not in (0, n) or len(self.parts) not in (0, n):
            raise ValueError(
                f"Segment: spans and parts go with lemmas; got {n} lemmas, "
                f"{len(self.spans)} spans, {len(self.parts)} parts"
            )

    def terms(self) -> list[str]:
        """Give lemmas followed by the compound parts of each: the bag of terms that vectors and themes use.

        >>> Segment("1", "1", "tiedonkulku", ("tiedonkulku",), ((0, 11),), (("tieto", "kulku"),)).terms()
        ['tiedonkulku', 'tieto', 'kulku']
        """
        if not self.parts:
            return list(self.lemmas)
        found: list[str] = []
        for lemma, parts in zip(self.lemmas, self.parts, strict=True):
            found.append(lemma)
            found.extend(parts)
        return found


@dataclass(frozen=True, slots=True)
class Vectors:
    """Rows of one embedder: `rows` (n, d) float32, of unit length, zeros where there is no content."""

    ids: tuple[str, ...]
    rows: npt.NDArray[np.float32] = field(repr=False)
    fingerprint: str

    def __post_init__(self) -> None:
        if self.rows.ndim != 2 or self.rows.dtype != np.float32:
            raise ValueError(f"Vectors.rows: (n, d) float32 wanted, got {self.rows.shape} {self.rows.dtype}")
        if len(self.ids) != len(self.rows):
            raise ValueError(f"Vectors: got {len(self.ids)} ids but {len(self.rows)} rows")


@dataclass(frozen=True, slots=True)
class Assignment:
    """A theme on a segment. Many a segment, or none. `evidence` are places in the segment's text."""

    segment_id: str
    theme_id: str
    score: float
    evidence: tuple[tuple[int, int], ...] = ()
    origin: str = ""
    run: str = ""

    def __post_init__(self) -> None:
        if not 0.0 <= self.score <= 1.0:
            raise ValueError(f"Assignment.score: 0–1 wanted, got {self.score}")
        if not self.theme_id or self.theme_id == "-1":
            raise ValueError("Assignment.theme_id: a theme wanted, got none")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person settled: append-only, the truth for training. `when` is ISO 8601 with zone."""

    what: str
    verdict: str
    who: str
    when: str


@dataclass(frozen=True, slots=True)
class Run:
    """What made a result: verb, settings hash, fingerprints of parts and data, seed, versions, counts.

    `id` follows from all the others, so the same run has the same id; the time of day is no part of it.
    """

    id: str
    verb: str
    settings_hash: str
    fingerprints: Mapping[str, str]
    seed: int
    versions: Mapping[str, str]
    counts: Mapping[str, int]


def as_ids(ids: Sequence[object]) -> tuple[str, ...]:
    """Give ids as a tuple of strings."""
    return tuple(str(i) for i in ids)
