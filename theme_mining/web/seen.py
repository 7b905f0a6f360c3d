"""Which answers a reader may see, and the figures they come from; kept a survey until it changes."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from starlette.requests import Request

from theme_mining.web.context import desk_of

if TYPE_CHECKING:
    from theme_mining.assembly.shown import Whole

__all__ = ["readable", "whole_of"]

_LOCK = threading.Lock()


def whole_of(request: Request, survey: str) -> Whole:
    """Give a survey's arrays at its present revision. Raises InputError for a survey that is not there."""
    from theme_mining.assembly.shown import Whole

    desk, kept = desk_of(request), request.app.state
    with _LOCK:
        wholes = kept.wholes = getattr(kept, "wholes", {})
        revision = desk.store.revision(survey)
        if survey not in wholes or wholes[survey][0] != revision:
            table = desk.store.theme_table(survey, hide_cells_below=desk.settings.report.hide_cells_below)
            wholes[survey] = (revision, Whole(table))
        whole: Whole = wholes[survey][1]
    return whole


def readable(request: Request, survey: str, filters: Mapping[str, str] | None = None) -> set[str]:
    """Give the ids of the answers of a view that lie in no hidden cell. Raises InputError for an unknown group."""
    from theme_mining.assembly.shown import View

    whole = whole_of(request, survey)
    shown = np.flatnonzero(whole.may_be_read(View.of(filters or {})))
    return set(whole.frame["id"].astype(str).to_numpy()[shown])
