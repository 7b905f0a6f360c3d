"""The web pages: server-made HTML that works without JavaScript, and calls nothing outside this host.

    make_app(store, settings)        the application, for a store that is open
    from_environment()               the same for uvicorn: "theme_mining.web:from_environment"
    pages/                           one module a group of pages, each with its `router`; found by looking
    templates/ static/ locale/       HTML, the project's own CSS and JavaScript, Swedish and English

FastAPI, Jinja and Babel are used in this room only and load when the application is made.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from theme_mining.web.app import from_environment, make_app

__all__ = ["from_environment", "make_app"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from theme_mining.web import app

        return getattr(app, name)
    raise AttributeError(name)
