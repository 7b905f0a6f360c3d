"""Linear heads: a support vector machine for sparse rows, ridge regression for dense ones."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp

__all__ = ["Head", "fit_ridge", "fit_svm"]

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Head:
    """`weights` (n_features, n_themes) float32 and `offsets` (n_themes,) float32."""

    weights: npt.NDArray[np.float32] = field(repr=False)
    offsets: npt.NDArray[np.float32] = field(repr=False)

    def scores(self, rows: npt.NDArray[np.floating] | sp.csr_matrix) -> Floats:
        """Give (n, n_themes) float64."""
        return np.asarray(rows @ self.weights, dtype=np.float64) + self.offsets


def fit_svm(rows: sp.csr_matrix, y: npt.NDArray[np.bool_], weight: Floats, cost: float, single_label: bool) -> Head:
    """Fit one-against-rest linear SVMs with squared hinge loss (Fan et al. 2008, LIBLINEAR).

    A theme without an example, or that every row has, gets no weights and an offset of −1 or 1.
    """
    from sklearn.svm import LinearSVC

    n_themes = y.shape[1]
    weights = np.zeros((rows.shape[1], n_themes), np.float32)
    counts = y.sum(axis=0)
    offsets = np.where(counts == len(y), 1.0, -1.0).astype(np.float32)
    mixed = np.flatnonzero((counts > 0) & (counts < len(y)))
    targets = [np.argmax(y, axis=1)] if single_label and len(mixed) > 2 else [y[:, k].astype(int) for k in mixed]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, target in enumerate(targets):
            machine = LinearSVC(C=cost, random_state=0, max_iter=300, tol=1e-2).fit(rows, target, sample_weight=weight)
            whole = len(machine.coef_) > 1
            columns = machine.classes_ if whole else mixed[number : number + 1]
            weights[:, columns] = machine.coef_.T
            offsets[columns] = machine.intercept_
    return Head(weights, offsets)


def fit_ridge(rows: npt.NDArray[np.floating], y: npt.NDArray[np.bool_], weight: Floats, penalty: float) -> Head:
    """Fit ridge regression of ±1 targets on dense rows, intercept free (Hoerl & Kennard 1970).

    `penalty` is relative: it multiplies the mean variance of a column times the number of rows, so that it means
    the same at 100 and at 20,000 rows.
    """
    target = np.where(y, 1.0, -1.0)
    total = weight.sum()
    mean, middle = weight @ rows / total, weight @ target / total
    centred = (rows - mean) * np.sqrt(weight)[:, None]
    gram = centred.T @ centred
    gram[np.diag_indices_from(gram)] += penalty * max(np.trace(gram) / len(gram), 1e-9)
    weights = np.linalg.solve(gram, centred.T @ ((target - middle) * np.sqrt(weight)[:, None]))
    return Head(weights.astype(np.float32), (middle - mean @ weights).astype(np.float32))
