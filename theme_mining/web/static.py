"""The project's own CSS, JavaScript and icon, served under names that hold their content's hash."""

from __future__ import annotations

import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.responses import Response

__all__ = ["asset", "serve"]

_FOLDER = Path(__file__).parent / "static"
_A_YEAR = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class _File:
    body: bytes
    kind: str


def asset(name: str) -> str:
    """Give the address of a static file: ``asset("pages.css")`` → ``/static/pages.3f2a9c41.css``. KeyError if none."""
    return f"/static/{_named()[name]}"


def serve(app: FastAPI) -> None:
    """Add the route of the static files."""

    @app.get("/static/{name}", include_in_schema=False)
    def static_file(name: str) -> Response:
        found = _files().get(name)
        if found is None:
            raise HTTPException(404)
        return Response(found.body, media_type=found.kind, headers={"cache-control": _A_YEAR})


@cache
def _named() -> dict[str, str]:
    return {path.name: _with_hash(path) for path in sorted(_FOLDER.iterdir()) if path.is_file()}


@cache
def _files() -> dict[str, _File]:
    return {
        hashed: _File((_FOLDER / name).read_bytes(), mimetypes.guess_type(name)[0] or "application/octet-stream")
        for name, hashed in _named().items()
    }


def _with_hash(path: Path) -> str:
    return f"{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:8]}{path.suffix}"
