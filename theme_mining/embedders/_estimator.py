"""What every embedder has in common: scikit-learn's manners without importing scikit-learn (1.1 s)."""

from __future__ import annotations

import inspect
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from theme_mining.core.errors import SettingsError, near_miss
from theme_mining.core.types import Segment

__all__ = ["Rows", "SegmentEmbedder", "checked", "has_content", "unit_rows"]

Rows = npt.NDArray[np.float32]


class SegmentEmbedder(ABC):
    """A scikit-learn transformer over Segments: parameters, cloning, pipelines, tags.

    A subclass gives `transform` and `fingerprint_`, and `fit` where there is something to learn.
    """

    def fit(self, segments: Sequence[Segment], y: Any = None) -> Self:
        """Learn nothing: the model is ready. Raises what loading the model raises."""
        checked(segments, type(self).__name__)
        return self

    @abstractmethod
    def transform(self, segments: Sequence[Segment]) -> Rows:
        """Give (n_segments, d) float32, unit rows, zeros where there is no content."""

    def fit_transform(self, segments: Sequence[Segment], y: Any = None) -> Rows:
        """Fit, then transform the same segments."""
        return self.fit(segments, y).transform(segments)

    def get_params(self, deep: bool = True) -> dict[str, Any]:
        """Give the constructor's arguments by name; `deep` changes nothing, no part is an estimator."""
        return {name: getattr(self, name) for name in _parameters(type(self))}

    def set_params(self, **params: Any) -> Self:
        """Set constructor arguments by name. Raises SettingsError with the near miss for an unknown one."""
        known = _parameters(type(self))
        for name, value in params.items():
            if name not in known:
                raise SettingsError(f'{type(self).__name__} has no parameter "{name}"', near_miss(name, known))
            setattr(self, name, value)
        return self

    def __repr__(self) -> str:
        changed = [
            f"{name}={getattr(self, name)!r}"
            for name, default in _parameters(type(self)).items()
            if getattr(self, name) != default
        ]
        return f"{type(self).__name__}({', '.join(changed)})"

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        from sklearn.utils import InputTags, Tags, TargetTags, TransformerTags

        return Tags(
            estimator_type=None,
            target_tags=TargetTags(required=False),
            transformer_tags=TransformerTags(),
            input_tags=InputTags(two_d_array=False, string=False),
            requires_fit=not self.__sklearn_is_fitted__(),
            no_validation=True,
        )


def _parameters(kind: type) -> dict[str, Any]:
    return {name: p.default for name, p in inspect.signature(kind).parameters.items()}


def checked(segments: Sequence[Segment], who: str) -> list[Segment]:
    """Give the segments as a list.

    Raises
    ------
    TypeError
        One line, when something else than Segments came, such as plain strings.
    """
    if isinstance(segments, str | Segment):
        raise _not_segments(who, f"one bare {type(segments).__name__}")
    found = list(segments)
    kinds = sorted({type(item).__name__ for item in found if not isinstance(item, Segment)})
    if kinds:
        raise _not_segments(who, f"a list with {', '.join(kinds)}")
    return found


def _not_segments(who: str, found: str) -> TypeError:
    return TypeError(
        f"{who} takes a list of Segments. Got {found}. "
        "Make them with theme_mining.language.FinnishText().transform(texts)."
    )


def has_content(segment: Segment) -> bool:
    """Tell whether a segment says anything: some text, and not marked as empty of content."""
    return segment.language != "none" and bool(segment.text.strip() or segment.lemmas)


def unit_rows(rows: npt.NDArray[np.floating[Any]]) -> Rows:
    """Scale rows to unit length, as float32 and in place where they are; rows shorter than 1e-12 become zeros.

    The limit lies far below any real row (a lone word of least weight is above 1e-4) and far above
    float32's smallest number.
    """
    unit = np.asarray(rows, dtype=np.float32)
    lengths = np.sqrt(np.einsum("ij,ij->i", unit, unit, dtype=np.float32))
    lengths[lengths <= 1e-12] = np.inf
    unit /= lengths[:, None]
    return unit
