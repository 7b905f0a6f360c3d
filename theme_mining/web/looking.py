"""What the pages for readers share: the survey asked for, the view that the address names, pictures and tables."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pandas as pd
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from theme_mining.assembly.shown import QUESTION, WAVE, Overview, Shelf, Standing, View, Whole, looked_at
from theme_mining.core.errors import InputError
from theme_mining.reports import write_frame
from theme_mining.web.context import desk_of, language_of, render
from theme_mining.web.faults import error_page
from theme_mining.web.fields import survey_path
from theme_mining.web.languages import words

__all__ = ["Looked", "csv_bytes", "look_at", "not_there", "shelf_of", "show", "title_of"]

BY = "by."  # a filter in the address: by.Alue=Saaristo


@dataclass(frozen=True, slots=True)
class Looked:
    """A survey as one request looks at it."""

    request: Request
    survey: str
    title: str
    standing: Standing
    view: View
    shelf: Shelf

    @property
    def whole(self) -> Whole:
        """The survey at one moment."""
        return self.standing.whole

    def overview(self) -> Overview:
        """Give the overview of the view, made once a revision."""
        found: Overview = self.once("overview", lambda: looked_at(self.whole, self.view))
        return found

    def once(self, key: Any, make: Callable[[], Any]) -> Any:
        """Give what is made once a revision and view."""
        return self.standing.once((key, self.view), make)

    def path(self, page: str = "", **query: str) -> str:
        """Give the address of a page of this survey with the filters kept."""
        kept = {**_query(self.view), **{name: value for name, value in query.items() if value}}
        return survey_path(self.survey, page) + (f"?{urlencode(kept)}" if kept else "")

    def filters(self) -> list[tuple[str, str, tuple[str, ...], str]]:
        """Give (name in the form, column, groups, group chosen) of what can be filtered by; waves first."""
        names = sorted(self.whole.dimensions, key=lambda name: (name != WAVE, name == QUESTION))
        chosen = self.view.chosen
        return [(_field(n), n, self.whole.dimension(n).groups, chosen(n)) for n in names]


def look_at(request: Request, survey: str) -> Looked:
    """Give what a request looks at. Raises InputError for a survey, column or group that is not there."""
    shelf = shelf_of(request)
    standing = shelf.standing(survey)
    chosen = {
        n: str(request.query_params[_field(n)]) for n in standing.whole.dimensions if _field(n) in request.query_params
    }
    view = View.of(chosen)
    standing.whole.mask(view)
    return Looked(request, survey, standing.whole.table.title, standing, view, shelf)


def shelf_of(request: Request) -> Shelf:
    """Give the application's shelf."""
    state = request.app.state
    if not hasattr(state, "shelf"):
        desk = desk_of(request)
        state.shelf = Shelf(desk.store, desk.settings)
    shelf: Shelf = state.shelf
    return shelf


def show(looked: Looked, template: str, here: str, **values: Any) -> HTMLResponse:
    """Give a page of a survey."""
    said = words(language_of(looked.request))
    return render(
        looked.request,
        template,
        survey=looked.survey,
        survey_title=looked.title,
        looked=looked,
        here=here,
        column_name=lambda name: title_of(name, said),
        group_name=lambda name: said("Muut ryhmät") if name == "Muut" else name,
        **values,
    )


def title_of(column: str, said: Callable[[str], str]) -> str:
    """Give a column's name as a heading."""
    if column == WAVE:
        return said("Kierros")
    return said("Kysymys") if column == QUESTION else column[:1].upper() + column[1:]


def not_there(request: Request, error: InputError) -> Response:
    """Give the page for a survey, theme or group that is not there."""
    return error_page(request, 404, error)


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Give a table as the CSV that every verb writes: no cell is a formula."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        write_frame(frame, path)
        return path.read_bytes()


def _field(column: str) -> str:
    return WAVE if column == WAVE else BY + column


def _query(view: View) -> dict[str, str]:
    return {_field(column): group for column, group in view.filters}
