"""A tiny static folder of our own layout, made on the spot."""

from __future__ import annotations

import json

import numpy as np
import pytest
from safetensors.numpy import save_file

from theme_mining.core.types import Segment

WORDS = ["[UNK]", "koulu", "tie", "hanke", "koulutie", "by", "sv:by", "#<tall", "#alli>"]


def write_folder(folder, table, manifest=None, words=WORDS):
    folder.mkdir(parents=True, exist_ok=True)
    vocab = {word: n for n, word in enumerate(words)}
    tokenizer = {
        "version": "1.0",
        "added_tokens": [],
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "model": {"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"},
    }
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    save_file({"embedding.weight": table}, folder / "model.safetensors")
    if manifest is not None:
        (folder / "theme_mining.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


@pytest.fixture
def table():
    rows = np.eye(len(WORDS), 9, dtype=np.float16)
    rows[0] = 0
    return rows


@pytest.fixture
def lemma_folder(tmp_path, table):
    return write_folder(tmp_path / "lemmas", table, {"reads": "lemmas", "pieces": [5, 5]})


@pytest.fixture
def make_folder():
    return write_folder


@pytest.fixture
def segment():
    def make(words, parts=None, language="fi", text=None):
        lemmas = tuple(words.split())
        spans = tuple((n, n + 1) for n in range(len(lemmas))) if parts else ()
        return Segment("s", "a", words if text is None else text, lemmas, spans, parts or (), 0, language)

    return make
