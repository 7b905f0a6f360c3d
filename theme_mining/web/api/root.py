"""The one router of the API, which `reading` and `writing` fill."""

from __future__ import annotations

from fastapi import APIRouter

from theme_mining.web.api.shapes import Problem

__all__ = ["ROOT", "router"]

ROOT = "/api/v1"
router = APIRouter(
    prefix=ROOT,
    responses={
        400: {"model": Problem, "description": "Something asked for cannot be"},
        401: {"model": Problem, "description": "A token is wanted"},
        403: {"model": Problem, "description": "The role does not reach"},
        404: {"model": Problem, "description": "There is no such thing"},
        503: {"model": Problem, "description": "The database cannot be used now"},
    },
)
