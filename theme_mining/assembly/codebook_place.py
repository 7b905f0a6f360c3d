"""A codebook where it lies: a file, or a folder of `discover`; its history beside it, and what an edit does."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from theme_mining.assembly.codebooks import read_codebook, write_codebook
from theme_mining.assembly.kept import Kept, open_kept, table_of
from theme_mining.assembly.tables import joined_rows
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, StoreError
from theme_mining.core.files import replacing, replacing_folder
from theme_mining.core.types import Assignment
from theme_mining.flows._found import figures_again
from theme_mining.flows.codebook_history import History, Step
from theme_mining.flows.review_codebook import parked, share_changes

__all__ = ["Place", "open_place", "without_parked"]


@dataclass(frozen=True, slots=True)
class Place:
    """A codebook with its history; `kept` where it lies in a folder of `discover`, and its answers with it."""

    path: Path
    history: History = field(repr=False)
    kept: Kept | None = field(default=None, repr=False)

    def effect(self, after: History) -> pd.DataFrame:
        """Give what a newer history does to shares, a row a theme whose answers change; empty for a file alone."""
        rows: list[list[Assignment]] = [[], []]
        total = 0
        if self.kept:
            first = self.kept.assignments
            rows = [h.assignments(first) for h in (self.history, after)]
            total = int(self.kept.answers["content"].sum())
        answer_of = self.kept.answer_of if self.kept else {}
        return share_changes(rows[0], rows[1], answer_of, total)

    def save(self, after: History) -> None:
        """Write the newer codebook and its history; in a folder the tables and the page too, all or none."""
        if not self.kept:
            write_codebook(after.now, self.path)
            with replacing(_history_of(self.path)) as beside:
                beside.write_text(after.to_json(), encoding="utf-8")
            return
        from theme_mining.reports import report_for, write_frame

        shown = without_parked(after.now)
        answers = self.themes(after)
        with replacing_folder(self.path) as beside:
            (beside / "codebook.json").write_text(after.now.to_json(), encoding="utf-8")
            (beside / "codebook.history.json").write_text(after.to_json(), encoding="utf-8")
            rows = joined_rows(self.kept.about["questions"], answers, self.kept.run.id)
            q = len(self.kept.about["questions"])
            rows.insert(0, "id", self.kept.answers["row"].to_numpy()[::q])
            write_frame(rows, beside / "assignments.csv")
            held = [tuple(cell.split(";")) if cell else () for cell in answers["themes"]]
            total = int(self.kept.answers["content"].sum())
            write_frame(figures_again(self.kept.figures, shown, held, total), beside / "figures.csv")
            table = table_of(
                self.kept, self.kept.answers.assign(themes=pd.Series(held), confidence=answers["score"]), shown
            )
            report_for(beside / "report.html").write(table, beside / "report.html")

    def themes(self, history: History) -> pd.DataFrame:
        """Give the answers' themes under the newest version of a history: ``theme``, ``themes``, ``score``."""
        if not self.kept:
            raise InputError(f"{self.path} is a codebook without answers", do="name the folder that discover wrote")
        answer_of = self.kept.answer_of
        found: dict[str, dict[str, float]] = {name: {} for name in self.kept.answers["id"]}
        for row in history.assignments(self.kept.assignments):
            mine = found[answer_of[row.segment_id]]
            mine[row.theme_id] = max(mine.get(row.theme_id, 0.0), row.score)
        return pd.DataFrame(
            {
                "theme": [next(iter(held), "") for held in found.values()],
                "themes": [";".join(held) for held in found.values()],
                "score": [next(iter(held.values()), 0.0) for held in found.values()],
            },
            index=np.arange(len(found)),
        )


def open_place(path: Path) -> Place:
    """Open a codebook file or a folder of `discover`; a codebook edited by hand since becomes a version of its own.

    Raises
    ------
    InputError
        Neither of them, or a history that cannot be read.
    """
    kept = open_kept(path) if path.is_dir() else None
    codebook = read_codebook(path)
    beside = path / "codebook.history.json" if kept else _history_of(path)
    if not beside.exists():
        return Place(path, History((codebook,)), kept)
    try:
        history = History.from_json(beside.read_text(encoding="utf-8"), str(beside))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"The history {beside} cannot be read", type(error).__name__) from None
    if codebook.themes != history.now.themes and not _same_written(codebook, history.now, path):
        by_hand = dataclasses.replace(codebook, version=history.now.version + 1, origin="edited by hand")
        history = History((*history.versions, by_hand), (*history.steps, Step(len(history.versions) - 1)))
    return Place(path, history, kept)


def _same_written(codebook: Codebook, newest: Codebook, path: Path) -> bool:
    """Whether a file that does not hold everything (.qdc: no ids, no examples) holds what the newest version has."""
    return path.suffix.lower() == ".qdc" and [t.name for t in codebook] == [t.name for t in newest]


def without_parked(codebook: Codebook) -> Codebook:
    """Give the codebook without the themes that are set aside."""
    aside = parked(codebook)
    return dataclasses.replace(codebook, themes=tuple(t for t in codebook if t.id not in aside))


def _history_of(path: Path) -> Path:
    if path.suffix.lower() not in (".json", ".toml", ".xlsx", ".csv", ".tsv", ".qdc"):
        raise StoreError(f"{path} cannot be edited in place", "convert it to .json, .toml, .xlsx or .csv first")
    return path.with_name(f"{path.stem}.history.json")
