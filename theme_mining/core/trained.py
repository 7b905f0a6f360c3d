"""Rows a classifier reads, rows with themes, and what training gives: `Rows`, `Labelled`, `Trained`.

segments + vectors ─▶ Rows ─┬─ + themes ─▶ Labelled ─ flows.train ─▶ Trained ─ storage.models ─▶ folder
                            └──────────── flows.classify ◀────────────┘
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.identity import fingerprint
from theme_mining.core.types import Segment, Vectors

__all__ = ["Classifier", "CodebookRows", "Embed", "Labelled", "Rows", "Trained", "Wave"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rows:
    """One segment an answer with its vector. `language` is the fingerprint of the language backend, or empty."""

    segments: tuple[Segment, ...] = field(repr=False)
    vectors: Vectors = field(repr=False)
    language: str = ""

    def __post_init__(self) -> None:
        if len(self.segments) != len(self.vectors.rows):
            raise ValueError(f"Rows: got {len(self.segments)} segments but {len(self.vectors.rows)} vectors")

    def __len__(self) -> int:
        return len(self.segments)

    def take(self, index: npt.NDArray[Any]) -> Rows:
        """Give the rows of these numbers (or of this mask), in this order."""
        chosen = np.arange(len(self))[index]
        vectors = Vectors(
            tuple(self.vectors.ids[i] for i in chosen), self.vectors.rows[chosen], self.vectors.fingerprint
        )
        return Rows(tuple(self.segments[i] for i in chosen), vectors, self.language)


Embed = Callable[[Sequence[str]], Rows]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Rows with the themes a person gave each: theme ids, none is legal.

    `groups` are respondents, for fair splits; `waves` names the wave each row came with, in order of time.
    """

    rows: Rows = field(repr=False)
    themes: tuple[tuple[str, ...], ...] = field(repr=False)
    groups: tuple[str, ...] | None = field(default=None, repr=False)
    waves: tuple[str, ...] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        if len(self.themes) != len(self.rows):
            raise ValueError(f"Labelled: got {len(self.rows)} rows but {len(self.themes)} lists of themes")
        for name, given in (("groups", self.groups), ("waves", self.waves)):
            if given is not None and len(given) != len(self.rows):
                raise ValueError(f"Labelled: got {len(self.rows)} rows but {len(given)} {name}")

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def one_each(self) -> bool:
        """Whether every answer has exactly one theme."""
        return all(len(themes) == 1 for themes in self.themes)

    def matrix(self, theme_ids: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Give (n, n_themes) True where the answer has the theme. Raises InputError for a theme not in `theme_ids`."""
        place = {theme: j for j, theme in enumerate(theme_ids)}
        found = np.zeros((len(self), len(place)), bool)
        for i, themes in enumerate(self.themes):
            for theme in themes:
                if theme not in place:
                    raise InputError(f'Row {i + 1} has a theme "{theme}" that is not known')
                found[i, place[theme]] = True
        return found

    def take(self, index: npt.NDArray[Any]) -> Labelled:
        """Give the labelled rows of these numbers (or of this mask)."""
        chosen = np.arange(len(self))[index]
        groups, waves = (
            None if given is None else tuple(given[i] for i in chosen) for given in (self.groups, self.waves)
        )
        return Labelled(self.rows.take(chosen), tuple(self.themes[i] for i in chosen), groups, waves)

    def fingerprint(self) -> str:
        """Give the fingerprint of the answers with their themes; the order of rows does not matter."""
        pairs = zip(self.rows.segments, self.themes, strict=True)
        return fingerprint(sorted(fingerprint(segment.text, sorted(themes)) for segment, themes in pairs))


@dataclass(frozen=True, slots=True)
class CodebookRows:
    """What a codebook says, as rows: row *i* speaks for theme `theme[i]` (its place in the theme list).

    `kind[i]` is one of ``name``, ``description``, ``includes``, ``keywords``, ``example``.
    """

    rows: Rows
    theme: npt.NDArray[np.int64]
    kind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wave:
    """One round of answers a model learnt from; no answer can be told from it.

    `name` is empty for the only one, `n` its answers, `data` their fingerprint with their themes, `themes` how many of
    them have each theme.
    """

    name: str
    n: int
    data: str
    themes: Mapping[str, int] = field(repr=False)


class Classifier(Protocol):
    """The scikit-learn classifier that flows call, on Rows.

    `predict_proba` gives (n, n_themes) calibrated probabilities; where `single_label`, rows sum to one.
    `held_out_proba_` are those of the training rows, each made by a model (and a calibration) that saw
    neither the row nor its respondent. `word_weights` says what each word of a row did for one theme.
    """

    single_label: bool

    def fit(
        self, rows: Rows, y: npt.NDArray[np.bool_], groups: Any = None, codebook: CodebookRows | None = None
    ) -> Classifier:
        """Learn; with no rows, from the codebook alone."""
        ...

    def predict_proba(self, rows: Rows) -> Floats:
        """Give (n, n_themes) probabilities."""
        ...

    def word_weights(self, rows: Rows, theme: npt.NDArray[np.int64]) -> list[Floats]:
        """Give for each row one weight a word of the segment: how far it spoke for theme number `theme[i]`."""
        ...

    def to_state(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """Give what was learnt as JSON-like settings and named arrays."""
        ...


@dataclass(frozen=True, slots=True)
class Trained:
    """A trained model with all that is known about it; made by `flows.train`, kept by `storage.models`.

    Parameters
    ----------
    themes : tuple of str
        Theme ids, in the order of the columns of all arrays below.
    plug : str
        Name of the classifier's file in `classifiers`, for reading it back.
    classifier : Classifier
        Fitted.
    thresholds : (n_themes,) float64
        A theme is assigned from this probability on.
    review_below : float
        Answers whose confidence lies below are for a person to look at.
    conformal_scores : (n,) float64
        Held-out nonconformity of the training answers, sorted: how odd their true themes looked.
    error_counts : (n_themes, 4) float64
        Held-out true positive, false positive, false negative, true negative answers a theme, for corrected shares.
    scores : dict
        Cross-validated scores with intervals and n, JSON-like.
    reference : dict
        What the training answers looked like, for telling drift: theme shares, common words. JSON-like.
    fingerprints : mapping
        ``embedder``, ``language``, ``data``.
    waves : tuple of Wave
        The rounds of answers it learnt from, in order of time.
    """

    themes: tuple[str, ...]
    single_label: bool
    plug: str
    classifier: Any = field(repr=False)
    thresholds: Floats = field(repr=False)
    review_below: float
    conformal_scores: Floats = field(repr=False)
    error_counts: Floats = field(repr=False)
    scores: Mapping[str, Any] = field(repr=False)
    reference: Mapping[str, Any] = field(repr=False)
    codebook: Codebook = field(repr=False)
    fingerprints: Mapping[str, str]
    seed: int
    waves: tuple[Wave, ...] = ()

    def name(self, theme_id: str) -> str:
        """Give a theme's name as the codebook has it."""
        return self.codebook.name(theme_id)
