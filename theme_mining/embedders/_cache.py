"""Vectors kept on disk by the hash of the text, one folder a fingerprint, so that two models never mix.

A file holds the rows that one call made: `keys` (hashes of 16 hexadecimal digits) and `rows`. No text is kept.
Writers never touch each other's files, so several processes can share a folder.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from theme_mining.core.files import replacing
from theme_mining.core.identity import fingerprint, text_hash
from theme_mining.embedders._estimator import Rows

__all__ = ["VectorCache"]


class VectorCache:
    """Rows of one embedder on disk.

    Parameters
    ----------
    folder : Path
        Where all caches lie; made when missing.
    fingerprint : str
        The embedder's fingerprint, which names the folder inside.
    """

    def __init__(self, folder: Path, fingerprint: str) -> None:
        self._folder = folder / fingerprint

    def rows(self, texts: list[str], make: Callable[[list[str]], Rows]) -> Rows:
        """Give a row for each text, in order; `make` is called once with the texts that are not kept yet.

        Raises
        ------
        StoreError
            The folder cannot be written.
        """
        keys = [text_hash(text) for text in texts]
        kept = self._kept(set(keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in kept}
        if missing:
            made = make(list(missing.values()))
            self._keep(list(missing), made)
            kept.update(zip(missing, made, strict=True))
        return np.stack([kept[key] for key in keys]) if keys else make([])

    def _kept(self, wanted: set[str]) -> dict[str, Rows]:
        found: dict[str, Rows] = {}
        for file in sorted(self._folder.glob("*.npz")):
            try:
                with np.load(file, allow_pickle=False) as stored:
                    keys, rows = stored["keys"].tolist(), stored["rows"]
            except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
                continue  # a broken file is worth no more than a missing one: its rows are made again
            found.update((key, row) for key, row in zip(keys, rows, strict=True) if key in wanted)
        return found

    def _keep(self, keys: list[str], rows: Rows) -> None:
        with replacing(self._folder / f"{fingerprint(sorted(keys))}.npz") as file:
            np.savez(file, keys=np.asarray(keys), rows=rows)
