"""A place in an answer that masking found."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["Found"]


class Found(NamedTuple):
    """A place (characters, end exclusive), its kind, what makes it the same as another, and its precedence."""

    start: int
    end: int
    kind: str
    key: str
    rank: int = 5
