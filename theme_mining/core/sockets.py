"""The sockets that are our own: Reader, Report, Store. Embedders, clusterers and classifiers are
scikit-learn estimators and language parts are spaCy components, so they need none here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.stored import AnswerKept, SurveyKept, Verdict
from theme_mining.core.tables import SourceTable, ThemeTable
from theme_mining.core.types import Answer, Run, Segment

__all__ = ["Body", "Embedder", "Reader", "Report", "Store"]


@runtime_checkable
class Reader(Protocol):
    """A file of one kind → SourceTable."""

    suffixes: tuple[str, ...]

    def read(self, path: Path) -> SourceTable:
        """Read the whole file. Raises InputError with file, sheet, row and column."""
        ...


@runtime_checkable
class Report(Protocol):
    """ThemeTable → a file of one kind, written beside and renamed."""

    suffix: str

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the report. Raises StoreError when the place cannot be written."""
        ...


class Store(Protocol):
    """Where masked answers, their themes and people's decisions are kept; what flows ask of it."""

    def survey(self, name: str) -> SurveyKept:
        """Give one survey. Raises InputError with the near miss when there is none."""
        ...

    def add_batch(
        self,
        survey: str,
        wave: str,
        answers: Sequence[Answer],
        *,
        title: str = "",
        respondents: Sequence[str] | None = None,
        weights: Sequence[float] | None = None,
        run: Run | None = None,
        who: str = "",
    ) -> int:
        """Keep the masked answers of one wave; give how many the wave has now."""
        ...

    def masked(self, survey: str, *, wave: str | None = None) -> list[Answer]:
        """Give masked answers in the order they came."""
        ...

    def frame(self, survey: str, *, wave: str | None = None) -> pd.DataFrame:
        """Give the `answers` of a ThemeTable."""
        ...

    def codebook(self, survey: str, version: int | None = None) -> Codebook:
        """Give the newest codebook, or a version."""
        ...

    def assign(
        self,
        survey: str,
        codebook: Codebook,
        rows: pd.DataFrame,
        run: Run,
        *,
        origin: Literal["machine", "person"] = "machine",
        who: str = "",
    ) -> int:
        """Give answers themes; what a person decided stays. Gives how many rows were taken."""
        ...

    def decide(
        self,
        survey: str,
        answer_id: str,
        themes: Sequence[str],
        *,
        who: str,
        version: int,
        verdict: Verdict = "themes",
        blind: bool = False,
        note: str = "",
    ) -> AnswerKept:
        """Write what a person decided. Raises Conflict when the answer has changed since `version`."""
        ...


class Body(Protocol):
    """A sentence model that can be tuned: what the classifier `setfit` asks of `embedders`."""

    def tune(self, segments: Sequence[Segment], themes: npt.NDArray[np.bool_], seed: int) -> Body:
        """Give a copy tuned on segments and their themes, (n, n_themes); the same input gives the same copy."""
        ...

    def transform(self, segments: Sequence[Segment]) -> npt.NDArray[np.float32]:
        """Give (n_segments, d) float32, unit rows, zeros where there is no content."""
        ...

    def save(self, folder: Path) -> None:
        """Write it as a folder of safetensors and JSON, the same bytes for the same body."""
        ...

    def opened(self, folder: Path) -> Body:
        """Give the one that a folder holds. Raises ModelError where it cannot be loaded."""
        ...


class Embedder(Protocol):
    """The scikit-learn transformer that flows call: Segments → unit rows."""

    def fit(self, segments: Sequence[Segment], y: Any = None) -> Embedder:
        """Learn what there is to learn; a ready model learns nothing."""
        ...

    def transform(self, segments: Sequence[Segment]) -> npt.NDArray[np.float32]:
        """Give (n_segments, d) float32, unit rows, zeros where there is no content."""
        ...

    @property
    def fingerprint_(self) -> str:
        """Fingerprint of model and options; vectors of two fingerprints never mix."""
        ...
