"""A place in an answer that masking found."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Found"]


class Found(NamedTuple):
    """A place (characters, end exclusive) and its kind.

    `key` is what makes it the same as another (a person's base forms); lower `rank` wins where places overlap.
    """

    start: int
    end: int
    kind: str
    key: str
    rank: int = 5
