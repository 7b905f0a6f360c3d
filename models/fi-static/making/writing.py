"""Writing the model folder: a sentence-transformers folder with a plain word list and an int8 table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from making.corpus import Ids
from making.folding import PIECES, Floats

DIMS = (256, 128, 64)


def write_folder(folder: Path, words: list[str], rows: Floats, stored: Floats, mapping: Ids) -> None:
    """Write the folder: row 0 is the unknown word's zeros, ``words[i]`` has the direction of ``stored[mapping[i]]``.

    Parameters
    ----------
    rows : (n_words, d)
        Every word's own row; its length is kept a word, also where the direction is shared.
    stored : (n_stored, d)
        The directions, kept as int8 (the largest of a row is 127: the error is below 0.4 % of it).
    mapping : (n_words,)
        Which stored row a word has.
    """
    inner = folder / "0_StaticEmbedding"
    inner.mkdir(parents=True, exist_ok=True)
    largest = np.maximum(np.abs(stored).max(axis=1, keepdims=True), 1e-12)
    whole = np.rint(stored / largest * 127).astype(np.int8)
    lengths = np.maximum(np.linalg.norm(whole.astype(np.float32), axis=1), 1)
    weights = np.linalg.norm(rows, axis=1) / lengths[mapping]
    arrays = {
        "embeddings": np.concatenate([np.zeros((1, whole.shape[1]), np.int8), whole]),
        "mapping": np.concatenate([[0], mapping + 1]).astype(np.int32),
        "weights": np.concatenate([[0], weights / weights.max()]).astype(np.float32),
    }
    save_file(arrays, inner / "model.safetensors")
    (inner / "model.safetensors").chmod(0o644)
    (inner / "tokenizer.json").write_text(_tokenizer(words), encoding="utf-8")
    modules = [("0_StaticEmbedding", "StaticEmbedding"), ("1_Normalize", "Normalize")]
    _write(
        folder / "modules.json",
        [
            {"idx": n, "name": str(n), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for n, (path, kind) in enumerate(modules)
        ],
    )
    _write(folder / "config_sentence_transformers.json", {"similarity_fn_name": "cosine", "prompts": {}})
    _write(folder / "theme_mining.json", {"format": 1, "reads": "lemmas", "pieces": PIECES, "dims": DIMS})


def _tokenizer(words: list[str]) -> str:
    vocab = {"[UNK]": 0} | {word: n for n, word in enumerate(words, 1)}
    whole = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": None,
        "pre_tokenizer": {"type": "WhitespaceSplit"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"},
    }
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"


def _write(file: Path, content: object) -> None:
    file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
