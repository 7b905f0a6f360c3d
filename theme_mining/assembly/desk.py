"""What people do at the desk: look at an answer with its evidence, edit a codebook and see what that does, agree.

Takes a Store's answers and codebooks; knows nothing of pages.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment
from theme_mining.flows import review_codebook as edits
from theme_mining.measure.agreement import alpha_interval, jaccard_distance, theme_alpha
from theme_mining.measure.scores import Interval

__all__ = [
    "EDITS",
    "Agreement",
    "Piece",
    "add_theme",
    "agreement",
    "changed_themes",
    "edited",
    "effect_on",
    "open_themes",
    "parted",
    "pieces",
    "places",
    "undoing",
]

EDITS = ("rename", "move", "merge", "split", "park", "define", "add", "accept")
MAX_NAME = 200  # characters of a theme's name


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of an answer's text; `themes` are the ids it is evidence for, empty for plain text."""

    text: str
    themes: tuple[str, ...] = ()


def pieces(text: str, evidence: Iterable[tuple[int, int, str]]) -> list[Piece]:
    """Cut a text where evidence begins and ends; joined again the pieces are the text.

    Places outside the text are cut to it.

    >>> pieces("liian kallis", [(6, 12, "hinta")])
    [Piece(text='liian ', themes=()), Piece(text='kallis', themes=('hinta',))]
    """
    spans = [(max(0, a), min(len(text), b), theme) for a, b, theme in evidence if a < b and a < len(text) and b > 0]
    cuts = sorted({0, len(text), *(a for a, _, _ in spans), *(b for _, b, _ in spans)})
    found = []
    for start, end in pairwise(cuts):
        covering = dict.fromkeys(theme for a, b, theme in spans if a <= start and end <= b)
        found.append(Piece(text[start:end], tuple(covering)))
    return found


def places(text: str, words: Iterable[str], theme: str) -> tuple[tuple[int, int, str], ...]:
    """Give where each of the words stands first in a text, as whole words, each as evidence for a theme.

    >>> places("Hinta on hintava", ["hintava"], "t1")
    ((9, 16, 't1'),)
    """
    found = []
    for word in words:
        hit = re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) if word else None
        if hit:
            found.append((hit.start(), hit.end(), theme))
    return tuple(sorted(set(found)))


def open_themes(codebook: Codebook) -> list[Theme]:
    """Give the themes an answer may carry: neither parked nor a group that only holds others."""
    groups = {theme.parent for theme in codebook if theme.parent}
    return [t for t in codebook if t.id not in groups and t.parent != edits.PARKED and t.id != edits.PARKED]


def add_theme(codebook: Codebook, name: str, description: str = "", parent: str = "") -> tuple[edits.Edit, str]:
    """Give the edit that adds a theme, and the new theme's id; a name that is there already gives that theme.

    Raises
    ------
    InputError
        An empty or overlong name.
    """
    wanted = " ".join(name.split())
    if not 0 < len(wanted) <= MAX_NAME:
        raise InputError("The new theme's name is empty or too long", f"1 to {MAX_NAME} characters wanted")
    for theme in codebook:
        if theme.name.casefold() == wanted.casefold():
            return edits.Edit(codebook, ""), theme.id
    new_id = _free_id(codebook, wanted)
    themes = (*codebook.themes, Theme(new_id, wanted, description.strip(), parent=parent))
    cause = f"add: {new_id}"
    return edits.Edit(Codebook(codebook.version + 1, themes, cause, "draft"), cause), new_id


def edited(
    codebook: Codebook, verb: str, given: Mapping[str, Any], texts: Mapping[str, str] | None = None
) -> edits.Edit:
    """Give the edit of a form: `verb` is one of `EDITS`, `given` its fields.

    Parameters
    ----------
    given : mapping
        ``theme`` or ``themes`` (ids), ``name``, ``parent``, ``description``, ``includes``, ``excludes``;
        for a split ``parts``, a sequence of (name, words), and ``where`` {answer id: number of its part}.
    texts : mapping
        For a split: answer id → masked text, of the answers that carry the theme.

    Raises
    ------
    InputError
        What the edit itself raises, or an unknown verb.
    """
    theme = str(given.get("theme", ""))
    if verb == "rename":
        return edits.rename(codebook, theme, _name(given))
    if verb == "move":
        return edits.move(codebook, theme, str(given.get("parent", "")))
    if verb == "merge":
        return edits.merge(codebook, list(given.get("themes", ())), str(given.get("name", "")).strip()[:MAX_NAME])
    if verb == "park":
        return edits.park(codebook, theme)
    if verb == "accept":
        return edits.accept(codebook, "accept")
    if verb == "add":
        return add_theme(codebook, _name(given), str(given.get("description", "")), str(given.get("parent", "")))[0]
    if verb == "define":
        return _defined(codebook, theme, given)
    if verb == "split":
        return _split(codebook, theme, list(given.get("parts", ())), texts or {}, dict(given.get("where", {})))
    raise InputError(f'There is no edit "{verb}"', f"one of {', '.join(EDITS)} wanted")


def parted(texts: Mapping[str, str], parts: Sequence[tuple[str, str]], where: Mapping[str, int]) -> dict[str, int]:
    """Give the part of each answer: the one a person chose, else the first whose words it holds, else the first.

    A word counts where a word of the answer begins with it, in any case: ``kallis`` finds *kalliita* only by ``kalli``.
    """
    wanted = [[re.compile(rf"(?<!\w){re.escape(w)}", re.IGNORECASE) for w in _words(words)] for _, words in parts]
    found = {}
    for answer_id, text in texts.items():
        hits = (i for i, words in enumerate(wanted) if any(word.search(text) for word in words))
        found[answer_id] = where[answer_id] if answer_id in where else next(hits, 0)
    return found


