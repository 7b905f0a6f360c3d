"""Reading a sentence-transformers static folder without torch: the table stays on disk, memory-mapped.

Layout: `modules.json` names a `StaticEmbedding` (its `tokenizer.json` and `model.safetensors`) and perhaps a
`Normalize`; or the two files lie in the folder itself. The table is one row a token, or (model2vec's layout) fewer
rows with a `mapping` from token to row, and perhaps `weights` a token. Ours adds `theme_mining.json`, which says
that the tokens are lemmas.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.core.errors import ModelError
from theme_mining.core.identity import file_hash, fingerprint

__all__ = ["StaticFolder", "open_folder"]

_DTYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I8": "<i1", "I64": "<i8", "I32": "<i4"}
_TABLES = ("embedding.weight", "embeddings")  # sentence-transformers' name, model2vec's name


@dataclass(frozen=True, slots=True)
class StaticFolder:
    """A static model on disk: `table` (n_rows, d) as stored, where its tokenizer is, and its fingerprint.

    Token *i* is row ``mapping[i]`` times ``weights[i]``; without them row *i* as it is. `manifest` is the content
    of `theme_mining.json`, empty for a folder of another maker.
    """

    path: Path
    tokenizer: Path
    table: npt.NDArray[Any] = field(repr=False)
    mapping: npt.NDArray[Any] | None = field(repr=False)
    weights: npt.NDArray[Any] | None = field(repr=False)
    manifest: dict[str, Any]
    fingerprint: str

    @property
    def dim(self) -> int:
        """How many dimensions a row has."""
        return int(self.table.shape[1])

    @property
    def n_tokens(self) -> int:
        """How many tokens the table has rows for."""
        return len(self.table if self.mapping is None else self.mapping)

    def rows(self, tokens: npt.ArrayLike, dim: int) -> npt.NDArray[np.float32]:
        """Give the tokens' rows, (n, dim) float32."""
        places = np.asarray(tokens, dtype=np.int64)
        found = self.table[places if self.mapping is None else self.mapping[places], :dim].astype(np.float32)
        return found if self.weights is None else found * self.weights[places, None].astype(np.float32)


@lru_cache(maxsize=8)
def open_folder(path: Path) -> StaticFolder:
    """Open a static model folder.

    Raises
    ------
    ModelError
        No such folder, a missing or broken file, a kind of module that is not static.
    """
    if not path.is_dir():
        raise ModelError(f"There is no model folder {path}", do="check the path, or leave the model out for ours")
    inner = _static_module(path)
    tokenizer, weights = inner / "tokenizer.json", inner / "model.safetensors"
    for file in (tokenizer, weights):
        if not file.is_file():
            raise ModelError(
                f"The model folder {path} has no {file.name}",
                "a folder of sentence-transformers' StaticEmbedding was wanted",
                'for other models use the embedder "transformer"',
            )
    manifest_file = path / "theme_mining.json"
    manifest = _json(manifest_file) if manifest_file.is_file() else {}
    mark = fingerprint("static", file_hash(weights), file_hash(tokenizer), manifest)
    arrays = _memory_maps(weights)
    table = next(arrays[name] for name in _TABLES if name in arrays)
    return StaticFolder(path, tokenizer, table, arrays.get("mapping"), arrays.get("weights"), manifest, mark)


def _static_module(path: Path) -> Path:
    modules_file = path / "modules.json"
    if not modules_file.is_file():
        return path
    kinds = {str(m.get("type", "")).rsplit(".", 1)[-1]: str(m.get("path", "")) for m in _json(modules_file)}
    others = sorted(set(kinds) - {"StaticEmbedding", "Normalize"})
    if "StaticEmbedding" not in kinds or others:
        raise ModelError(
            f"The model folder {path} is not a static model",
            f"its modules are {', '.join(kinds)}",
            'use the embedder "transformer" for it',
        )
    return path / kinds["StaticEmbedding"]


def _json(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{file} cannot be read", str(error), "make or fetch the model again") from None


def _memory_maps(file: Path) -> dict[str, npt.NDArray[Any]]:
    """Map the arrays of a safetensors file: 8 bytes of header length, a JSON header, then the numbers."""
    try:
        with file.open("rb") as stream:
            (length,) = struct.unpack("<Q", stream.read(8))
            header = json.loads(stream.read(length))
        header.pop("__metadata__", None)
        arrays = {
            name: np.memmap(
                file, _DTYPES[entry["dtype"]], "r", 8 + length + entry["data_offsets"][0], tuple(entry["shape"])
            )
            for name, entry in header.items()
        }
        if not any(name in arrays and arrays[name].ndim == 2 for name in _TABLES):
            raise ValueError("no table")
        return dict(arrays)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, struct.error) as error:
        raise ModelError(
            f"The table in {file} cannot be read",
            f"a safetensors file with {' or '.join(_TABLES)} as float or int8 was wanted ({type(error).__name__})",
            "make or fetch the model again",
        ) from None
