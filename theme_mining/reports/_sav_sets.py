"""Multiple-response sets in a .sav file: pyreadstat writes none, so their record is put into the dictionary by hand.

Layout: PSPP developers' guide, "System File Format" (record types 2, 3, 4, 6, 7, 999; multiple response sets are
record 7 with subtype 7).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path

__all__ = ["add_dichotomy_set"]

_HEADER = 176


def add_dichotomy_set(path: Path, name: str, label: str, variables: Sequence[str]) -> None:
    """Say in the file that these 0/1 variables answer one question: ``$name`` counts their ones.

    Parameters
    ----------
    path : Path
        A .sav file as pyreadstat writes it (little-endian), changed in place.
    name, label : str
        Name of the set without ``$`` and its label.
    variables : sequence of str
        Long names of the variables, at least two for SPSS to take it as a set.
    """
    content = path.read_bytes()
    at, long_names = _dictionary_end(content)
    short = [long_names.get(variable, variable).lower() for variable in variables]
    text = f"${name}=D1 1 {len(label.encode())} {label} {' '.join(short)}\n".encode()
    record = struct.pack("<iiii", 7, 7, 1, len(text)) + text
    path.write_bytes(content[:at] + record + content[at:])


def _dictionary_end(content: bytes) -> tuple[int, dict[str, str]]:
    """Give where the dictionary's end record begins, and the short name of each long name."""
    at, shorts = _HEADER, dict[str, str]()
    while (kind := _int(content, at)) != 999:
        if kind == 7 and _int(content, at + 4) == 13:
            names = content[at + 16 : at + 16 + _int(content, at + 8) * _int(content, at + 12)].decode("utf-8")
            shorts = {long: short for short, _, long in (pair.partition("=") for pair in names.split("\t"))}
        at = _after(content, at, kind)
    return at, shorts


def _after(content: bytes, at: int, kind: int) -> int:
    """Give where the record after the one at `at` begins."""
    if kind == 2:
        has_label, n_missing, end = _int(content, at + 8), abs(_int(content, at + 12)), at + 32
        if has_label:
            end += 4 + _up(_int(content, end), 4)
        return end + 8 * n_missing
    if kind == 3:
        end = at + 8
        for _ in range(_int(content, at + 4)):
            end += 8 + _up(1 + content[end + 8], 8)
        return end
    if kind == 4:
        return at + 8 + 4 * _int(content, at + 4)
    if kind == 6:
        return at + 8 + 80 * _int(content, at + 4)
    if kind == 7:
        return at + 16 + _int(content, at + 8) * _int(content, at + 12)
    raise ValueError(f"a .sav dictionary has an unknown record {kind} at byte {at}")


def _int(content: bytes, at: int) -> int:
    return int.from_bytes(content[at : at + 4], "little", signed=True)


def _up(size: int, step: int) -> int:
    return -(-size // step) * step
