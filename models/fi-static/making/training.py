"""The Finnish table: a vector and a weight a term, learnt by telling texts of one concept from all others.

A term's vector is a map of its start features (subword vectors and co-occurrence vectors: a linear map plus one
hidden layer) plus an own part. The map is shared, so rare terms move with the frequent ones; the own part holds
what is special to a term.
The loss is the in-batch contrast of sentence-transformers' MultipleNegativesRankingLoss, both ways (and the
supervised contrast of Khosla et al. 2020 where a text has a question, not a partner), at 256 and 64
dimensions at once (Kusupati et al. 2022). An own loop rather than the library's trainer: only the rows a batch
touches are updated, ten times faster for a table of this size on a processor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from making.corpus import Bags, Ids

Floats = npt.NDArray[np.float32]
Loss = Callable[[list[torch.Tensor]], torch.Tensor]


@dataclass(frozen=True)
class Recipe:
    """Every number of one member's training; where each comes from stands in the card."""

    steps: int
    features: tuple[str, ...] = ("subwords", "together")
    map_rate: float = 1e-3  # 0 keeps the first map: every term moves by itself
    hidden: int = 0  # units of the map's hidden layer
    subjects: int = 120  # broad subjects that concepts are gathered into; 0 for none
    plain: int = 250  # steps before that
    batch: int = 1024
    look_alikes: float = 0.0  # share of a batch of paraphrases that are texts beside their look-alikes
    siblings: int = 0  # nearest concepts drawn beside each, once the plain steps are over
    rate: float = 3e-3  # of the own parts
    weight_rate: float = 1e-2
    scale: float = 12.0
    dropout: float = 0.4
    average: float = 0.99
    cooling: float = 0.4  # share of the steps over which the rates fall to a twentieth
    dims: tuple[int, ...] = (256, 64)
    seed: int = 1729


class TermTable:
    """Trainable term vectors; only the rows in use are touched (lazy Adam, Kingma & Ba 2015)."""

    def __init__(self, features: Floats, first_map: Floats, weights: Floats, recipe: Recipe) -> None:
        n_terms, dim = len(features), first_map.shape[1]
        self.recipe = recipe
        self.features = torch.from_numpy(features)
        start = np.random.default_rng(recipe.seed).normal(0, 0.3, (features.shape[1], recipe.hidden))
        first = (first_map, start.astype(np.float32), np.zeros((recipe.hidden, dim), np.float32))
        self.map = [torch.from_numpy(part.copy()).requires_grad_(True) for part in first]
        self.own = torch.zeros(n_terms, dim)
        self.log_weights = torch.from_numpy(np.log(weights).astype(np.float32))
        self._map_optimiser = torch.optim.Adam(self.map, lr=recipe.map_rate)
        self._moments = {name: _moments_like(table) for name, table in self._lazy().items()}
        self._touched = torch.zeros(n_terms)
        self._averages = self._kept = [t.detach().clone() for t in self._all()]
        self._steps = 0

    def step(self, bags: list[Bags], loss_of: Loss, speed: float) -> float:
        """Take one step on the sums of these bags; give the loss."""
        used, local = np.unique(np.concatenate([b.flat for b in bags]), return_inverse=True)
        rows = torch.from_numpy(used)
        own = self.own[rows].requires_grad_(True)
        log_weights = self.log_weights[rows].requires_grad_(True)
        vectors = _mapped(self.features[rows], self.map) + own
        weights, at, sums = torch.exp(log_weights), 0, []
        for bag in bags:
            ids = torch.from_numpy(local[at : at + len(bag.flat)])
            at += len(bag.flat)
            starts = torch.from_numpy(bag.offsets[:-1])
            sums.append(functional.embedding_bag(ids, vectors, starts, mode="sum", per_sample_weights=weights[ids]))
        loss = loss_of(sums)
        self._map_optimiser.zero_grad()
        loss.backward()
        self._update(rows, {"own": own, "log_weights": log_weights}, speed)
        return float(loss.detach())

    def keep(self) -> None:
        """Remember the averages as they are now."""
        self._kept = [table.clone() for table in self._averages]

    def back(self) -> None:
        """Return to the averages last remembered."""
        self._averages = self._kept

    def rows(self, which: Ids | None = None) -> Floats:
        """Give the averaged vectors with the averaged weights multiplied in, of all terms or those named, (n, dim)."""
        *shared, own, log_weights = self._averages
        features = self.features
        if which is not None:
            named = torch.from_numpy(which)
            features, own, log_weights = features[named], own[named], log_weights[named]
        return np.asarray((torch.exp(log_weights)[:, None] * (_mapped(features, shared) + own)).numpy())

    def _all(self) -> list[torch.Tensor]:
        return [*self.map, self.own, self.log_weights]

    def _lazy(self) -> dict[str, torch.Tensor]:
        return {"own": self.own, "log_weights": self.log_weights}

    @torch.no_grad()
    def _update(self, rows: torch.Tensor, used: dict[str, torch.Tensor], speed: float) -> None:
        self._steps += 1
        self._map_optimiser.param_groups[0]["lr"] = self.recipe.map_rate * speed
        self._map_optimiser.step()
        self._touched[rows] += 1
        times = self._touched[rows]
        rates = {"own": self.recipe.rate, "log_weights": self.recipe.weight_rate}
        for name, value in used.items():
            count = times[:, None] if value.ndim == 2 else times
            gradient = value.grad
            first, second = self._moments[name]
            m = first[rows].lerp_(gradient, 0.1)
            v = second[rows].mul_(0.999).addcmul_(gradient, gradient, value=0.001)
            first[rows], second[rows] = m, v
            move = (m / (1 - 0.9**count)) / ((v / (1 - 0.999**count)).sqrt() + 1e-8)
            self._lazy()[name][rows] = value - rates[name] * speed * move
        if self._steps % 10 == 0:
            share = 1 - self.recipe.average**10
            for mean, now in zip(self._averages, self._all(), strict=True):
                mean.lerp_(now, share)


