"""Several trained tables into one: laid side by side, turned to the main directions of the training texts, cut.

Meta-embedding by concatenation and principal directions (Yin & Schütze 2016): what the members agree on is kept,
what is chance in one is thinned out. The directions come by strength, so that the leading 128 and 64 dimensions
serve on their own. Last, a row's length is raised to the power `SHARPEN`: words that all members hold for
telling count more in long texts than titles taught them to.
"""

from __future__ import annotations

import numpy as np

from making.batches import Texts
from making.languages import Floats, sums, unit

SHARPEN = 1.5  # 1, 1.3, 1.6 gave 0.685, 0.688, 0.689 in 8-shot accuracy on SIB-200 train+dev
_SAMPLE = {"parliament": 8_000, "municipal": 8_000, "titles": 16_000, "european": 2_000}


def joined(members: list[tuple[Floats, float]], texts: dict[str, Texts], dim: int, seed: int) -> Floats:
    """Give one table (n_terms, dim) from several over the same terms, each with what it weighs beside the others."""
    side_by_side = np.hstack([weight * member / _typical_length(member, texts) for member, weight in members])
    spread = np.zeros((side_by_side.shape[1],) * 2, np.float64)
    for name, size in _SAMPLE.items():
        rows = unit(sums(texts[name], "text", side_by_side, _sample(len(texts[name].frame), size, seed)))
        spread += rows.astype(np.float64).T @ rows
    _, directions = np.linalg.eigh(spread)
    rows = side_by_side @ np.ascontiguousarray(directions[:, ::-1][:, :dim]).astype(np.float32)
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows * np.maximum(lengths, 1e-9) ** (SHARPEN - 1), dtype=np.float32)


def _typical_length(member: Floats, texts: dict[str, Texts]) -> float:
    """Give the mean length of the texts' sums, so that members can be weighed against each other."""
    return float(np.linalg.norm(sums(texts["parliament"], "text", member), axis=1).mean())


def _sample(n: int, size: int, seed: int) -> np.ndarray:
    return np.sort(np.random.default_rng(seed).choice(n, min(n, size), replace=False))
