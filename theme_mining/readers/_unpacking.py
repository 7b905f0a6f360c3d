"""A packed workbook looked at before it is opened: sizes, document types, macros, links, hidden traps."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

from theme_mining.core.errors import InputError
from theme_mining.readers._progress import step

__all__ = ["MOST_CELLS", "inspect"]

MOST_UNPACKED = 2 << 30  # bytes; 200,000 rows × 40 columns unpack to about 0.4 GB
MOST_RATIO = 400  # unpacked to packed, looked at from 64 MB on; survey workbooks lie between 5 and 40
MOST_CELLS = 20_000_000
_CHUNK = 1 << 22
_COLUMN = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["']([A-Z]{2,3})\d""")
_FAR_ROW = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br=["'][A-Z]+(\d{6,})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d+)["']""")
# A cell that shows #NAME? or the like, and a formula that no program has calculated yet: both come out empty.
_LOST = re.compile(
    rb"""<(?:\w+:)?c\s(?=[^>]*?\br=["']([A-Z]+\d+)["'])(?:[^>]*\bt=["']e["'][^>]*>"""
    rb"""|[^>]*>\s*<f[^>]*>[^<]*</f>\s*(?:<v></v>|<v\s?/>)?\s*</c>)"""
)
_REPEATED = re.compile(
    rb'number-columns-repeated="\d{4,}"[^>]*value-type|value-type="[^>]*number-columns-repeated="\d{4,}"'
    rb'|number-rows-repeated="\d{5,}"[^>]*>\s*<table:table-cell[^>]*value-type'
)


def inspect(path: Path) -> tuple[str, ...]:
    """Give notes on what is left unread in a zip-based workbook.

    Raises
    ------
    InputError
        A damaged archive, one that unpacks to more than a survey can hold, or a document type declaration.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(path, parts)
            total = sum(part.file_size for part in parts)
            done = 0
            lost: dict[str, set[bytes]] = {}
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    lost[part.filename] = _check_part(path, archive, part)
                done += part.file_size
                step("unpacking", done, total)
            return _notes([part.filename for part in parts], lost)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise InputError(
            f"{path} is cut short or damaged", f"{type(error).__name__} while unpacking", "export it again"
        ) from None


def _check_sizes(path: Path, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    if unpacked > MOST_UNPACKED or (unpacked > 1 << 26 and unpacked / packed > MOST_RATIO):
        raise InputError(
            f"{path} unpacks to {unpacked / 2**20:,.0f} MB from {packed / 2**20:,.1f} MB",
            f"at most {MOST_UNPACKED >> 20:,} MB and {MOST_RATIO} times its size wanted",
            "this is no survey export: do not open it, ask its sender",
        )


def _check_part(path: Path, archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> set[bytes]:
    """Read one part once, in pieces: declarations at its head, rows and columns it claims; give cells without value."""
    sheet = part.filename.startswith("xl/worksheets/")
    rows = cells = size = 0
    lost: set[bytes] = set()
    columns = 1  # single letters are few enough not to count
    with archive.open(part) as stream:
        tail = b""
        while chunk := stream.read(_CHUNK):
            piece = tail + chunk
            if (not size and b"<!DOCTYPE" in piece[:65536]) or b"<!ENTITY" in piece[:65536]:
                raise InputError(
                    f"{path} declares a document type in {part.filename}",
                    "no workbook does that",
                    "do not open it, ask its sender",
                )
            size += len(chunk)
            if size > part.file_size or size > MOST_UNPACKED:
                raise InputError(f"{path} unpacks to more than it says", part.filename, "ask its sender")
            if sheet:
                cells += chunk.count(b"<c ")
                columns = max([columns, *(_column(name) for name in set(_COLUMN.findall(piece)))])
                numbers = _ROW.findall(piece) + _FAR_ROW.findall(piece)
                rows = max([rows, *(int(number[:9]) for number in numbers)])
                if b't="e"' in piece or b"</f>" in piece:
                    lost.update(_LOST.findall(piece))
            elif part.filename == "content.xml" and _REPEATED.search(piece):
                raise InputError(f"{path} repeats a filled cell thousands of times", do="ask its sender")
            tail = piece[-200:]
    if cells > MOST_CELLS or rows * columns > MOST_CELLS:
        raise InputError(
            f"{path}, {part.filename}: {rows:,} rows × {columns:,} columns",
            f"at most {MOST_CELLS:,} cells can be read",
            "delete the empty rows and columns below and beside the answers, or save as .csv",
        )
    return lost


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - 64
    return number


def _notes(names: list[str], lost: dict[str, set[bytes]]) -> tuple[str, ...]:
    notes = []
    for part, cells in lost.items():
        if cells:
            first = min(cells, key=lambda cell: (len(cell), cell)).decode()
            sheet = part.rpartition("/")[2].removesuffix(".xml")
            notes.append(
                f"{len(cells)} cells of {sheet} show an error such as #NAME? or hold a formula never calculated, "
                f"the first is {first}: they are empty here; mend them in Excel if they were answers"
            )
    if any(name.endswith("vbaProject.bin") or name.startswith("Basic/") for name in names):
        notes.append("macros in the workbook ignored")
    if any("externalLinks/" in name for name in names):
        notes.append("links to other files not followed")
    return tuple(notes)
