"""What was understood of a survey file, put to a person before it is used."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from theme_mining.readers._columns import Columns, choose_columns, looks
from theme_mining.readers._profile import Profile
from theme_mining.readers._test_rows import test_rows
from theme_mining.readers._words import column_words

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["Proposal", "Question", "propose"]


@dataclass(frozen=True, slots=True)
class Question:
    """One open question: its column, its words, how many answered and in how many words on average."""

    column: str
    words: str
    answered: int
    mean_words: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a reader understood, ready to be confirmed, changed or saved as a profile.

    Parameters
    ----------
    table : SourceTable
        The table as read.
    columns : Columns
        Which column holds what.
    questions : tuple of Question
        The open questions.
    left_out : tuple of (str, str)
        Columns that are used for nothing, and why.
    test_rows : tuple of int
        Rows of the file (1-based) that are trials of the form.
    """

    table: SourceTable
    columns: Columns
    questions: tuple[Question, ...]
    left_out: tuple[tuple[str, str], ...]
    test_rows: tuple[int, ...]

    def lines(self) -> list[str]:
        """Give the proposal in plain words, a line each."""
        table, columns = self.table, self.columns
        where = f', sheet "{table.sheet}"' if table.sheet else ""
        found = [f"{table.path}{where}: {len(table.frame)} rows, {table.frame.shape[1]} columns"]
        if table.layout:
            found.append(f"Survey tool: {table.layout}")
        found += [
            f"Open question {number}: {asked.words} ({asked.answered} answers, {asked.mean_words:.0f} words each)"
            for number, asked in enumerate(self.questions, 1)
        ]
        found.append(f"Id: {columns.id or 'none, rows are numbered'}")
        for title, value in (
            ("Respondent", columns.respondent),
            ("Weight", columns.weight),
            ("Background", " · ".join(columns.background)),
            ("Left out", " · ".join(f"{name} ({why})" for name, why in self.left_out)),
            ("Test rows", ", ".join(str(number) for number in self.test_rows)),
        ):
            if value:
                found.append(f"{title}: {value}")
        return found + [f"Note: {note}" for note in table.notes]

    def to_toml(self, name: str = "") -> str:
        """Give the proposal as a profile: TOML whose section `[read]` is that of a settings file."""
        profile = Profile(
            name=name or self.table.path.stem,
            columns=replace(self.columns, notes=()),
            tool=self.table.layout,
            marks=tuple(str(column) for column in self.table.frame.columns),
            drop_test_rows=bool(self.test_rows),
        )
        return profile.to_toml()


def propose(table: SourceTable, columns: Columns | None = None) -> Proposal:
    """Say what a table seems to hold; `columns` given, they are taken as they are. Raises as `choose_columns`."""
    chosen = columns or choose_columns(table)
    used = {*chosen.text, chosen.id, chosen.weight, chosen.respondent, *chosen.background}
    why = {
        "empty": "empty", "technical": "the tool's own", "contact": "personal data", "dates": "dates",
        "labels": "codes or results", "numbers": "numbers", "groups": "not named", "open": "not named",
        "other": "many different short values",
    }  # fmt: skip
    left = tuple((name, why[sight.kind]) for name, sight in looks(table).items() if name not in used)
    tests = tuple(table.row(i) for i in test_rows(table, chosen))
    return Proposal(table, chosen, tuple(_question(table, name) for name in chosen.text), left, tests)


def _question(table: SourceTable, name: str) -> Question:
    filled = [words for words in column_words(table, name) if words.strip()]
    total = sum(len(words.split()) for words in filled)
    return Question(name, table.column_labels.get(name, name), len(filled), total / max(1, len(filled)))
