"""Start vectors from subwords: the floret vectors of the spaCy package spacy_fi_experimental_web_md (MIT licence)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt


def subword_vectors(words: list[str]) -> npt.NDArray[np.float32]:
    """Give each word's floret vector, (n_words, 300), of unit length."""
    import spacy_fi_experimental_web_md as package

    parts = ["tagger", "parser", "ner", "lemmatizer", "morphologizer", "tok2vec", "attribute_ruler"]
    vectors = package.load(exclude=parts).vocab.vectors
    rows = np.concatenate([vectors.get_batch(words[at : at + 5000]) for at in range(0, len(words), 5000)])
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9), dtype=np.float32)
