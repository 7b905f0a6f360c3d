"""The sockets that are our own: Reader, Report, Store. Embedders, clusterers and classifiers are
scikit-learn estimators and language parts are spaCy components, so they need none here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from theme_mining.core.tables import SourceTable, ThemeTable
from theme_mining.core.types import Answer, Segment

__all__ = ["Embedder", "Reader", "Report", "Store"]


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
    """Where masked answers are kept."""

    def add_answers(self, survey: str, answers: Sequence[Answer]) -> int:
        """Keep answers, replacing those of the same id; give how many there are now."""
        ...

    def answers(self, survey: str) -> Iterator[Answer]:
        """Give the answers of a survey in the order they came."""
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
