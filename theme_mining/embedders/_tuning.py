"""Contrastive tuning of a sentence-transformers body on answers whose themes are known (Tunstall et al. 2022, SetFit).

    anchors, evenly by theme ─┐
    a partner of each ────────┴─▶ body ─▶ cosines of all pairs in the batch ─▶ towards 1 (a theme shared) or 0

Any body does: a transformer, or a static table such as `models/fi-static`, which reads lemmas. torch loads
at first use.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.core.shipped import shipped
from theme_mining.core.types import Segment
from theme_mining.embedders._estimator import Rows, has_content, unit_rows
from theme_mining.embedders.transformer import TransformerEmbedder, _model

__all__ = ["TunableBody"]

Mask = npt.NDArray[np.bool_]
BATCH = 16  # anchors a step; with their partners 32 answers and 496 pairs (SetFit takes 16 pairs)
STEPS = 300  # at most
_HOW = "body.json"
# How often an answer is drawn, and the rate of learning. A transformer's rate is SetFit's; a table's was chosen on the
# 2003 compass, 8 and 32 answers a theme. Logistic regression on the vectors alone: untuned 0.671, 0.729; rate 1e-2, 10
# times 0.681, 0.747; 3e-2, 30 times 0.697, 0.759. In the whole classifier the gentle one is better (0.682, 0.766) than
# the other (0.665, 0.760).
TIMES = 10
RATE = {"transformer": 2e-5, "static": 1e-2}


class TunableBody:
    """A sentence-transformers model that can be tuned; nothing is loaded until it is used.

    Parameters
    ----------
    model : str, Path or None
        A name on the Hugging Face hub or a folder; None or "" gives the static table that comes with the package.
    revision, prefix, batch_size
        As in `TransformerEmbedder`.
    """

    def __init__(
        self,
        model: str | Path | None = None,
        revision: str | None = None,
        prefix: str | None = None,
        batch_size: int = 64,
    ) -> None:
        self.model = model or shipped("models/fi-static")
        self.revision = revision
        self.prefix = prefix
        self.batch_size = batch_size
        self._module: Any = None

    def tune(self, segments: Sequence[Segment], themes: Mask, seed: int) -> TunableBody:
        """Give a tuned copy; the same answers, themes and seed give the same one on the same machine.

        Parameters
        ----------
        segments : sequence of n Segment
        themes : (n, n_themes) bool
        seed : int

        Raises
        ------
        ModelError
            torch or sentence-transformers are not installed, or the model cannot be had.
        """
        base = self._load()
        import torch

        found = TunableBody(self.model, self.revision, self.prefix, self.batch_size)
        found._module = deepcopy(base)
        texts = self._texts(segments)
        rng = np.random.default_rng(seed)
        steps = min(STEPS, -(-len(texts) * TIMES // (2 * BATCH)))
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            _descend(found._module, texts, [_drawn(themes, rng) for _ in range(steps)], themes)
        found._module.half().float()  # what a folder keeps is what is used
        return found

    def transform(self, segments: Sequence[Segment]) -> Rows:
        """Give (n_segments, d) float32, unit rows, zeros where there is no content."""
        texts = self._texts(segments)
        wanted = sorted(set(texts) - {""})
        model = self._load()
        rows = np.zeros((len(wanted) + 1, int(model.get_embedding_dimension())), np.float32)
        if wanted:
            rows[:-1] = model.encode(wanted, batch_size=self.batch_size, show_progress_bar=False)
        place = {text: n for n, text in enumerate(wanted)}
        return unit_rows(rows[[place.get(text, -1) for text in texts]])

    def save(self, folder: Path) -> None:
        """Write the body as a sentence-transformers folder in half precision; the same body gives the same bytes."""
        deepcopy(self._load()).half().save(str(folder), create_model_card=False)
        told = {"reads": "lemmas" if self._reads_lemmas() else "text", "prefix": self._prefix()}
        (folder / _HOW).write_text(json.dumps(told) + "\n", encoding="utf-8")

    def opened(self, folder: Path) -> TunableBody:
        """Give the body that a folder holds. Raises ModelError as `tune` does."""
        found = TunableBody(folder, None, None, self.batch_size)
        found._load()
        return found

    def _load(self) -> Any:
        if self._module is None:
            self._module = deepcopy(_model(str(self.model), self.revision)).float()
        return self._module

    def _texts(self, segments: Sequence[Segment]) -> list[str]:
        if self._reads_lemmas():
            texts = [" ".join(segment.lemmas) for segment in segments]
        else:
            texts = [self._prefix() + segment.text if segment.text.strip() else "" for segment in segments]
        return [text if has_content(segment) else "" for text, segment in zip(texts, segments, strict=True)]

    def _reads_lemmas(self) -> bool:
        return _told(Path(self.model)).get("reads") == "lemmas"

    def _prefix(self) -> str:
        told = _told(Path(self.model)).get("prefix")
        return TransformerEmbedder(self.model, prefix=self.prefix)._prefix() if told is None else str(told)


def _told(folder: Path) -> dict[str, Any]:
    """Give how a folder's texts are to be read: ours says it in one file, a tuned body in another."""
    for name in (_HOW, "theme_mining.json"):
        if (folder / name).is_file():
            told: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
            return told
    return {}


def _kind(model: Any) -> str:
    return "static" if type(model[0]).__name__ == "StaticEmbedding" else "transformer"


def _drawn(themes: Mask, rng: np.random.Generator) -> npt.NDArray[np.int64]:
    """Draw pairs that share a theme, themes as often as one another, so that rare ones are seen; both in one row."""
    held = [np.flatnonzero(column) for column in themes.T if column.sum() > 1]
    if len(held) < 2:
        return np.zeros(0, np.int64)
    chosen = rng.choice(len(held), BATCH, replace=len(held) < BATCH)
    return np.concatenate([rng.choice(held[theme], 2, replace=False) for theme in chosen])


def _descend(model: Any, texts: list[str], batches: list[npt.NDArray[np.int64]], themes: Mask) -> None:
    """Move the body's weights so that cosines of pairs near 1 where they share a theme (by Jaccard), else 0."""
    import torch

    static = _kind(model) == "static"
    if static:
        model[0].embedding.sparse = True  # only the rows of words seen move, a hundredfold cheaper
    kind = torch.optim.SparseAdam if static else torch.optim.AdamW
    optimizer = kind(list(model.parameters()), lr=RATE[_kind(model)])
    model.train()
    for drawn in batches:
        y = torch.from_numpy(themes[drawn].astype(np.float32))
        shared = y @ y.T
        wanted = shared / (y.sum(1)[:, None] + y.sum(1)[None] - shared).clamp(min=1)
        rows = model(model.preprocess([texts[i] for i in drawn]))["sentence_embedding"]
        rows = torch.nn.functional.normalize(rows, dim=1)
        apart = ~torch.eye(len(drawn), dtype=torch.bool)
        near = apart & (wanted > 0)
        off = (rows @ rows.T - wanted) ** 2
        loss = off[near].mean() + off[apart & ~near].mean()
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()  # type: ignore[no-untyped-call, unused-ignore]
    model.eval()
    if static:
        model[0].embedding.sparse = False
