"""The history of a codebook: every version with its cause, and what each did to the answers. Undo is a step, too."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.types import Assignment
from theme_mining.flows.review_codebook import Edit, parked

__all__ = ["History", "Step", "differences"]


@dataclass(frozen=True, slots=True)
class Step:
    """How a version came about: from the version at place `base` by `moves` and `choose` (see `Edit`).

    `back_to` is the place of the version it brings back, where it is an undo; −1 otherwise.
    """

    base: int
    moves: Mapping[str, str] = field(default_factory=dict)
    choose: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    back_to: int = -1


@dataclass(frozen=True, slots=True)
class History:
    """All versions of a codebook, the newest last; ``steps[i]`` made ``versions[i + 1]``. Nothing is ever lost."""

    versions: tuple[Codebook, ...]
    steps: tuple[Step, ...] = ()

    @property
    def now(self) -> Codebook:
        """The newest version."""
        return self.versions[-1]

    def at(self, version: int) -> int:
        """Give the place of a version by its number. Raises InputError where there is none."""
        for place, codebook in enumerate(self.versions):
            if codebook.version == version:
                return place
        numbers = f"{self.versions[0].version}–{self.now.version}"
        raise InputError(f"The codebook has no version {version}", f"there are {numbers}")

    def take(self, edit: Edit) -> History:
        """Give the history with an edit taken. Raises InputError when it was made on an older version."""
        if edit.codebook.version != self.now.version + 1:
            raise InputError(
                f"This edit makes version {edit.codebook.version}, but the codebook is at {self.now.version}",
                "the codebook has changed since",
                "make the edit again on the newest version",
            )
        self._no_id_again(edit)
        step = Step(len(self.versions) - 1, dict(edit.moves), {k: dict(v) for k, v in edit.choose.items()})
        return History((*self.versions, edit.codebook), (*self.steps, step))

    def undo(self, version: int | None = None) -> History:
        """Give the history with the last edit undone, or an earlier version brought back, as a new version.

        Undoing again steps further back. Raises InputError at the first version.
        """
        real = self._real(len(self.versions) - 1)
        if version is None and not real:
            raise InputError("There is nothing to undo", "this is the first version of the codebook")
        target = self.steps[real - 1].base if version is None else self._real(self.at(version))
        cause = f"undo: {self.versions[real].origin}" if version is None else f"undo: back to version {version}"
        back = dataclasses.replace(self.versions[target], version=self.now.version + 1, origin=cause)
        return History((*self.versions, back), (*self.steps, Step(len(self.versions) - 1, back_to=target)))

    def assignments(self, first: Sequence[Assignment], place: int = -1) -> list[Assignment]:
        """Give the assignments under a version, from those of the first; parked themes carry none."""
        found = list(first)
        for version in self._trail(place):
            step = self.steps[version - 1]
            # What a theme loses it has lost only while parked: the next version may open it again.
            moves = {old: new for old, new in step.moves.items() if new}
            found = Edit(self.versions[version], "", moves, step.choose).apply(found)
        aside = parked(self.versions[place])
        return [row for row in found if row.theme_id not in aside]

    def to_json(self) -> str:
        """Give the history as JSON text."""
        steps = [None, *(dataclasses.asdict(step) for step in self.steps)]
        rows = [
            {"codebook": dataclasses.asdict(book), "step": step}
            for book, step in zip(self.versions, steps, strict=True)
        ]
        return json.dumps({"versions": rows}, ensure_ascii=False, indent=1) + "\n"

    @classmethod
    def from_json(cls, text: str, where: str = "the history") -> History:
        """Read a history. Raises InputError when it is none."""
        try:
            rows: list[dict[str, Any]] = json.loads(text)["versions"]
            versions = tuple(Codebook.from_mapping(row["codebook"], where) for row in rows)
            steps = tuple(Step(**row["step"]) for row in rows[1:])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(
                f"{where} is no history of a codebook", do="put the file back as it was, or remove it"
            ) from None
        if not versions or any(not 0 <= step.base <= n or step.back_to > n for n, step in enumerate(steps)):
            raise InputError(f"{where} is no history of a codebook", "its versions do not follow from one another")
        return cls(versions, steps)

    def leaf_of(self) -> dict[str, int]:
        """Give for each theme of the newest version which theme of the first it is, or came from, by number."""
        groups = {theme.parent for theme in self.versions[0]}
        found = {t.id: n for n, t in enumerate(t for t in self.versions[0] if t.id not in groups)}
        for version in self._trail(-1):
            step = self.steps[version - 1]
            parts = [(part, old) for old, where in step.choose.items() for part in where.values()]
            for new, old in [*((new, old) for old, new in step.moves.items()), *parts]:
                if old in found:
                    found.setdefault(new, found[old])
        return found

    def _trail(self, place: int) -> list[int]:
        """Give the places of the versions whose edits lead from the first to this one."""
        at, trail = self._real(place % len(self.versions)), []
        while at:
            trail.append(at)
            at = self._real(self.steps[at - 1].base)
        return trail[::-1]

    def _real(self, place: int) -> int:
        while place and self.steps[place - 1].back_to >= 0:
            place = self.steps[place - 1].back_to
        return place

    def _no_id_again(self, edit: Edit) -> None:
        used = {theme.id for book in self.versions for theme in book}
        now = {theme.id for theme in self.now}
        for theme in edit.codebook:
            if theme.id in used - now and not theme.id.startswith("ryhma-"):
                raise InputError(
                    f'The id "{theme.id}" belonged to a theme that is gone',
                    "an id is never used again",
                    "choose another",
                )


def differences(before: Codebook, after: Codebook) -> list[tuple[str, str, str, str]]:
    """Give what differs between two codebooks: (theme id, what, before, after), in the order of the themes.

    `what` is "added", "gone", or the field that changed: name, description, keywords, examples, parent, includes,
    excludes.
    """
    old, new = {t.id: t for t in before}, {t.id: t for t in after}
    rows = [(t.id, "gone", t.name, "") for t in before if t.id not in new]
    for theme in after:
        if theme.id not in old:
            rows.append((theme.id, "added", "", theme.name))
            continue
        for field_ in dataclasses.fields(theme):
            a, b = getattr(old[theme.id], field_.name), getattr(theme, field_.name)
            if a != b:
                rows.append((theme.id, field_.name, _plain(a), _plain(b)))
    return rows


def _plain(value: str | tuple[str, ...]) -> str:
    return "; ".join(value) if isinstance(value, tuple) else value
