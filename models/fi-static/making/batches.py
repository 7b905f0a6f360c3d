"""Where a batch comes from: each source draws its texts anew at every step, so no pair repeats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from making.corpus import Bags, Ids, after
from making.training import Loss, Recipe, group_loss, pair_loss, without_some

Drawn = tuple[list[Bags], Loss]
Draw = Callable[[np.random.Generator], Drawn]


@dataclass(frozen=True)
class Texts:
    """A source's rows: bags a column, and the number of each row's group (concept, question, ministry)."""

    bags: dict[str, Bags]
    groups: Ids
    frame: pd.DataFrame


def draws_of(texts: dict[str, Texts], recipe: Recipe) -> dict[str, Draw]:
    """Give every source's way of drawing a batch, by the source's name."""
    return {
        "concept": two_titles(texts["titles"], recipe),
        "label": _label_and_title(texts["titles"], recipe),
        "municipal": _grouped(texts["municipal"], recipe),
        "european": _grouped(texts["european"], recipe),
        "parliament": _grouped(texts["parliament"], recipe),
        "paraphrase": _beside_look_alikes(texts["paraphrases"], recipe),
        "synonym": _partners([texts["concepts"], texts["classes"]], recipe, recipe.batch // 2),
        "halves": _halves([texts[name] for name in ("parliament", "municipal", "titles", "european")], recipe),
    }


def _thinned(bags: list[Bags], recipe: Recipe, chance: np.random.Generator) -> list[Bags]:
    return [without_some(bag, recipe.dropout, chance) for bag in bags]


def _runs(groups: Ids, usable: Ids) -> tuple[Ids, Ids, Ids]:
    """Give the usable rows ordered by group, where each group starts, and how many rows it has."""
    order = usable[np.argsort(groups[usable], kind="stable")]
    starts = np.flatnonzero(np.r_[True, np.diff(groups[order]) != 0])
    return order, starts, np.diff(np.r_[starts, len(order)])


def two_titles(texts: Texts, recipe: Recipe, like: Ids | None = None) -> Draw:
    """Give two titles each of different concepts; with `like` (n_concepts, k) a concept's nearest stand beside it.

    `like` names concepts by the number of their group.
    """
    bags = texts.bags["text"]
    order, starts, sizes = _runs(texts.groups, np.flatnonzero(bags.sizes > 0))
    concepts = np.flatnonzero(sizes >= 2)
    title = pd.factorize(texts.frame["text"])[0]
    run_of = np.full(int(texts.groups.max()) + 1, -1)
    run_of[texts.groups[order[starts[concepts]]]] = concepts

    def draw(chance: np.random.Generator) -> Drawn:
        picked = chance.choice(concepts, recipe.batch, replace=False)
        if like is not None:
            first = texts.groups[order[starts[picked[: recipe.batch // (1 + like.shape[1])]]]]
            near = run_of[np.unique(np.concatenate([first, like[first].ravel()]))]
            picked = near[near >= 0]
        one = chance.integers(0, sizes[picked])
        other = (one + 1 + chance.integers(0, sizes[picked] - 1)) % sizes[picked]
        left, right = order[starts[picked] + one], order[starts[picked] + other]
        same = title[left][:, None] == title[right][None, :]
        np.fill_diagonal(same, False)
        return _thinned([bags.take(left), bags.take(right)], recipe, chance), pair_loss(recipe, same)

    return draw


def one_title_of_a_concept(texts: Texts, subject: Ids, recipe: Recipe) -> Draw:
    """Give titles of different concepts, to be told apart by the broad subject of their concept."""
    order, starts, sizes = _runs(texts.groups, np.flatnonzero(texts.bags["text"].sizes > 0))

    def draw(chance: np.random.Generator) -> Drawn:
        picked = chance.choice(len(starts), recipe.batch, replace=False)
        rows = order[starts[picked] + chance.integers(0, sizes[picked])]
        bags = _thinned([texts.bags["text"].take(rows)], recipe, chance)
        return bags, group_loss(recipe, subject[texts.groups[rows]])

    return draw


def _label_and_title(texts: Texts, recipe: Recipe) -> Draw:
    usable = np.flatnonzero((texts.bags["text"].sizes > 0) & (texts.bags["label"].sizes > 0))
    order, starts, sizes = _runs(texts.groups, usable)

    def draw(chance: np.random.Generator) -> Drawn:
        picked = chance.choice(len(starts), recipe.batch, replace=False)
        rows = order[starts[picked] + chance.integers(0, sizes[picked])]
        bags = [texts.bags["text"].take(rows), texts.bags["label"].take(rows)]
        return _thinned(bags, recipe, chance), pair_loss(recipe)

    return draw


def _grouped(texts: Texts, recipe: Recipe) -> Draw:
    bags = texts.bags["text"]
    usable = np.flatnonzero(bags.sizes > 0)

    def draw(chance: np.random.Generator) -> Drawn:
        rows = chance.choice(usable, recipe.batch, replace=False)
        return _thinned([bags.take(rows)], recipe, chance), group_loss(recipe, texts.groups[rows])

    return draw


def _partners(sources: list[Texts], recipe: Recipe, batch: int) -> Draw:
    usable = [np.flatnonzero((t.bags["a"].sizes > 0) & (t.bags["b"].sizes > 0) & (t.groups > 0)) for t in sources]

    def draw(chance: np.random.Generator) -> Drawn:
        which = int(chance.integers(len(sources)))
        rows = chance.choice(usable[which], batch, replace=False)
        bags = [sources[which].bags["a"].take(rows), sources[which].bags["b"].take(rows)]
        return _thinned(bags, recipe, chance), pair_loss(recipe)

    return draw


def _beside_look_alikes(texts: Texts, recipe: Recipe) -> Draw:
    """Give true pairs, and for a share of the batch a text thinned twice beside its look-alike (graded 1 or 2)."""
    whole = (texts.bags["a"].sizes > 0) & (texts.bags["b"].sizes > 0)
    true, false = np.flatnonzero(whole & (texts.groups > 0)), np.flatnonzero(whole & (texts.groups == 0))
    n_false = int(recipe.batch * recipe.look_alikes)

    def draw(chance: np.random.Generator) -> Drawn:
        pairs = chance.choice(true, recipe.batch - n_false, replace=False)
        apart = chance.choice(false, n_false, replace=False)
        left, right = np.concatenate([pairs, apart]), (texts.bags["b"].take(pairs), texts.bags["a"].take(apart))
        bags = [texts.bags["a"].take(left), after(*right)]
        if n_false:
            bags.append(texts.bags["b"].take(apart))
        return _thinned(bags, recipe, chance), pair_loss(recipe)

    return draw


def _halves(sources: list[Texts], recipe: Recipe) -> Draw:
    usable = [np.flatnonzero(t.bags["text"].sizes >= 8) for t in sources]
    shares = np.asarray([0.35, 0.3, 0.3, 0.05])  # of batches: parliament, municipal, titles, european

    def draw(chance: np.random.Generator) -> Drawn:
        which = int(chance.choice(len(sources), p=shares))
        rows = chance.choice(usable[which], recipe.batch, replace=False)
        whole = sources[which].bags["text"].take(rows)
        left = chance.random(len(whole.flat)) < 0.5
        owner = np.repeat(np.arange(len(whole)), whole.sizes)
        bags = []
        for side in (left, ~left):
            sizes = np.bincount(owner[side], minlength=len(whole))
            bags.append(Bags(whole.flat[side], np.concatenate([[0], np.cumsum(sizes)])))
        return _thinned(bags, recipe, chance), pair_loss(recipe)

    return draw