def effect_on(edit: edits.Edit, themes_of: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """Give what an edit does to the shares of answers; `themes_of` has the themes of every answer with content.

    Columns as `flows.review_codebook.effect`.
    """
    touched = {*edit.moves, *edit.choose}
    rows = [
        Assignment(answer, theme, 1.0)
        for answer, themes in themes_of.items()
        if touched.intersection(themes)
        for theme in themes
    ]
    goals = {g for g in edit.moves.values() if g} | {g for where in edit.choose.values() for g in where.values()}
    seen = {row.segment_id for row in rows}
    rows += [
        Assignment(answer, theme, 1.0)
        for answer, themes in themes_of.items()
        if answer not in seen
        for theme in goals.intersection(themes)
    ]
    own = dict.fromkeys((row.segment_id for row in rows), "")
    return edits.effect(edit, rows, {answer: answer for answer in own}, len(themes_of))


def changed_themes(before: Codebook, after: Codebook) -> list[tuple[Theme | None, Theme | None]]:
    """Give the themes that differ between two codebooks, as (before, after), None where there is none."""
    old, new = {t.id: t for t in before}, {t.id: t for t in after}
    return [(old.get(i), new.get(i)) for i in dict.fromkeys([*old, *new]) if old.get(i) != new.get(i)]


def undoing(store: Any, survey: str, who: str, base_version: int) -> Codebook:
    """Write the version before the newest as a new version; answers get back the themes that the undone edit moved.

    Raises
    ------
    Conflict
        `base_version` is not the newest.
    InputError
        There is no version before.
    """
    found: Codebook = store.undo_codebook(survey, who=who, base_version=base_version)
    return found


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree: over whole sets of themes, a theme, and how many answers were coded twice."""

    overall: Interval
    by_theme: tuple[tuple[str, Interval], ...]
    coders: tuple[str, ...]
    coded_twice: int


def agreement(codings: pd.DataFrame, theme_ids: Sequence[str], seed: int = 1729) -> Agreement:
    """Give Krippendorff's alpha of the coders with intervals.

    Parameters
    ----------
    codings : DataFrame
        ``answer_id``, ``who``, ``themes`` (a tuple of ids, empty where none fits); the last coding of a coder counts.
    theme_ids : sequence of str
        The themes to look at one by one.
    """
    coders = tuple(sorted(set(codings["who"]))) if len(codings) else ()
    table = {
        (str(a), str(w)): frozenset(t)
        for a, w, t in zip(codings["answer_id"], codings["who"], codings["themes"], strict=True)
    }
    counts: dict[str, int] = {}
    for answer, _ in table:
        counts[answer] = counts.get(answer, 0) + 1
    twice = sorted(answer for answer, n in counts.items() if n > 1)
    codes = [[table.get((answer, who)) for answer in twice] for who in coders]
    used = {theme for row in codes for cell in row if cell for theme in cell}
    overall = alpha_interval(codes, jaccard_distance, seed)
    each = tuple((theme, theme_alpha(codes, theme, seed)) for theme in theme_ids if theme in used)
    return Agreement(overall, each, coders, len(twice))


def _name(given: Mapping[str, Any]) -> str:
    name = " ".join(str(given.get("name", "")).split())
    if len(name) > MAX_NAME:
        raise InputError("The name is too long", f"{len(name)} characters, at most {MAX_NAME} wanted")
    return name


def _defined(codebook: Codebook, theme_id: str, given: Mapping[str, Any]) -> edits.Edit:
    codebook.theme(theme_id)
    changed: dict[str, Any] = {
        key: str(given[key]).strip() for key in ("description", "includes", "excludes") if key in given
    }
    themes = tuple(dataclasses.replace(t, **changed) if t.id == theme_id else t for t in codebook)
    cause = f"define: {theme_id}"
    return edits.Edit(Codebook(codebook.version + 1, themes, cause, "draft"), cause)


def _split(
    codebook: Codebook,
    theme_id: str,
    parts: Sequence[tuple[str, str]],
    texts: Mapping[str, str],
    where: Mapping[str, int],
) -> edits.Edit:
    named = [(" ".join(name.split())[:MAX_NAME], words) for name, words in parts if name.strip()]
    grown, new = codebook, []
    for name, words in named:
        new_id = _free_id(grown, name)
        new.append(Theme(new_id, name, keywords=tuple(_words(words))))
        grown = dataclasses.replace(grown, themes=(*grown.themes, new[-1]))
    sent = parted(texts, named, {a: p for a, p in where.items() if 0 <= p < len(named)})
    return edits.split(codebook, theme_id, new, {answer: new[part].id for answer, part in sent.items()} if new else {})


def _words(words: str) -> list[str]:
    return [word.strip() for word in re.split(r"[,;\n]", words) if word.strip()]


def _free_id(codebook: Codebook, name: str) -> str:
    """Give an id that reads like the name and tells the version it came with, so that no earlier version used it.

    >>> _free_id(Codebook(3, ()), "Työn ilo")
    'tyon-ilo-4'
    """
    stem = re.sub(r"[^a-z0-9]+", "-", name.casefold().translate(str.maketrans("åäöé", "aaoe"))).strip("-")[:40]
    first = f"{stem or 'teema'}-{codebook.version + 1}"
    used = {theme.id for theme in codebook}
    return next(c for c in (first, *(f"{first}-{n}" for n in range(2, 1000))) if c not in used)
