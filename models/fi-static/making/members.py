"""One member of the table, from its start vectors to its learnt rows."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from making.batches import Draw, Texts, draws_of, one_title_of_a_concept, two_titles
from making.corpus import Floats, Ids
from making.gathering import nearest_others, subjects
from making.languages import concept_places
from making.training import Recipe, TermTable
from making.watching import CHECK, Development, Patience


@dataclass(frozen=True)
class Material:
    """What all members learn from: the texts, each term's count and start weight, and the development sets."""

    texts: dict[str, Texts]
    counts: Ids
    weights: Floats
    watched: list[Development]


def learnt(features: Floats, material: Material, recipe: Recipe, shares_of: dict[str, float]) -> Floats:
    """Give the averaged rows (n_terms, 256) of the best check; `recipe.steps` is the most that are taken."""
    first = _first_map(features, np.minimum(material.counts, 1000) * material.weights)
    table = TermTable(features, first, material.weights, recipe)
    draws, chance, patience = draws_of(material.texts, recipe), np.random.default_rng(recipe.seed), Patience()
    for step in range(1, recipe.steps + 1):
        if step == recipe.plain:
            _tell_subjects_apart(draws, table, material.texts["titles"], recipe)
        speed = min(1.0, max(0.05, (recipe.steps - step) / (recipe.cooling * recipe.steps)))
        shares = np.asarray([shares_of[name] for name in draws])
        loss = table.step(*draws[str(chance.choice(list(draws), p=shares / shares.sum()))](chance), speed)
        if step % CHECK and step < recipe.steps:
            continue
        if patience.add(sum(watched.score(table.rows(watched.terms)) for watched in material.watched)):
            table.keep()
        print(f"step {step}: loss {loss:.3f}, development {patience.scores[-1]:.2f}", flush=True)
        if patience.is_over:
            break
    table.back()
    print(f"kept step {min(recipe.steps, CHECK * (patience.best + 1))}", flush=True)
    return table.rows()


def _tell_subjects_apart(draws: dict[str, Draw], table: TermTable, titles: Texts, recipe: Recipe) -> None:
    """Gather the concepts by the vectors of now, for the steps that follow."""
    if not recipe.subjects and not recipe.siblings:
        return
    places = np.stack(list(concept_places(titles, table.rows()).values()))
    if recipe.subjects:
        subject = subjects(places, recipe.subjects, recipe.seed)
        draws["subject"] = one_title_of_a_concept(titles, subject, recipe)
    if recipe.siblings:
        draws["concept"] = two_titles(titles, recipe, nearest_others(places, recipe.siblings))


def _first_map(features: Floats, mass: npt.NDArray[np.floating]) -> Floats:
    """Give the 256 main directions of the features, scaled so that mapped rows have mean length one."""
    _, directions = np.linalg.eigh((features * mass[:, None].astype(np.float32)).T @ features)
    leading = np.ascontiguousarray(directions[:, ::-1][:, :256])
    return leading / np.linalg.norm(features @ leading, axis=1).mean()
