"""Log-linear choice among candidates: softmax over each word's candidates, L2, L-BFGS."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sparse
from scipy.optimize import minimize


class Choices:
    """Places where one or more of several candidates are right."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}
        self.values, self.columns, self.rows, self.groups = [], [], [0], [0]
        self.right: list[int] = []
        self.weights: list[float] = []

    def __len__(self) -> int:
        return len(self.weights)

    def add(self, candidates: list[list[tuple[str, float]]], right: list[int], weight: float) -> None:
        start = self.groups[-1]
        for features in candidates:
            for name, value in features:
                self.columns.append(self.names.setdefault(name, len(self.names)))
                self.values.append(value)
            self.rows.append(len(self.columns))
        self.groups.append(start + len(candidates))
        self.right += [start + i for i in right]
        self.weights.append(weight)

    def train(self, penalty: float, least: int = 2, steps: int = 80) -> dict[str, float]:
        """Give weights; features seen fewer than `least` times have none. `penalty` is λ of ½λ‖w‖²."""
        shape = (len(self.rows) - 1, len(self.names))
        x = sparse.csr_matrix((np.array(self.values), np.array(self.columns), np.array(self.rows)), shape=shape)
        kept = np.bincount(x.indices, minlength=shape[1]) >= least
        starts = np.array(self.groups[:-1])
        group = np.repeat(np.arange(len(starts)), np.diff(self.groups))
        weight = np.array(self.weights)
        good = np.zeros(shape[0])
        good[self.right] = 1.0
        turned = x.T.tocsr()

        def loss(theta: np.ndarray) -> tuple[float, np.ndarray]:
            score = x @ (theta * kept)
            score -= np.maximum.reduceat(score, starts)[group]
            p = np.exp(score)
            p /= np.add.reduceat(p, starts)[group]
            share = np.maximum(np.add.reduceat(p * good, starts), 1e-12)
            slope = turned @ (weight[group] * (p - p * good / share[group])) + penalty * theta
            return -(weight * np.log(share)).sum() + 0.5 * penalty * theta @ theta, slope * kept

        theta = minimize(loss, np.zeros(shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": steps}).x * kept
        return {name: float(theta[i]) for name, i in self.names.items() if abs(theta[i]) > 1e-4}
