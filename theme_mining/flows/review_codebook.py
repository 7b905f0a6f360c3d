"""Review a codebook: merge, split, rename, move, park, regroup, each a new version; what it does to shares."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment
from theme_mining.measure.intervals import wilson

__all__ = [
    "PARKED",
    "Edit",
    "accept",
    "effect",
    "merge",
    "move",
    "park",
    "parked",
    "regroup",
    "rename",
    "share_changes",
    "split",
]

PARKED = "pysakoidyt"  # the group that parked themes lie under: kept, shown to nobody, and open again any day
GROUP = "ryhma-"  # how the id of a group begins that was made for its themes


@dataclass(frozen=True, slots=True)
class Edit:
    """A new codebook version, and where the answers of each changed theme go.

    `moves` gives for an old theme id the new one, or "" when its answers lose it; `choose` splits a theme by segment:
    segment id → new theme id. Themes in neither keep their answers.
    """

    codebook: Codebook
    cause: str
    moves: Mapping[str, str] = field(default_factory=dict)
    choose: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)

    def apply(self, assignments: Iterable[Assignment]) -> list[Assignment]:
        """Give the assignments under the new codebook; two that become the same are one, of the higher score."""
        kept: dict[tuple[str, str], Assignment] = {}
        for old in assignments:
            theme = self.choose.get(old.theme_id, {}).get(old.segment_id, self.moves.get(old.theme_id, old.theme_id))
            if not theme:
                continue
            key = (old.segment_id, theme)
            if key not in kept or kept[key].score < old.score:
                kept[key] = dataclasses.replace(old, theme_id=theme)
        return list(kept.values())


def merge(codebook: Codebook, theme_ids: Sequence[str], name: str = "", cause: str = "") -> Edit:
    """Join themes into the first of them, which keeps its id; keywords and examples of all are kept.

    Raises
    ------
    InputError
        Fewer than two themes, an unknown one (near miss named), or a theme merged into its own group.
    """
    ids = list(dict.fromkeys(theme_ids))
    if len(ids) < 2:
        raise InputError("Merging takes two themes or more", f"{len(ids)} given")
    first, *others = (codebook.theme(theme_id) for theme_id in ids)
    for other in others:
        if first.parent == other.id or other.parent == first.id:
            raise InputError(f'"{first.id}" and "{other.id}" are theme and group', do="move the theme out first")
    joined = dataclasses.replace(
        first,
        name=name or first.name,
        keywords=_united(t.keywords for t in (first, *others)),
        examples=_united(t.examples for t in (first, *others)),
        includes=" ".join(filter(None, (t.includes for t in (first, *others)))),
    )
    gone = {other.id for other in others}
    themes = [
        joined if t.id == first.id else dataclasses.replace(t, parent=first.id) if t.parent in gone else t
        for t in codebook
        if t.id not in gone
    ]
    return _edit(codebook, themes, cause or f"merge: {', '.join(ids)}", dict.fromkeys(gone, first.id))


def split(codebook: Codebook, theme_id: str, parts: Sequence[Theme], where: Mapping[str, str], cause: str = "") -> Edit:
    """Split a theme into new ones under its own parent; `where` gives the new theme of each of its segments.

    A segment that `where` does not name goes to the first part. The old id is not used again.

    Raises
    ------
    InputError
        Fewer than two parts, an id that is or was in use, or a segment sent elsewhere.
    """
    old = codebook.theme(theme_id)
    if len(parts) < 2:
        raise InputError(f'Splitting "{theme_id}" takes two parts or more', f"{len(parts)} given")
    new = {part.id for part in parts}
    for stray in sorted(set(where.values()) - new):
        raise InputError(f'A segment of "{theme_id}" is sent to "{stray}"', "that is none of the parts")
    placed = [dataclasses.replace(part, parent=old.parent) for part in parts]
    themes = [t for theme in codebook for t in (placed if theme.id == theme_id else [theme])]
    themes = [dataclasses.replace(t, parent="") if t.parent == theme_id else t for t in themes]
    edit = _edit(codebook, themes, cause or f"split: {theme_id}", {theme_id: parts[0].id})
    return dataclasses.replace(edit, choose={theme_id: dict(where)})


def rename(codebook: Codebook, theme_id: str, name: str, cause: str = "") -> Edit:
    """Give a theme another name; its id and answers stay. Raises InputError on an empty name."""
    if not name.strip():
        raise InputError(f'The new name of "{theme_id}" is empty', "a name is wanted")
    return _changed(codebook, theme_id, cause or f"rename: {theme_id}", lambda t: dataclasses.replace(t, name=name))


def move(codebook: Codebook, theme_id: str, parent: str, cause: str = "") -> Edit:
    """Put a theme under another group (an id), or at the top (empty). Raises InputError on a circle."""
    if parent:
        codebook.theme(parent)
    return _changed(codebook, theme_id, cause or f"move: {theme_id}", lambda t: dataclasses.replace(t, parent=parent))


def park(codebook: Codebook, theme_id: str, cause: str = "") -> Edit:
    """Set a theme aside: it stays in the codebook, under its own group, and no answer carries it."""
    codebook.theme(theme_id)
    themes = [dataclasses.replace(t, parent=PARKED) if t.id == theme_id else t for t in codebook]
    if all(t.id != PARKED for t in themes):
        themes.append(Theme(PARKED, "Pysäköidyt teemat", "Syrjään pannut teemat: säilyvät, mutta niitä ei anneta."))
    return _edit(codebook, themes, cause or f"park: {theme_id}", {theme_id: ""})


def parked(codebook: Codebook) -> set[str]:
    """Give the ids of the themes that are set aside, the group itself included."""
    under: dict[str, list[str]] = {}
    for theme in codebook:
        under.setdefault(theme.parent, []).append(theme.id)
    found, open_ = set(), [PARKED]
    while open_:
        theme_id = open_.pop()
        found.add(theme_id)
        open_ += under.get(theme_id, [])
    return found


def regroup(
    codebook: Codebook,
    merges: npt.NDArray[np.float64],
    n_groups: int,
    cause: str = "",
    leaf_of: Mapping[str, int] | None = None,
) -> Edit:
    """Cut theme groups elsewhere without finding themes again; `merges` is `Discovery.merges`.

    Parameters
    ----------
    leaf_of : mapping or None
        The leaf of the tree that a theme is, or came from by edits; themes it does not name, and parked ones, stay
        where they are. None: the themes are the leaves, in their order.

    Raises
    ------
    InputError
        The tree belongs to another number of themes.
    """
    groups = {t.parent for t in codebook if t.parent}
    leaves = [t for t in codebook if t.id not in groups]
    if leaf_of is None:
        if len(merges) + 1 != len(leaves):
            raise InputError(
                f"The tree of themes has {len(merges) + 1} themes, the codebook {len(leaves)}",
                "the codebook was edited after the themes were found",
                "regroup before other edits, or move themes by hand",
            )
        leaf_of = {theme.id: n for n, theme in enumerate(leaves)}
    aside = parked(codebook)
    label = _cut(merges, max(1, min(n_groups, len(merges) + 1)))
    members: dict[int, list[Theme]] = {}
    for theme in leaves:
        if theme.id in leaf_of and theme.id not in aside:
            members.setdefault(int(label[leaf_of[theme.id]]), []).append(theme)
    several = {g: held for g, held in members.items() if len(held) > 1 and len(members) > 1}
    parents = {t.id: f"{GROUP}{held[0].id}" for held in several.values() for t in held}
    moved = {t.id for held in members.values() for t in held}
    placed = [dataclasses.replace(t, parent=parents.get(t.id, "")) if t.id in moved else t for t in codebook]
    kept = {t.parent for t in placed}
    heads = [
        Theme(f"{GROUP}{held[0].id}", f"{held[0].name} ym.", "; ".join(theme.name for theme in held))
        for held in several.values()
    ]
    stay = [t for t in placed if t.id not in groups or t.id in kept]
    return _edit(
        codebook, [*(t for t in stay if t.id not in set(parents.values())), *heads], cause or f"regroup: {n_groups}", {}
    )


def accept(codebook: Codebook, cause: str = "accepted") -> Edit:
    """Accept a draft: the version that answers are classified on."""
    edit = _edit(codebook, list(codebook), cause, {})
    return dataclasses.replace(edit, codebook=dataclasses.replace(edit.codebook, state="accepted"))


def effect(edit: Edit, assignments: Sequence[Assignment], answer_of: Mapping[str, str], n_answers: int) -> pd.DataFrame:
    """Show what an edit does to shares before it is taken; see `share_changes`."""
    return share_changes(list(assignments), edit.apply(assignments), answer_of, n_answers)


def share_changes(
    before: Sequence[Assignment], after: Sequence[Assignment], answer_of: Mapping[str, str], n_answers: int
) -> pd.DataFrame:
    """Compare two sets of assignments: one row a theme whose answers change.

    Columns ``theme``, ``before``, ``after`` (answers), ``share_before``, ``share_after`` (of `n_answers`), ``low``,
    ``high`` (95 % interval after, Wilson). `answer_of` gives the answer of a segment.
    """
    held = [_answers(rows, answer_of) for rows in (before, after)]
    changed = sorted(t for t in held[0].keys() | held[1].keys() if held[0].get(t, set()) != held[1].get(t, set()))
    sizes = np.array([[len(h.get(t, ())) for h in held] for t in changed], dtype=np.float64).reshape(-1, 2)
    total = float(max(n_answers, 1))
    low, high = wilson(sizes[:, 1] / total, np.full(len(changed), total))
    return pd.DataFrame(
        {
            "theme": changed,
            "before": sizes[:, 0].astype(int),
            "after": sizes[:, 1].astype(int),
            "share_before": sizes[:, 0] / total,
            "share_after": sizes[:, 1] / total,
            "low": low,
            "high": high,
        }
    )


def _answers(assignments: Iterable[Assignment], answer_of: Mapping[str, str]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in assignments:
        found.setdefault(row.theme_id, set()).add(answer_of[row.segment_id])
    return found


def _cut(merges: npt.NDArray[np.float64], n_groups: int) -> npt.NDArray[np.int64]:
    from scipy.cluster import hierarchy

    if not len(merges):
        return np.zeros(1, dtype=np.int64)
    raw = hierarchy.fcluster(merges, n_groups, "maxclust")
    seen: dict[int, int] = {}
    return np.array([seen.setdefault(int(g), len(seen)) for g in raw], dtype=np.int64)


def _changed(codebook: Codebook, theme_id: str, cause: str, change: Callable[[Theme], Theme]) -> Edit:
    codebook.theme(theme_id)
    return _edit(codebook, [change(t) if t.id == theme_id else t for t in codebook], cause, {})


def _edit(codebook: Codebook, themes: Sequence[Theme], cause: str, moves: Mapping[str, str]) -> Edit:
    # A group made for its themes goes when the last of them has left.
    had, has = ({t.parent for t in held} for held in (codebook, themes))
    themes = [t for t in themes if t.id not in had - has or not t.id.startswith((GROUP, PARKED))]
    return Edit(Codebook(codebook.version + 1, tuple(themes), cause, "draft"), cause, moves)


def _united(lists: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for items in lists for item in items))
