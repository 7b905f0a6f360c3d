"""Which answers a reader may see: none that lies in a hidden cell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from starlette.requests import Request

from theme_mining.web.looking import shelf_of

if TYPE_CHECKING:
    from theme_mining.assembly.shown import Whole

__all__ = ["readable", "whole_of"]


def whole_of(request: Request, survey: str) -> Whole:
    """Give a survey's arrays. Raises InputError for a survey that is not there."""
    return shelf_of(request).standing(survey).whole


def readable(request: Request, survey: str, filters: Mapping[str, str] | None = None) -> set[str]:
    """Give the ids of the answers of a view that lie in no hidden cell. Raises InputError for an unknown group."""
    from theme_mining.assembly.shown import View

    whole = whole_of(request, survey)
    shown = np.flatnonzero(whole.may_be_read(View.of(filters or {})))
    return set(whole.frame["id"].astype(str).to_numpy()[shown])
