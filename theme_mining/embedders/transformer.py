"""Bring your own: any sentence-transformers model by name, path or revision.

Nothing is fetched when the model is in the Hugging Face cache already. Rows can be kept on disk by content
hash, so that the same answers are never encoded twice.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import numpy as np

from theme_mining.core.errors import ModelError, SettingsError
from theme_mining.core.identity import file_hash, fingerprint
from theme_mining.core.types import Segment
from theme_mining.embedders._cache import VectorCache
from theme_mining.embedders._estimator import Rows, SegmentEmbedder, checked, has_content, unit_rows

__all__ = ["TransformerEmbedder"]

_INSTRUCTION = "Instruct: Identify the theme of a survey answer\nQuery: "


class TransformerEmbedder(SegmentEmbedder):
    """Segments to unit rows by a sentence-transformers model.

    Parameters
    ----------
    model : str or Path
        A name on the Hugging Face hub or a folder.
    revision : str or None
        A branch, tag or commit of the hub's model; None or "" takes the default branch.
    prefix : str or None
        Put before every text. None follows the model's own card: ``"query: "`` for multilingual-e5
        (Wang et al. 2024, used for both sides outside retrieval), an instruction for its instruct form, else none.
    dim : int or None
        How many leading dimensions to keep (for models trained so); None keeps all.
    batch_size : int
        Texts a batch; does not change the vectors beyond rounding.
    cache : str, Path or None
        A folder where rows are kept by content hash; None takes the environment variable
        ``THEME_MINING_VECTOR_CACHE``, and without it keeps nothing.
    """

    def __init__(
        self,
        model: str | Path,
        revision: str | None = None,
        prefix: str | None = None,
        dim: int | None = None,
        batch_size: int = 64,
        cache: str | Path | None = None,
    ) -> None:
        self.model = model
        self.revision = revision
        self.prefix = prefix
        self.dim = dim
        self.batch_size = batch_size
        self.cache = cache

    def fit(self, segments: Sequence[Segment], y: Any = None) -> Self:
        """Learn nothing, but load the model. Raises ModelError when it cannot be had."""
        checked(segments, "TransformerEmbedder")
        self._load()
        return self

    def transform(self, segments: Sequence[Segment]) -> Rows:
        """Give (n_segments, d) float32, unit rows; zeros for a segment without text.

        Raises
        ------
        ModelError
            The model is not cached and cannot be fetched, or is broken.
        SettingsError
            `dim` is larger than the model's.
        TypeError
            Something else than Segments came.
        """
        found = checked(segments, "TransformerEmbedder")
        texts = [s.text if has_content(s) else "" for s in found]
        wanted = sorted({text for text in texts if text.strip()})
        if not wanted:
            return np.zeros((len(found), self._width()), dtype=np.float32)
        folder = self.cache or os.environ.get("THEME_MINING_VECTOR_CACHE")
        if folder:
            rows = VectorCache(Path(folder), self.fingerprint_).rows(wanted, self._encode)
        else:
            rows = self._encode(wanted)
        rows = np.concatenate([rows, np.zeros((1, rows.shape[1]), dtype=np.float32)])
        place = {text: n for n, text in enumerate(wanted)}
        return np.asarray(rows[[place.get(text, -1) for text in texts]])

    @property
    def fingerprint_(self) -> str:
        """Fingerprint of the model's files or commit, the prefix and the dimensions; loads no model."""
        return fingerprint("transformer", _identity(str(self.model), self.revision or None), self._prefix(), self.dim)

    def _encode(self, texts: list[str]) -> Rows:
        model = self._load()
        self._width()
        rows = model.encode(
            [self._prefix() + text for text in texts],
            batch_size=self.batch_size,
            show_progress_bar=False,
            convert_to_numpy=True,
        )
        return unit_rows(np.asarray(rows, dtype=np.float32)[:, : self.dim])

    def _load(self) -> Any:
        return _model(str(self.model), self.revision or None)

    def _prefix(self) -> str:
        if self.prefix is not None:
            return self.prefix
        name = str(self.model).rstrip("/").rsplit("/", 1)[-1].casefold()
        if "e5" not in name.split("-"):
            return ""
        return _INSTRUCTION if "instruct" in name else "query: "

    def _width(self) -> int:
        whole = int(self._load().get_embedding_dimension())
        if self.dim is not None and not 1 <= self.dim <= whole:
            raise SettingsError(f"TransformerEmbedder cannot give {self.dim} dimensions", f"the model has {whole}")
        return self.dim or whole


@lru_cache(maxsize=2)
def _model(name: str, revision: str | None) -> Any:
    try:
        from sentence_transformers import SentenceTransformer
    except ImportError:
        raise ModelError(
            f'The model "{name}" needs sentence-transformers', do="pip install sentence-transformers"
        ) from None
    if _looks_like_path(name) and not Path(name).is_dir():
        raise ModelError(f"There is no model folder {name}", do="check the path")
    try:
        return SentenceTransformer(name, revision=revision, local_files_only=True, device="cpu")
    except Exception as cached:  # transformers and the hub raise many kinds
        if Path(name).is_dir():
            raise _cannot(name, revision, cached) from None
    try:
        return SentenceTransformer(name, revision=revision, device="cpu")
    except Exception as error:
        raise _cannot(name, revision, error) from None


def _cannot(name: str, revision: str | None, error: Exception) -> ModelError:
    at = f' at revision "{revision}"' if revision else ""
    if Path(name).is_dir():
        return ModelError(
            f"The model folder {name} cannot be loaded", type(error).__name__, "make or fetch the model again"
        )
    return ModelError(
        f'The model "{name}"{at} cannot be had',
        f"it is not in the local cache and could not be fetched ({type(error).__name__})",
        "check the name and the network, or give the path of a folder",
    )


def _looks_like_path(name: str) -> bool:
    return name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1


@lru_cache(maxsize=8)
def _identity(name: str, revision: str | None) -> str:
    """Give what pins a model: a hash over a folder's files, or the commit of the cached snapshot."""
    folder = Path(name)
    if folder.is_dir():
        files = sorted(file for file in folder.rglob("*") if file.is_file() and ".git" not in file.parts)
        return fingerprint([(file.relative_to(folder).as_posix(), file_hash(file)) for file in files])
    snapshot = _snapshot(name, revision)
    if snapshot is None:
        _model(name, revision)
        snapshot = _snapshot(name, revision)
    return fingerprint(name, snapshot or revision or "")


def _snapshot(name: str, revision: str | None) -> str | None:
    from huggingface_hub import try_to_load_from_cache

    try:
        found = try_to_load_from_cache(name, "config.json", revision=revision) or try_to_load_from_cache(
            name, "modules.json", revision=revision
        )
    except ValueError:
        raise ModelError(f'"{name}" is no model name', 'a hub name such as "intfloat/multilingual-e5-base"') from None
    return Path(found).parent.name if isinstance(found, str) else None


plug = TransformerEmbedder
