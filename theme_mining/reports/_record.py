"""The record a report carries: its run and its figures, for `verify` to compare with what the answers give again."""

from __future__ import annotations

import json
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from html import escape, unescape
from pathlib import Path
from typing import Any

from theme_mining.core.tables import ThemeTable
from theme_mining.reports._figures import Figures

__all__ = ["carried_record", "differences", "record", "record_json", "with_record"]

_MARK = b'{"backgrounds":'
_META = re.compile(r'<meta name="theme-mining-record" content="([^"]*)">')
_SVG = re.compile(r"<metadata>(.*?)</metadata>", re.DOTALL)
_PART = "docProps/theme-mining.json"
_KEYWORD = b"theme-mining\0\0\0\0\0"


def record(table: ThemeTable, found: Figures, language: str) -> dict[str, Any]:
    """Give the run and every figure that is shown, as plain values.

    Hidden counts are in no record: a cell that is hidden is None. Where each question has themes of its own the themes,
    groups and quotes stand under ``questions``.
    """
    run = table.run
    closed = {
        q.name: {str(r["name"]): [int(r["respondents"]), *_rounded(r, "share", "low", "high")]
                 for r in q.options.to_dict("records")}
        for q in found.closed
    }  # fmt: skip
    return {
        "run": {
            "id": run.id,
            "made_on": table.made_on,
            "settings": run.settings_hash,
            "seed": run.seed,
            "codebook": {"version": table.codebook.version, "fingerprint": table.codebook.fingerprint},
            "fingerprints": dict(run.fingerprints),
            "versions": dict(run.versions),
        },
        **(_shown(found) if not found.questions else {"backgrounds": {}, "bases": _bases(found)}),
        **({"questions": {part.question: _shown(part) for part in found.questions}} if found.questions else {}),
        "closed": closed,
        "language": language,
        "recipe": dict(table.recipe),
    }


def _bases(found: Figures) -> dict[str, int]:
    return {"answers": found.base, "respondents": found.respondents, "voices": found.voices.voices}


def _shown(found: Figures) -> dict[str, Any]:
    """Give what is shown of the whole, or of a question that has themes of its own."""
    themes = {
        str(row["theme"]): [int(row["respondents"]), int(row["answers"]), *_rounded(row, "share", "low", "high")]
        for row in found.themes.to_dict("records")
    }
    groups = {
        b.name: {
            "groups": dict(zip(b.groups, b.table.base.tolist(), strict=True)),
            "shares": [
                [None if b.hidden[k, g] else round(float(b.table.share[k, g]), 6) for g in range(len(b.groups))]
                for k in range(len(found.themes))
            ],
        }
        for b in found.backgrounds
        if b.shown
    }
    ids = found.table.answers["id"]
    quotes = [[str(ids.iloc[i]) for i in rows] for rows in found.quotes]
    return {"bases": _bases(found), "themes": themes, "backgrounds": groups, "quotes": quotes}


def record_json(table: ThemeTable, found: Figures, language: str) -> str:
    """Give the record as one line of JSON, keys sorted."""
    return json.dumps(record(table, found, language), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def carried_record(path: Path) -> dict[str, Any] | None:
    """Give the record that a report carries; None where it carries none or is no report of ours."""
    content = path.read_bytes()
    kind = path.suffix.lower()
    found = ""
    if kind == ".html" and (meta := _META.search(content.decode("utf-8", "replace"))):
        found = unescape(meta[1])
    elif kind == ".svg" and (part := _SVG.search(content.decode("utf-8", "replace"))):
        found = unescape(part[1])
    elif kind == ".png" and (at := content.find(_KEYWORD)) > 0:
        size = int.from_bytes(content[at - 8 : at - 4], "big")
        found = content[at + len(_KEYWORD) : at + size].decode("utf-8", "replace")
    elif kind in (".docx", ".pptx", ".xlsx") and zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            found = archive.read(_PART).decode("utf-8") if _PART in archive.namelist() else ""
    elif kind == ".pdf":
        found = _from_pdf(content)
    try:
        told = json.loads(found)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def with_record(picture: bytes, kind: str, told: str) -> bytes:
    """Give a .svg or .png picture with the record inside it."""
    if kind == ".svg":
        return picture.replace(b">", f"><metadata>{escape(told)}</metadata>".encode(), 1)
    body = b"iTXt" + _KEYWORD + told.encode("utf-8")
    chunk = len(body[4:]).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    at = picture.index(b"IHDR") + 4 + 13 + 4
    return picture[:at] + chunk + picture[at:]


def _from_pdf(content: bytes) -> str:
    """Give the attached record: the one stream that begins as a record does."""
    for part in re.finditer(rb"stream\r?\n", content):
        try:
            text = zlib.decompressobj().decompress(content[part.end() :])
        except zlib.error:
            text = content[part.end() : part.end() + 64]
            if text.startswith(_MARK):
                text = content[part.end() : content.index(b"endstream", part.end())].rstrip()
        if text.startswith(_MARK):
            return text.decode("utf-8", "replace")
    return ""


def differences(carried: Any, again: Any, at: str = "") -> list[str]:
    """Give where two records differ, as "place: carried → again"; nothing of the text of an answer.

    >>> differences({"a": [1, 2]}, {"a": [1, 3]})
    ['a.1: 2 → 3']
    """
    if isinstance(carried, Mapping) and isinstance(again, Mapping):
        return [
            line
            for key in dict.fromkeys([*carried, *again])
            for line in differences(carried.get(key), again.get(key), f"{at}.{key}" if at else str(key))
        ]
    if _is_list(carried) and _is_list(again) and len(carried) == len(again):
        return [
            line
            for place, (one, two) in enumerate(zip(carried, again, strict=True))
            for line in differences(one, two, f"{at}.{place}")
        ]
    if carried == again or (isinstance(carried, float) and isinstance(again, float) and abs(carried - again) < 2e-6):
        return []
    return [f"{at}: {_short(carried)} → {_short(again)}"]


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _short(value: Any) -> str:
    shown = json.dumps(value, ensure_ascii=False)
    return shown if len(shown) <= 60 else f"{shown[:57]}…"


def _rounded(row: Mapping[Any, Any], *names: str) -> list[float]:
    return [round(float(row[name]), 6) for name in names]
