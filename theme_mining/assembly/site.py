"""A survey's pages as a folder of files: the same pages the server shows, asked for in this process and written down.

What a file cannot do is left out: filters, languages, log-in, review. Links lead from file to file.
"""

from __future__ import annotations

import asyncio
import re
from hashlib import sha256
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from theme_mining.assembly.settings import Settings
from theme_mining.core.errors import InputError
from theme_mining.core.files import replacing_folder

__all__ = ["write_site"]

APPLICATION = "theme_mining.web:make_app"
SHOWN = ("overview", "compare", "network", "map", "signals")  # places of the navigation that a folder of files holds
_LINK = re.compile(r'(href|src|srcset)="(/[^"]*)"')
_HOST = "http://127.0.0.1"
_WAITS = 600  # times that slow work is asked for again, a tenth of a second apart: one minute


def write_site(store: Any, survey: str, settings: Settings, folder: Path) -> int:
    """Write the folder, whole or not at all; give the number of its files. `index.html` is where to begin.

    Raises
    ------
    InputError
        No such survey.
    StoreError
        The folder cannot be written.
    """
    store.survey(survey)
    from uvicorn.importer import import_from_string

    app = import_from_string(APPLICATION)(store, settings, site=SHOWN)
    pages = asyncio.run(_walked(app, f"/survey/{quote(survey, safe='')}"))
    with replacing_folder(Path(folder)) as beside:
        for name, content in pages.items():
            (beside / name).write_bytes(content)
    return len(pages)


async def _walked(app: Any, start: str) -> dict[str, bytes]:
    """Follow the links from the first page; give file names → contents."""
    import httpx

    transport = httpx.ASGITransport(app, client=("127.0.0.1", 50000))
    files: dict[str, bytes] = {}
    names, waiting = {start: "index.html"}, [start]
    async with httpx.AsyncClient(transport=transport, base_url=_HOST) as client:
        while waiting:
            address = waiting.pop()
            answer = await _asked(client, address)
            body = answer.content
            if answer.headers["content-type"].startswith("text/html"):
                body, found = _rewritten(answer.text, start, names)
                waiting += found
            files[names[address]] = body
    return files


async def _asked(client: Any, address: str) -> Any:
    for _ in range(_WAITS):
        answer = await client.get(address)
        if answer.status_code != 200:
            raise InputError(f"The page {address} cannot be made", f"status {answer.status_code}")
        if "refresh" not in answer.headers:
            return answer
        await asyncio.sleep(0.1)
    return answer


def _rewritten(html: str, start: str, names: dict[str, str]) -> tuple[bytes, list[str]]:
    """Give a page whose links lead to files, and the addresses not met before."""
    found: list[str] = []

    def file_of(match: re.Match[str]) -> str:
        address = unescape(match[2])
        if not _belongs(address, start):
            return ""
        if address not in names:
            names[address] = _name(address, start)
            found.append(address)
        return f'{match[1]}="{escape(names[address])}"'

    return _LINK.sub(file_of, html).encode(), found


def _belongs(address: str, start: str) -> bool:
    path = urlsplit(address).path
    inside = path[len(start) :].strip("/").split("/")[0] if path.startswith(start) else None
    return path.startswith("/static/") or inside in ("", "theme", "figure", *SHOWN)


def _name(address: str, start: str) -> str:
    """Give a file's name: readable where the address is, with a hash where it holds more than letters."""
    parts = urlsplit(address)
    path = parts.path.removeprefix(start).removeprefix("/static").strip("/") or "index"
    stem, dot, suffix = path.rpartition(".")
    if parts.path.startswith("/static/"):
        return path
    kind = f".{suffix}" if dot and "figure/" in path else ".html"
    words = re.sub(r"[^a-z0-9]+", "-", (stem if kind != ".html" else path).lower()).strip("-")
    told = f"{words}-{sha256(address.encode()).hexdigest()[:8]}" if parts.query or "%" in path else words
    return f"{told}{kind}"
