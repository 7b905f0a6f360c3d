"""Linear heads over the vectors of a body tuned on the labelled answers themselves (Tunstall et al. 2022, SetFit).

    answers with themes ─▶ body tuned on pairs ─▶ vectors ─┐
    vectors as they were ──────────────────────────────────┼─▶ heads, blend and calibration of `linear`
    lemmas ⊕ characters ───────────────────────────────────┘

The vectors as they were stay beside the tuned ones: with the shipped table and 8 answers a theme (2003 compass, three
draws) 0.690 against 0.682 without them. `linear` gives 0.692 there: tuning pays for a body that knows more than the
table does, not for the table itself.

The body is an `embedders` one that assembly hands over: `embed.model` in the settings, the shipped table without. It is
tuned anew for every fold, on that fold's learning answers only, so the held-out scores behind probabilities, thresholds
and coverage come from a body that saw neither the answer nor its respondent. A calibration part held apart would be
cheaper but costs answers, which are what is scarce where tuning helps.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from theme_mining.classifiers._heads import Seen
from theme_mining.classifiers.linear import LinearThemes, Mask
from theme_mining.core.errors import SettingsError
from theme_mining.core.sockets import Body
from theme_mining.core.trained import CodebookRows, Rows
from theme_mining.core.types import Vectors

__all__ = ["TunedThemes"]


class TunedThemes(LinearThemes):
    """Themes of answers by linear heads over a tuned body; see the module.

    Parameters
    ----------
    single_label, cost, penalty, seed
        As in `LinearThemes`; the seed also draws the pairs.
    folds : int
        Held-out folds. The body is tuned once for each and once for all, so there are fewer than `linear` takes.
    body : Body
        What is tuned. It stays as it is; the tuned one is `body_`.
    """

    def __init__(
        self,
        single_label: bool = False,
        cost: float | None = None,
        penalty: float = 0.3,
        folds: int = 4,
        seed: int = 1729,
        body: Body | None = None,
    ) -> None:
        super().__init__(single_label, cost, penalty, folds, seed)
        self.body = body

    def fit(
        self, rows: Rows, y: npt.ArrayLike, groups: Sequence[str] | None = None, codebook: CodebookRows | None = None
    ) -> TunedThemes:
        """Learn as `LinearThemes.fit` does. Raises SettingsError without a body, ModelError for one that fails."""
        self.body_, self._codebook = self._body(), codebook
        super().fit(rows, y, groups, codebook)
        del self._learning, self._codebook
        return self

    def save_body(self, folder: Path) -> None:
        """Write the tuned body as a sentence-transformers folder."""
        self.body_.save(folder)

    def open_body(self, folder: Path) -> None:
        """Take the tuned body from a folder. Raises ModelError where it cannot be loaded."""
        self.body_ = self._body().opened(folder)

    def to_state(self) -> tuple[dict[str, Any], dict[str, npt.NDArray[Any]]]:
        """Give what was learnt beside the body: JSON-like settings, and arrays by name."""
        settings, arrays = super().to_state()
        del settings["params"]["body"]
        return settings, arrays

    def _body(self) -> Body:
        if self.body is None:
            raise SettingsError("The classifier setfit has no body to tune", "none given", "make it from the settings")
        return self.body

    def _fit_views(self, rows: Rows, codebook: CodebookRows | None) -> None:
        super()._fit_views(rows, codebook)
        self._learning = rows

    def _see(self, rows: Rows) -> Seen:
        return replace(super()._see(rows), vectors=self._joined(rows))

    def _learnt(
        self,
        learn: npt.NDArray[np.int64],
        y: Mask,
        seen: Seen,
        codebook: CodebookRows | None,
        told: Seen | None,
    ) -> tuple[Seen, CodebookRows | None, Seen | None]:
        body = self._body()
        paired = (
            y[learn].sum(axis=0) > 1
        ).sum() > 1  # without two themes that have a pair there is nothing to tell apart
        chosen = [self._learning.segments[i] for i in learn]
        self.body_ = body.tune(chosen, y[learn], self.seed) if paired else body
        seen = replace(seen, vectors=self._joined(self._learning))
        if self._codebook is not None and told is not None:
            codebook = self._said(self._codebook)
            told = replace(told, vectors=codebook.rows.vectors.rows)
        return seen, codebook, told

    def _joined(self, rows: Rows) -> npt.NDArray[np.float32]:
        """Give the vectors as they are beside those of the body as it is now, (n, d + d_body) of unit length."""
        both = np.hstack([rows.vectors.rows, self.body_.transform(rows.segments)])
        return both * np.float32(np.sqrt(0.5))

    def _said(self, codebook: CodebookRows) -> CodebookRows:
        """Give what the codebook says with joined vectors."""
        rows = codebook.rows
        vectors = Vectors(rows.vectors.ids, self._joined(rows), rows.vectors.fingerprint)
        return replace(codebook, rows=replace(rows, vectors=vectors))


plug = TunedThemes
