"""The models the store knows: their cards, and what each was measured to do."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from theme_mining.core.errors import ModelError
from theme_mining.storage.models import show as card_of
from theme_mining.web.access import Person, requires
from theme_mining.web.context import desk_of, render
from theme_mining.web.languages import later
from theme_mining.web.pages import Entry

router = APIRouter(prefix="/models")
entries = (Entry(90, "models", later("Mallit"), "/models"),)
Reader = Annotated[Person, Depends(requires("reader"))]


@router.get("")
def models_page(request: Request, person: Reader) -> Response:
    """List the models."""
    return render(request, "models.html", here="models", models=desk_of(request).store.models())


@router.get("/{name}")
def model_page(request: Request, name: str, person: Reader) -> Response:
    """Show a model's card, after its files were checked."""
    kept = next((m for m in desk_of(request).store.models() if m.name == name), None)
    if kept is None:
        raise HTTPException(404)
    try:
        card, problem = card_of(Path(kept.folder)), None
    except ModelError as error:
        card, problem = "", error
    return render(request, "model.html", here="models", kept=kept, blocks=_blocks(card), problem=problem)


def _blocks(card: str) -> list[tuple[str, list[list[str]]]]:
    """Cut a card's Markdown into headings, paragraphs, lists and tables: (kind, rows of cells)."""
    found: list[tuple[str, list[list[str]]]] = []
    for line in card.splitlines():
        if line.startswith("#"):
            found.append(("h2" if line.startswith("## ") else "h1", [[line.lstrip("# ")]]))
        elif line.startswith("|"):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            if set("".join(cells)) <= set("-: "):
                continue
            _add(found, "table", cells)
        elif line.startswith("- "):
            _add(found, "list", [line[2:]])
        elif line.strip():
            _add(found, "p", [line.strip()])
        else:
            found.append(("", []))
    return [block for block in found if block[0]]


def _add(found: list[tuple[str, list[list[str]]]], kind: str, cells: list[str]) -> None:
    if found and found[-1][0] == kind:
        found[-1][1].append(cells)
    else:
        found.append((kind, [cells]))
