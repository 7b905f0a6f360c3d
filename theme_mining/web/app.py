"""The application: settings and a store → pages."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fastapi import FastAPI

from theme_mining.web import access, faults, pages, static
from theme_mining.web.context import Desk
from theme_mining.web.guard import Guard

if TYPE_CHECKING:
    from theme_mining.assembly.settings import Settings

__all__ = ["from_environment", "make_app"]

LOCAL = "127.0.0.1"


def make_app(store: Any, settings: Settings, *, host: str = LOCAL, **options: Any) -> FastAPI:
    """Give the application for a store that is open.

    Parameters
    ----------
    store : SqlStore
        Where surveys are kept.
    settings : Settings
        `report.hide_cells_below` and `report.language` are what pages follow.
    host : str
        Where the server listens; pages without accounts are for 127.0.0.1 only.
    **options
        Kept in `Desk.options` for the modules of `pages` that want more.
    """
    app = FastAPI(
        title="theme_mining",
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=True,
    )
    app.state.desk = Desk(store, settings, host, dict(options))
    static.serve(app)
    for module in pages.modules():
        app.include_router(module.router, include_in_schema=getattr(module, "in_schema", False))
        getattr(module, "prepare", _nothing)(app)
    access.check_routes(app)
    faults.handle(app)
    app.add_middleware(Guard)
    return app


def from_environment() -> FastAPI:
    """Give the application that the environment names; `theme-mining serve` sets these before it starts uvicorn.

    ``THEME_MINING_STORE`` (a path or a URL; theme-mining.db), ``THEME_MINING_CONFIG`` (a settings file),
    ``THEME_MINING_SET`` (``key=value`` lines), ``THEME_MINING_HOST``.
    """
    from theme_mining.assembly.settings import load_settings
    from theme_mining.storage.store import SqlStore

    config = os.environ.get("THEME_MINING_CONFIG", "")
    settings = load_settings(Path(config) if config else None, os.environ.get("THEME_MINING_SET", "").splitlines())
    place = os.environ.get("THEME_MINING_STORE", "theme-mining.db")
    host = os.environ.get("THEME_MINING_HOST", LOCAL)
    return make_app(SqlStore(place), settings, host=host, place=place, access=access.from_environment(host))


def _nothing(app: FastAPI) -> None:
    """Prepare nothing."""
