"""The default: a table of lemma vectors, summed a segment. No torch, no scikit-learn, 25 MB.

Loads our `models/fi-static` and any other static folder of sentence-transformers (those read raw text through
their own tokenizer).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from theme_mining.core.errors import ModelError, SettingsError
from theme_mining.core.identity import fingerprint
from theme_mining.core.shipped import shipped
from theme_mining.core.types import Segment
from theme_mining.embedders._estimator import Rows, SegmentEmbedder, checked, unit_rows
from theme_mining.embedders._folder import StaticFolder, open_folder
from theme_mining.embedders._lemmas import LemmaTable

__all__ = ["StaticEmbedder"]


class StaticEmbedder(SegmentEmbedder):
    """Segments to unit rows by a static table.

    Parameters
    ----------
    model : str, Path or None
        A static model folder; None or "" gives the one that comes with the package.
    dim : int or None
        How many leading dimensions to keep; None keeps all. Ours is trained for 256, 128 and 64.

    Examples
    --------
    >>> from theme_mining.core.types import Segment
    >>> StaticEmbedder(dim=64).transform([Segment("1", "1", "koulu", ("koulu",)), Segment("2", "2", "-")]).shape
    (2, 64)
    """

    def __init__(self, model: str | Path | None = None, dim: int | None = None) -> None:
        self.model = model
        self.dim = dim

    def fit(self, segments: Sequence[Segment], y: Any = None) -> Self:
        """Learn nothing, but load the model. Raises ModelError when it cannot be had."""
        checked(segments, "StaticEmbedder")
        self._width()
        return self

    def transform(self, segments: Sequence[Segment]) -> Rows:
        """Give (n_segments, d) float32, unit rows; zeros for a segment without content or any known word.

        Raises
        ------
        ModelError
            The model folder is missing or broken.
        SettingsError
            `dim` is larger than the model's, or below 1.
        TypeError
            Something else than Segments came.
        """
        found = checked(segments, "StaticEmbedder")
        sums = _sums(self._folder(), self._width(), found)
        sums[[segment.language == "none" for segment in found]] = 0
        return unit_rows(sums)

    @property
    def fingerprint_(self) -> str:
        """Fingerprint of the table, its words and the dimensions used."""
        return fingerprint(self._folder().fingerprint, self._width())

    def get_feature_names_out(self, input_features: Any = None) -> npt.NDArray[np.object_]:
        """Give the names of the dimensions, ``static0`` and on."""
        return np.asarray([f"static{n}" for n in range(self._width())], dtype=object)

    def _folder(self) -> StaticFolder:
        return open_folder(Path(self.model) if self.model else shipped("models/fi-static"))

    def _width(self) -> int:
        whole = self._folder().dim
        width = whole if self.dim is None else int(self.dim)
        if not 1 <= width <= whole:
            raise SettingsError(f"StaticEmbedder cannot give {width} dimensions", f"the model has {whole}")
        return width


def _sums(folder: StaticFolder, dim: int, segments: list[Segment]) -> npt.NDArray[np.float32]:
    if folder.manifest.get("reads") == "lemmas":
        return _lemma_table(folder.path, dim).sums(segments)
    return _token_sums(folder, dim, segments)


@lru_cache(maxsize=8)
def _lemma_table(path: Path, dim: int) -> LemmaTable:
    return LemmaTable(open_folder(path), dim)


@lru_cache(maxsize=8)
def _tokenizer(path: Path) -> Any:
    try:
        from tokenizers import Tokenizer

        tokenizer = Tokenizer.from_file(str(path))
    except ImportError:
        raise ModelError("Static models of other makers need tokenizers", do="pip install tokenizers") from None
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{path} cannot be read", type(error).__name__, "make or fetch the model again") from None
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def _token_sums(folder: StaticFolder, dim: int, segments: list[Segment]) -> npt.NDArray[np.float32]:
    encodings = _tokenizer(folder.tokenizer).encode_batch([s.text for s in segments], add_special_tokens=False)
    sums = np.zeros((len(segments), dim), dtype=np.float32)
    for row, encoding in zip(sums, encodings, strict=True):
        row += folder.rows(encoding.ids, dim).sum(axis=0)
    return sums


plug = StaticEmbedder
