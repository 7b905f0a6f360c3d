"""Bring decisions home that were made elsewhere, such as in a workbook: settle what can be settled, tell the rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from theme_mining.core.errors import Conflict
from theme_mining.core.sockets import Store
from theme_mining.core.stored import AnswerKept

__all__ = ["Brought", "bring_home"]


@dataclass(frozen=True, slots=True)
class Brought:
    """`settled` are ids of answers decided now; `left` those that somebody else had settled otherwise before."""

    settled: tuple[str, ...]
    left: tuple[str, ...]


def bring_home(
    store: Store,
    survey: str,
    answers: Sequence[AnswerKept],
    themes: Mapping[str, Sequence[str]],
    who: str,
    overwrite: bool = False,
) -> Brought:
    """Decide answers as a person did outside the store.

    Parameters
    ----------
    answers : sequence of AnswerKept
        How the answers stood when `themes` were read.
    themes : mapping of answer id to theme ids
        What the person wants; answers that have these themes by a person already are passed over.
    overwrite : bool
        Also change what another person has settled otherwise.
    """
    standing = {answer.id: answer for answer in answers}
    settled, left = [], []
    for answer_id, wanted in themes.items():
        answer = standing[answer_id]
        if answer.origin == "person" and set(answer.themes) == set(wanted):
            continue
        if answer.origin == "person" and not overwrite:
            left.append(answer_id)
            continue
        try:
            store.decide(survey, answer_id, wanted, who=who, version=answer.version)
            settled.append(answer_id)
        except Conflict:
            left.append(answer_id)
    return Brought(tuple(settled), tuple(left))
