"""Delimited text: `.csv .tsv .txt` in any encoding a survey tool or Excel writes."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from theme_mining.core.errors import InputError
from theme_mining.readers._encoding import decode
from theme_mining.readers._grid import LONGEST_CELL, Cell, Grid
from theme_mining.readers._layout_named import is_tool
from theme_mining.readers._table import to_table

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["Reader", "separator_of"]

_SEPARATORS = (";", ",", "\t", "|")
_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar", "\x1f": "none, one column"}
_LOOKED_AT = 200  # records
# What survey tools (and this project's own writer) put before a cell that a spreadsheet would calculate.
_GUARD = re.compile(r"'+(?:[=+@\t\r\n＝＋＠]|[-－](?!\s?\d[\d\s.,]*(?:[eE][+-]?\d+)?\s?%?$)\S*\w)")


_LIMESURVEY_GUARD = re.compile(r"'[=+@\-\t\r]")  # its "mask equations" guards every such cell, a lone minus too


class Reader:
    """Reads delimited text; encoding and separator are found by looking."""

    suffixes = (".csv", ".tsv", ".txt")

    def read(self, path: Path) -> SourceTable:
        """Read the whole file. Raises InputError naming the file and row."""
        return self.read_bytes(path.read_bytes(), path)

    def read_bytes(self, content: bytes, path: Path) -> SourceTable:
        """Read a file's bytes; `path` names it in messages."""
        text, notes = decode(content, path)
        text, separator = _declared(text)
        separator = separator or separator_of(text)
        if separator != ",":
            notes = (*notes, f"separator {_NAMES.get(separator, separator)}")
        rows: list[list[Cell]] = []
        numbers: list[int] = []
        guarded = 0
        guard = _GUARD
        for number, record in enumerate(_records(text, separator, path), 1):
            if record:
                if not rows and is_tool("LimeSurvey", [cell.strip("\ufeff ") for cell in record]):
                    guard = _LIMESURVEY_GUARD
                guarded += _unguard(record, guard)
                rows.append(list(record))
                numbers.append(number)
        if guarded:
            notes = (*notes, f"{guarded} cells freed of the apostrophe that keeps a spreadsheet from calculating them")
        return to_table(Grid(path, rows, numbers, notes=notes))


def separator_of(text: str) -> str:
    r"""Give the separator of a delimited text; ``"\x1f"`` (none) for a single column.

    The one that splits most records into the same number of cells, more than one; a separator followed by a space
    nearly everywhere is punctuation of prose. `csv.Sniffer` is not used: it fails on a Finnish three-line file
    with ``;`` and a quoted newline.

    >>> separator_of('id;vastaus\n1;"hyvä, kiitos"\n2;joo, ei\n')
    ';'
    >>> separator_of("vastaus\nhyvä, kiitos\njoo, ei, ehkä\n") == "\x1f"
    True
    """
    head = text[:400_000]
    best, best_score = "\x1f", 0.0
    for separator in _SEPARATORS:
        if separator in head:
            score = _evenness(head, separator)
            if score > best_score:
                best, best_score = separator, score
    return best


def _evenness(head: str, separator: str) -> float:
    """Give the share of records with the usual number of cells (a little more for more cells); 0 for prose."""
    counts: list[int] = []
    loose = tight = 0
    tidy = False
    try:
        for record in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
            if record:
                counts.append(len(record))
                spaced = sum(cell.startswith(" ") for cell in record[1:])
                tidy = tidy or not (counts[:-1] or spaced)
                loose, tight = loose + spaced, tight + len(record) - 1 - spaced
            if len(counts) >= _LOOKED_AT:
                break
    except csv.Error:
        return 0.0
    usual, times = Counter(count for count in counts if count > 1).most_common(1)[0] if max(counts) > 1 else (1, 0)
    prose = tight < loose and not (tidy and counts[0] == usual)  # a tidy header is no prose, whatever stands below
    if times < 0.6 * len(counts) or prose:
        return 0.0
    return times / len(counts) + min(usual, 50) / 1000


def _declared(text: str) -> tuple[str, str]:
    """Give the text without Excel's own first line `sep=;`, and that separator."""
    first, newline, rest = text.partition("\n")
    declared = re.fullmatch(r'"?sep=(.)"?', first.strip(" \r"), re.IGNORECASE)
    return (rest, declared[1]) if declared and newline else (text, "")


def _unguard(record: list[str], guard: re.Pattern[str]) -> int:
    freed = 0
    for j, cell in enumerate(record):
        if cell[:1] == "'" and guard.match(cell):
            record[j] = cell[1:]
            freed += 1
    return freed


def _records(text: str, separator: str, path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(2**30)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            for j, cell in enumerate(record, 1):
                if len(cell) > LONGEST_CELL:
                    raise InputError(
                        f"{path}, row {number}, column {j}: a cell of {len(cell):,} characters",
                        f"at most {LONGEST_CELL:,} wanted",
                        "most likely a quotation mark is opened there and never closed: mend that row",
                    )
            yield record
    except csv.Error as error:
        raise InputError(f"{path}, row {number + 1} cannot be read", str(error), "mend that row") from None
