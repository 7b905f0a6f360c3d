"""The words of the answers: telling words a group, words side by side, the network of concepts and of themes."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from theme_mining.measure.networks import Network, concept_network
from theme_mining.measure.words import Phrase, Telling, Words, phrases, telling_words, tokens, word_rows
from theme_mining.reports._figures import Background, Figures

__all__ = ["GroupWords", "Wording", "round_words", "wording"]

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class GroupWords:
    """Telling words of the groups of one background (or of the rounds), `words` one tuple a group."""

    name: str
    groups: tuple[str, ...]
    words: tuple[tuple[Telling, ...], ...]

    def telling(self) -> list[tuple[str, tuple[Telling, ...]]]:
        """Give the groups that have telling words, with them."""
        return [(group, words) for group, words in zip(self.groups, self.words, strict=True) if words]


@dataclass(frozen=True, slots=True)
class Wording:
    """What the words say: `groups` (those with any telling word), `phrases`, `network` of concepts."""

    groups: tuple[GroupWords, ...]
    phrases: tuple[Phrase, ...]
    network: Network = field(repr=False)


def wording(found: Figures) -> Wording | None:
    """Give what the words say, None where the table has no lemmas.

    A word stands for nothing that fewer respondents than the table's limit use, so that it gives nobody away.
    """
    frame = found.table.answers
    if "lemmas" not in frame or not found.base:
        return None
    lemmas = frame["lemmas"].to_numpy(dtype=object)[found.rows].tolist()
    limit = found.table.hide_cells_below
    told_all = tokens(lemmas, found.voices.of)
    words = word_rows(told_all, limit)
    groups = []
    for background in found.backgrounds:
        if background.shown and background.name != "question":
            told = _group_words(found, background, words)
            if any(told.words):
                groups.append(told)
    return Wording(tuple(groups), phrases(told_all, limit), concept_network(told_all, limit))


def round_words(before: Figures, after: Figures) -> GroupWords | None:
    """Give the words that tell the two rounds apart, None where either has no lemmas."""
    if "lemmas" not in before.table.answers or "lemmas" not in after.table.answers:
        return None
    lemmas, who, start = [], [], 0
    for found in (before, after):
        lemmas += found.table.answers["lemmas"].to_numpy(dtype=object)[found.rows].tolist()
        who.append(found.voices.of + start)
        start += len(found.voices.weights)
    people = np.concatenate(who)
    limit = max(before.table.hide_cells_below, after.table.hide_cells_below)
    words = word_rows(tokens(lemmas, people), limit)
    groups = np.repeat([0, 1], [len(before.voices.weights), len(after.voices.weights)]).astype(np.int64)
    weights = np.concatenate([before.voices.weights, after.voices.weights])
    told = telling_words(Words(words.words, _padded(words.has, len(groups))), groups, 2, weights, limit)
    return GroupWords("", (before.table.title, after.table.title), told) if any(told) else None


def _group_words(found: Figures, background: Background, words: Words) -> GroupWords:
    """Give a background's telling words; a respondent is in the group of the first of their answers."""
    group = np.full(len(found.voices.weights), -1, np.int64)
    group[found.voices.of[::-1]] = background.of_answer[::-1]
    told = telling_words(
        Words(words.words, _padded(words.has, len(group))), group, len(background.groups), found.voices.weights,
        found.table.hide_cells_below, clusters=found.voices.clusters,
    )  # fmt: skip
    return GroupWords(background.name, background.groups, told)


def _padded(has: npt.NDArray[np.bool_], n: int) -> npt.NDArray[np.bool_]:
    """Give the rows of `n` respondents: the last ones may have written nothing."""
    if len(has) == n:
        return has
    padded = np.zeros((n, has.shape[1]), bool)
    padded[: len(has)] = has
    return padded