def _mapped(features: torch.Tensor, shared: list[torch.Tensor]) -> torch.Tensor:
    straight, inward, outward = shared
    mapped = features @ straight
    return mapped + torch.tanh(features @ inward) @ outward if len(outward) else mapped


def _moments_like(table: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.zeros_like(table), torch.zeros_like(table)


def pair_loss(recipe: Recipe, same: npt.NDArray[np.bool_] | None = None) -> Loss:
    """Give the two-way in-batch contrast; `same` marks pairs that are no true negatives.

    Sums beyond left and right are further texts that no left one may come near.
    """
    mask = None if same is None else torch.from_numpy(same)

    def loss(sums: list[torch.Tensor]) -> torch.Tensor:
        left, others = sums[0], torch.cat(sums[1:])
        goal = torch.arange(len(left))
        total = torch.zeros(())
        for dim in recipe.dims:
            near = functional.normalize(left[:, :dim]) @ functional.normalize(others[:, :dim]).T * recipe.scale
            if mask is not None:
                near = near.masked_fill(mask, -1e4)
            back = near[:, : len(left)].T
            total = total + functional.cross_entropy(near, goal) + functional.cross_entropy(back, goal)
        return total / (2 * len(recipe.dims))

    return loss


def group_loss(recipe: Recipe, groups: Ids) -> Loss:
    """Give the supervised contrast: texts of one group near, all others far (Khosla et al. 2020, eq. 2)."""
    label = torch.from_numpy(groups)
    itself = torch.eye(len(groups), dtype=torch.bool)
    together = (label[:, None] == label[None, :]) & ~itself
    some = together.any(1)

    def loss(sums: list[torch.Tensor]) -> torch.Tensor:
        total = torch.zeros(())
        for dim in recipe.dims:
            unit = functional.normalize(sums[0][:, :dim])
            near = (unit @ unit.T * recipe.scale).masked_fill(itself, -1e4)
            log_share = near - near.logsumexp(1, keepdim=True)
            total = total - ((log_share * together).sum(1)[some] / together.sum(1)[some]).mean()
        return total / len(recipe.dims)

    return loss


def without_some(bags: Bags, dropout: float, chance: np.random.Generator) -> Bags:
    """Drop a share of every text's terms; a text never loses all."""
    kept = chance.random(len(bags.flat)) >= dropout
    owner = np.repeat(np.arange(len(bags)), bags.sizes)
    bare = np.flatnonzero((np.bincount(owner[kept], minlength=len(bags)) == 0) & (bags.sizes > 0))
    kept[bags.offsets[bare]] = True
    sizes = np.bincount(owner[kept], minlength=len(bags))
    return Bags(bags.flat[kept], np.concatenate([[0], np.cumsum(sizes)]))
