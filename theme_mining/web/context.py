"""What a page needs: the store, who looks, in which language; and `render`, which makes the page."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse

from theme_mining.web.languages import LANGUAGES, words

if TYPE_CHECKING:
    from theme_mining.assembly.settings import Settings

__all__ = ["Desk", "desk_of", "environment", "language_of", "render", "sees"]

_COOKIE = "theme_mining_language"
_RANKS = ("public", "reader", "analyst", "admin")
_A_YEAR = 365 * 24 * 3600


@dataclass(slots=True)
class Desk:
    """What all requests share. `options` is what `make_app` was given beside."""

    store: Any
    settings: Settings
    host: str
    options: dict[str, Any] = field(default_factory=dict)


def desk_of(request: Request) -> Desk:
    """Give what all requests share."""
    desk: Desk = request.app.state.desk
    return desk


def language_of(request: Request) -> str:
    """Give the language of a page: ``?lang=``, else the cookie, else the user's own, else the settings'."""
    user = getattr(request.state, "user", None)
    wished = (request.query_params.get("lang"), request.cookies.get(_COOKIE), getattr(user, "language", None))
    chosen = next((name for name in wished if name in LANGUAGES), None)
    return chosen or desk_of(request).settings.report.language


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Give the page of a template in the reader's language.

    Every template finds ``_`` and ``_n`` (messages), ``language``, ``languages``, ``request``, ``desk``, ``user``
    (None where nobody is logged in), ``survey`` (its name; empty outside one), ``asset``, ``with_lang``, ``entries``,
    ``sees`` and ``site`` (the pages of a folder of static pages; empty on a server).
    """
    from theme_mining.web.pages import entries

    language = language_of(request)
    said = words(language)
    survey = values.pop("survey", "")
    shown = {
        "_": said,
        "_n": said.counted,
        "language": language,
        "languages": LANGUAGES,
        "request": request,
        "desk": desk_of(request),
        "user": getattr(request.state, "user", None),
        "survey": survey,
        "entries": entries(),
        "sees": lambda entry: sees(getattr(request.state, "user", None), entry.role),
        "site": desk_of(request).options.get("site", ()),
        "with_lang": lambda code: _with_lang(request, code),
        **values,
    }
    response = HTMLResponse(environment().get_template(template).render(shown), status_code=status)
    if request.query_params.get("lang") in LANGUAGES:
        response.set_cookie(_COOKIE, language, max_age=_A_YEAR, httponly=True, samesite="lax")
    return response


def sees(user: Any, role: str) -> bool:
    """Tell whether a user (None: nobody known) may see what is for `role` and above."""
    return _RANKS.index(role) <= _RANKS.index(getattr(user, "role", "reader"))


@cache
def environment() -> Any:
    """Give the Jinja environment: HTML is escaped, an unknown name is a fault."""
    import jinja2

    from theme_mining.web.static import asset

    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    made.globals.update(asset=asset)
    return made


def _with_lang(request: Request, code: str) -> str:
    """Give this page's address in another language."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name != "lang"]
    return f"{request.url.path}?{urlencode([*kept, ('lang', code)])}"
