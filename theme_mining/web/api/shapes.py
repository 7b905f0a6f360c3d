"""What the API takes and gives."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.stored import AnswerKept, DecisionKept, SurveyKept

__all__ = [
    "AgreementGiven",
    "AnswerGiven",
    "CodebookGiven",
    "DecisionGiven",
    "DecisionWanted",
    "EditWanted",
    "Effect",
    "ImportGiven",
    "ImportWanted",
    "Limit",
    "ModelGiven",
    "Offset",
    "Page",
    "Problem",
    "ProgressGiven",
    "ShareGiven",
    "SharesGiven",
    "SurveyGiven",
    "ThemeGiven",
    "UndoWanted",
    "VersionGiven",
]

T = TypeVar("T")
Offset = Annotated[int, Query(ge=0, le=10**9, description="How many to leave out at the beginning")]
Limit = Annotated[int, Query(ge=1, le=1000, description="How many to give at most")]
Id = Annotated[str, Field(max_length=500)]


class _Given(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class _Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Page(_Given, Generic[T]):
    """A stretch of a longer list; the header ``Link`` leads to the next and the one before."""

    total: int
    offset: int
    limit: int
    items: list[T]


class Problem(_Given):
    """What happened; `current` is how an answer or codebook stands where somebody else changed it first (409)."""

    status: int
    error: str
    current: dict[str, Any] | None = None


class SurveyGiven(_Given):
    """A survey; `revision` grows with every write to it."""

    name: str
    title: str
    waves: list[str]
    n_answers: int
    n_respondents: int
    questions: list[str]
    background: list[str]
    codebook_version: int
    revision: int

    @classmethod
    def of(cls, kept: SurveyKept) -> SurveyGiven:
        """Give a survey of the store."""
        return cls.model_validate(kept)


class ThemeGiven(_Given):
    """A theme of a codebook."""

    id: str
    name: str
    description: str
    keywords: list[str]
    parent: str
    includes: str
    excludes: str

    @classmethod
    def of(cls, theme: Theme) -> ThemeGiven:
        """Give a theme without its examples, which are answers."""
        return cls.model_validate(theme)


class CodebookGiven(_Given):
    """One version of a codebook."""

    version: int
    origin: str
    state: str
    themes: list[ThemeGiven]

    @classmethod
    def of(cls, book: Codebook) -> CodebookGiven:
        """Give a codebook."""
        return cls(version=book.version, origin=book.origin, state=book.state, themes=[ThemeGiven.of(t) for t in book])


class VersionGiven(_Given):
    """A version of a codebook in the list of versions."""

    version: int
    origin: str
    who: str
    when: str
    state: str


class AnswerGiven(_Given):
    """A masked answer with its themes; `evidence` are (start, end, theme) in `text`, end exclusive."""

    id: str
    wave: str
    question: str
    respondent: str
    text: str
    background: dict[str, str]
    language: str
    weight: float
    themes: list[str]
    confidence: float | None
    review: bool
    evidence: list[tuple[int, int, str]]
    origin: str
    version: int

    @classmethod
    def of(cls, kept: AnswerKept) -> AnswerGiven:
        """Give an answer of the store."""
        return cls.model_validate(kept)


class ShareGiven(_Given):
    """A theme's share of respondents and of answers with 95 % intervals; figures are null where hidden."""

    theme: str
    name: str
    hidden: bool
    respondents: int | None
    share: float | None
    low: float | None
    high: float | None
    answers: int | None
    share_answers: float | None
    low_answers: float | None
    high_answers: float | None


class SharesGiven(_Given):
    """The shares of a view; `few` where the view is too small to be shown. Cells under `hide_cells_below` hide."""

    survey: str
    filters: dict[str, str]
    hide_cells_below: int
    few: bool
    answers: int | None
    respondents: int | None
    themes: list[ShareGiven]


class ProgressGiven(_Given):
    """How far the review is."""

    answers: int
    doubtful: int
    settled: int
    by_user: dict[str, int]


class DecisionGiven(_Given):
    """What a person settled."""

    number: int
    answer_id: str
    verdict: str
    themes: list[str]
    who: str
    when: str
    blind: bool
    note: str

    @classmethod
    def of(cls, kept: DecisionKept) -> DecisionGiven:
        """Give a decision of the store."""
        return cls.model_validate(kept)


class DecisionWanted(_Wanted):
    """A decision to be made; `version` is that of the answer as it was looked at."""

    answer: Id
    version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    themes: Annotated[list[Id], Field(max_length=200)] = []
    verdict: Literal["themes", "skipped"] = "themes"
    blind: bool = False
    note: Annotated[str, Field(max_length=2000)] = ""


class UndoWanted(_Wanted):
    """A codebook version to be undone: the newest."""

    base_version: Annotated[int, Field(ge=0, le=2**31 - 1)]


class Part(_Wanted):
    """A part of a theme that is split: `words` (by commas) find its answers."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    words: Annotated[str, Field(max_length=2000)] = ""


class EditWanted(_Wanted):
    """An edit of the codebook: which fields count follows from `verb`."""

    verb: Literal["rename", "move", "merge", "split", "park", "define", "add", "accept"]
    base_version: Annotated[int, Field(ge=0, le=2**31 - 1)]
    theme: Id = ""
    themes: Annotated[list[Id], Field(max_length=200)] = []
    name: Annotated[str, Field(max_length=200)] = ""
    parent: Id = ""
    description: Annotated[str | None, Field(max_length=10_000)] = None
    includes: Annotated[str | None, Field(max_length=10_000)] = None
    excludes: Annotated[str | None, Field(max_length=10_000)] = None
    parts: Annotated[list[Part], Field(max_length=20)] = []
    where: Annotated[dict[str, int], Field(description="answer id → number of its part, from 0")] = {}


class Effect(_Given):
    """What an edit does to a theme: answers and shares before and after, with the 95 % interval after."""

    theme: str
    before: int
    after: int
    share_before: float
    share_after: float
    low: float
    high: float


class IntervalGiven(_Given):
    """A value with its 95 % interval; null where it is not defined."""

    value: float | None
    low: float | None
    high: float | None
    n: int


class AgreementGiven(_Given):
    """Krippendorff's alpha of the coders."""

    coders: list[str]
    coded_twice: int
    overall: IntervalGiven
    by_theme: dict[str, IntervalGiven]


class ModelGiven(_Given):
    """A trained model that the store knows of."""

    name: str
    manifest_hash: str
    when: str


class ImportGiven(_Given):
    """An uploaded file and what became of it."""

    id: str
    file: str
    state: str
    stage: str
    at: int
    of: int
    understood: dict[str, Any]
    result: dict[str, Any]
    error: dict[str, str]
    results: list[str]


class ImportWanted(_Wanted):
    """What is to be done with an upload: a role (text, background, id, respondent, weight) for each column used."""

    survey: Annotated[str, Field(min_length=1, max_length=200)]
    wave: Annotated[str, Field(max_length=100)] = ""
    way: Literal["keep", "discover", "codebook", "model"] = "keep"
    model: Annotated[str, Field(max_length=200)] = ""
    columns: dict[str, Literal["text", "background", "id", "respondent", "weight", ""]] | None = None
