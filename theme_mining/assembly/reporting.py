"""A file whose answers have themes already, or a stored survey → the report of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from theme_mining.assembly.asked import Asked, recipe
from theme_mining.assembly.classified import classified_table, shared_codebook, words_of
from theme_mining.assembly.codebooks import read_codebook
from theme_mining.assembly.population import JOINT, Register, read_register
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey
from theme_mining.assembly.to_report import survey_to_report
from theme_mining.core.errors import InputError, SettingsError, near_miss
from theme_mining.core.identity import fingerprint
from theme_mining.core.tables import ThemeTable

if TYPE_CHECKING:
    from theme_mining.storage import SqlStore

__all__ = [
    "Reported",
    "classified_table",
    "report_options",
    "report_tables",
    "stored_report",
    "survey_to_report",
    "write_report",
]

_WITH_ROUNDS = (".html", ".pdf", ".pptx", ".docx", ".png", ".svg")


@dataclass(frozen=True, slots=True)
class Reported:
    """The table of a report, its earlier rounds (oldest first), and what was understood of the files."""

    table: ThemeTable = field(repr=False)
    before: tuple[ThemeTable, ...] = field(default=(), repr=False)
    notes: tuple[str, ...] = ()


def report_tables(source: Path, settings: Settings, asked: Asked) -> Reported:
    """Give what a report shows of a file: its last round and the rounds before it.

    Raises
    ------
    InputError
        A column or a file that is not there, a theme that is not in the codebook, a count that is none.
    """
    survey = survey_to_report(source, settings, asked)
    book = read_codebook(asked.codebook) if asked.codebook else None
    earlier = [survey_to_report(path, settings, replace(asked, wave="")) for path in asked.before]
    if book is None and (earlier or asked.wave):
        book = shared_codebook([survey, *earlier], asked)
    told = recipe(source, asked, settings)
    whole = _dressed(classified_table(survey, settings, asked.labels, book, asked), survey, asked, told)
    tables = _by_wave(whole, survey, asked) if asked.wave else [whole]
    before = [
        _dressed(classified_table(s, _untitled(settings), asked.labels, book, asked), s, asked, told) for s in earlier
    ]
    return Reported(tables[-1], (*before, *tables[:-1]), (*survey.table.notes, *survey.columns.notes))


def stored_report(store: SqlStore, name: str, settings: Settings, asked: Asked, suffix: str) -> Reported:
    """Give what a report shows of a stored survey: its last round, or `asked.wave`, and the rounds before it.

    A kind of report that shows no rounds (a workbook to correct, SPSS) gets all rounds as one table.

    Raises
    ------
    InputError
        A wave, or a column of a closed question or of equal voice, that the survey does not have.
    """
    from theme_mining.assembly.store import stored_table

    waves = list(store.survey(name).waves)
    chosen = [asked.wave] if asked.wave else [None]
    if suffix in _WITH_ROUNDS and len(waves) > 1:
        chosen = waves[: waves.index(asked.wave) + 1] if asked.wave in waves else [asked.wave] if asked.wave else waves
    tables = []
    for wave in chosen:
        table = stored_table(store, name, wave, settings if wave is chosen[-1] else _untitled(settings))
        for column in (*asked.closed, asked.voice):
            if column and column not in table.answers:
                known = list(table.background)
                raise InputError(f'{name} has no column "{column}"', near_miss(column, known), "check the name")
        tables.append(replace(table, closed=asked.closed, voice=asked.voice, made_on=asked.made_on))
    return Reported(tables[-1], tuple(tables[:-1]))


def write_report(
    table: ThemeTable,
    output: Path,
    settings: Settings,
    before: ThemeTable | Sequence[ThemeTable] | None = None,
    chart: str = "",
) -> None:
    """Write a report of the kind that the suffix tells.

    Parameters
    ----------
    before : ThemeTable, sequence of them, or None
        Earlier rounds, oldest first: the report then says what changed since.
    chart : str
        Which chart a picture shows; ``all`` for each in a file of its own.

    Raises
    ------
    SettingsError
        A suffix nobody writes, or an earlier round, a template or a chart given to a report that takes none.
    """
    from theme_mining.reports import report_for

    if not output.suffix:
        raise SettingsError(f"{output} has no suffix that tells the kind of report", "for example .html or .xlsx")
    try:
        report = report_for(output, **report_options(settings, before, chart))
    except TypeError:
        raise SettingsError(
            f"A report of the kind {output.suffix} takes no earlier round, template or chart",
            "earlier rounds go into .html, .pdf, .pptx, .docx, .png and .svg, a template into .pptx and .docx, "
            "a chart into .png and .svg",
            "leave it out, or choose another suffix",
        ) from None
    report.write(table, output)


def report_options(
    settings: Settings, before: ThemeTable | Sequence[ThemeTable] | None = None, chart: str = ""
) -> dict[str, Any]:
    """Give the options a report is made with."""
    options: dict[str, Any] = {"language": settings.report.language}
    if before is not None and (isinstance(before, ThemeTable) or len(before)):
        options["before"] = before
    if settings.report.template:
        options["template"] = Path(settings.report.template)
    if chart:
        options["chart"] = chart
    return options


def _dressed(table: ThemeTable, survey: Survey, asked: Asked, told: dict[str, Any]) -> ThemeTable:
    """Give the table with closed questions, equal voice, the register, the day and the recipe."""
    frame = table.answers
    wanted = [*asked.closed, *([asked.voice] if asked.voice else []), *([asked.wave] if asked.wave else [])]
    register: Register | None = None
    if asked.population:
        register = read_register(asked.population, [str(c) for c in survey.table.frame.columns], asked.wave)
        wanted += [name for margin in register.columns for name in margin]
    frame = frame.assign(**{name: words_of(survey, name) for name in dict.fromkeys(wanted) if name not in frame})
    rows = None
    run = table.run
    if register is not None:
        joint = {
            JOINT.join(m): [JOINT.join(row) for row in zip(*(frame[c] for c in m), strict=True)]
            for m in register.columns
            if len(m) > 1
        }
        frame, rows = frame.assign(**joint), register.rows
        run = replace(run, fingerprints={**run.fingerprints, "population": register.fingerprint})
    return replace(
        table, answers=frame, run=run, closed=asked.closed, voice=asked.voice, population=rows,
        made_on=asked.made_on, recipe=told,
    )  # fmt: skip


def _by_wave(table: ThemeTable, survey: Survey, asked: Asked) -> list[ThemeTable]:
    """Give a table a round, in the rounds' order; answers of no known round are left out."""
    waves = sorted({w for w in table.answers[asked.wave] if w}, key=_in_order)
    if len(waves) < 2:
        raise InputError(
            f'{survey.table.path}: the column "{asked.wave}" has {len(waves)} rounds',
            "at least two wanted",
            "choose another column with --wave, or leave it out",
        )
    found = []
    for wave in waves:
        rows = table.answers[table.answers[asked.wave] == wave].reset_index(drop=True)
        register = table.population
        if register is not None and "wave" in register:
            register = register[register["wave"] == wave].drop(columns="wave")
        counts = {"answers": len(rows)}
        run = replace(
            table.run, id=fingerprint(table.run.id, wave), counts={**table.run.counts, **counts}
        )  # fmt: skip
        found.append(replace(table, title=f"{table.title} {wave}", answers=rows, population=register, run=run))
    return found


def _in_order(wave: str) -> tuple[float, str]:
    try:
        return float(wave.replace(",", ".")), wave
    except ValueError:
        return float("inf"), wave


def _untitled(settings: Settings) -> Settings:
    return settings.model_copy(update={"report": settings.report.model_copy(update={"title": ""})})
