"""Delimited text: `.csv .tsv .txt` in any encoding a survey tool or Excel writes."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from theme_mining.core.errors import InputError
from theme_mining.core.tables import SourceTable
from theme_mining.readers._encoding import decode
from theme_mining.readers._grid import LONGEST_CELL, Cell, Grid, to_table

__all__ = ["Reader", "separator_of"]

_SEPARATORS = (";", ",", "\t", "|")
_NAMES = {";": "semicolon", ",": "comma", "\t": "tab", "|": "bar", "\x1f": "none, one column"}
_LOOKED_AT = 200  # records


class Reader:
    """Reads delimited text; encoding and separator are found by looking."""

    suffixes = (".csv", ".tsv", ".txt")

    def read(self, path: Path) -> SourceTable:
        """Read the whole file. Raises InputError naming the file and row."""
        return self.read_bytes(path.read_bytes(), path)

    def read_bytes(self, content: bytes, path: Path) -> SourceTable:
        """Read a file's bytes; `path` names it in messages."""
        text, notes = decode(content, path)
        separator = separator_of(text)
        if separator != ",":
            notes = (*notes, f"separator {_NAMES[separator]}")
        rows: list[list[Cell]] = []
        numbers: list[int] = []
        for number, record in enumerate(_records(text, separator, path), 1):
            if record:
                rows.append(list(record))
                numbers.append(number)
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
        counts = []
        loose = tight = 0
        for record in csv.reader(io.StringIO(head, newline=""), delimiter=separator):
            if record:
                counts.append(len(record))
                spaced = sum(cell.startswith(" ") for cell in record[1:])
                loose, tight = loose + spaced, tight + len(record) - 1 - spaced
            if len(counts) >= _LOOKED_AT:
                break
        usual, times = Counter(counts).most_common(1)[0] if counts else (1, 0)
        if usual < 2 or tight < loose:
            continue
        score = times / len(counts) + min(usual, 50) / 1000
        if score > best_score and times >= 0.6 * len(counts):
            best, best_score = separator, score
    return best


def _records(text: str, separator: str, path: Path) -> Iterator[list[str]]:
    csv.field_size_limit(2**30)
    return _checked(csv.reader(io.StringIO(text, newline=""), delimiter=separator), path)


def _checked(reader: Iterator[list[str]], path: Path) -> Iterator[list[str]]:
    number = 0
    try:
        for number, record in enumerate(reader, 1):
            for j, cell in enumerate(record, 1):
                if len(cell) > LONGEST_CELL:
                    raise InputError(
                        f"{path}, row {number}, column {j}: a cell of {len(cell):,} characters",
                        f"at most {LONGEST_CELL:,} wanted",
                        "most likely a quotation mark that is opened and never closed: mend that row",
                    )
            yield record
    except csv.Error as error:
        raise InputError(f"{path}, row {number + 1} cannot be read", str(error), "mend that row") from None
