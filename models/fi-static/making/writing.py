"""Writing the model folder: a sentence-transformers folder with a plain word list and a float16 table."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from making.corpus import Ids
from making.folding import PIECES, Floats

DIMS = (256, 128, 64)


def write_folder(folder: Path, words: list[str], rows: Floats, mapping: Ids) -> None:
    """Write the folder: row 0 is the unknown word's zeros, ``words[i]`` has row ``mapping[i]`` of `rows`.

    One scale for the whole table changes no vector (rows are scaled to unit length after the sum); it is chosen
    so that the longest row has length 16, well inside float16's exact range.
    """
    inner = folder / "0_StaticEmbedding"
    inner.mkdir(parents=True, exist_ok=True)
    scale = 16.0 / np.linalg.norm(rows, axis=1).max()
    table = np.concatenate([np.zeros((1, rows.shape[1])), rows * scale]).astype(np.float16)
    places = np.concatenate([[0], mapping + 1]).astype(np.int32)
    save_file({"embeddings": table, "mapping": places}, inner / "model.safetensors")
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
