"""What a form sent, as plain text; and small ways onward."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import Depends
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse

from theme_mining.core.errors import InputError

__all__ = ["Fields", "Sent", "onward", "survey_path"]

MOST = 50_000  # characters of one field


class Fields:
    """The fields of a form; files are none of them."""

    def __init__(self, form: FormData) -> None:
        self._form = form

    def text(self, name: str, default: str = "") -> str:
        """Give a field without spaces around it."""
        value = self._form.get(name, default)
        return value[:MOST].strip() if isinstance(value, str) else default

    def texts(self, name: str) -> list[str]:
        """Give all values of a field, each once, in order; empty ones left out."""
        values = (v.strip() for v in self._form.getlist(name) if isinstance(v, str))
        return list(dict.fromkeys(v for v in values if v))

    def number(self, name: str) -> int:
        """Give a whole number. Raises InputError where the field is none."""
        try:
            return int(self.text(name))
        except ValueError:
            raise InputError(f'The field "{name}" is no whole number', do="load the page again") from None

    def ticked(self, name: str) -> bool:
        """Tell whether a box is ticked."""
        return self.text(name) != ""

    def starting(self, prefix: str) -> Mapping[str, str]:
        """Give the fields whose names start with `prefix`, the rest of the name as key."""
        return {k[len(prefix) :]: str(v).strip() for k, v in self._form.multi_items() if k.startswith(prefix)}


async def _sent(request: Request) -> Fields:
    return Fields(await request.form(max_fields=5000))


Sent = Annotated[Fields, Depends(_sent)]


def survey_path(survey: str, page: str = "") -> str:
    """Give the address of a page of a survey."""
    return f"/survey/{quote(survey, safe='')}" + (f"/{page}" if page else "")


def onward(path: str, **query: Any) -> RedirectResponse:
    """Send the browser to a page after a form was taken (303: by GET)."""
    kept = {name: value for name, value in query.items() if value not in ("", None, False)}
    return RedirectResponse(path + (f"?{urlencode(kept)}" if kept else ""), 303)
