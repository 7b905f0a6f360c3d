"""What a Store gives back: surveys, answers with their themes, decisions, users, the audit trail.

An answer in a store has a *standing*: its themes now, who gave them (`origin`), and a `version` that grows with every
change, so that two people never overwrite each other unseen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

__all__ = [
    "AnswerKept",
    "AuditEntry",
    "CodebookKept",
    "DecisionKept",
    "Forgotten",
    "ModelKept",
    "Progress",
    "SurveyKept",
    "UserKept",
]

Origin = Literal["machine", "person", ""]
Verdict = Literal["themes", "skipped", "undone"]
Role = Literal["reader", "analyst", "admin"]
ROLES = ("reader", "analyst", "admin")


@dataclass(frozen=True, slots=True)
class SurveyKept:
    """A survey in a store. `waves` sort by name; `revision` grows with every write to the survey."""

    name: str
    title: str
    waves: tuple[str, ...]
    n_answers: int
    n_respondents: int
    questions: tuple[str, ...]
    background: tuple[str, ...]
    codebook_version: int
    revision: int


@dataclass(frozen=True, slots=True)
class AnswerKept:
    """A masked answer with its standing. `evidence` are (start, end, theme id) in `text`, end exclusive.

    `themes` are ids, the strongest first. `confidence` (0–1) is the machine's; None where a person settled it.
    `repr` hides text and background.
    """

    survey: str
    id: str
    wave: str
    question: str
    respondent: str
    text: str = field(repr=False)
    background: Mapping[str, str] = field(repr=False)
    language: str
    weight: float
    themes: tuple[str, ...]
    confidence: float | None
    review: bool
    evidence: tuple[tuple[int, int, str], ...]
    origin: Origin
    version: int


@dataclass(frozen=True, slots=True)
class DecisionKept:
    """What a person settled: append-only. `when` is ISO 8601 in UTC; `blind` where made without seeing others'."""

    number: int
    survey: str
    answer_id: str
    verdict: Verdict
    themes: tuple[str, ...]
    who: str
    when: str
    blind: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class CodebookKept:
    """One version of a survey's codebook: why it was made, by whom, when, draft or accepted."""

    version: int
    origin: str
    who: str
    when: str
    state: str


@dataclass(frozen=True, slots=True)
class UserKept:
    """A person with an account; a reader looks, an analyst settles and imports, an admin keeps accounts."""

    name: str
    role: Role
    language: str


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One write: when (ISO 8601, UTC), who, what was done, to what; never an answer's text."""

    number: int
    when: str
    who: str
    what: str
    target: str


@dataclass(frozen=True, slots=True)
class ModelKept:
    """A model folder that the store knows of, with the hash of its manifest."""

    name: str
    folder: str
    manifest_hash: str
    when: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: answers in all, doubtful ones still open, answers people settled, and by whom."""

    answers: int
    doubtful: int
    settled: int
    by_user: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What erasing a respondent took away: rows a table; `proven` when nothing of it was found afterwards.

    `searched` are the tables looked through (and ``file`` where a SQLite file's bytes were). `left` says in plain
    words where copies may still lie: backups, a database server's own logs.
    """

    respondent: str
    erased: Mapping[str, int]
    proven: bool
    searched: tuple[str, ...]
    left: tuple[str, ...] = ()
