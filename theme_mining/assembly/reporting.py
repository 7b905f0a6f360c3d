"""A file whose answers have themes already → the table a report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from theme_mining.assembly.asked import Asked, recipe
from theme_mining.assembly.codebooks import read_codebook
from theme_mining.assembly.line import run_of
from theme_mining.assembly.modelling import labels_of
from theme_mining.assembly.parts import word_class
from theme_mining.assembly.population import JOINT, Register, read_register
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, read_words, survey_of_table, understand, with_languages
from theme_mining.assembly.tables import theme_table
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError, SettingsError, near_miss
from theme_mining.core.identity import fingerprint
from theme_mining.core.tables import SourceTable, ThemeTable
from theme_mining.core.types import Answer, Segment
from theme_mining.readers import Columns, read_table

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
_THEME_COLUMNS = ("themes", "teemat", "theme", "teema")
_MOST_EXPANDED = 2_000_000
_TELLING = ("N", "A", "V", "NAME")
_LIGHT = frozenset(  # words of a telling class that tell nothing of what is talked about
    ("olla", "voida", "pitää", "saada", "tulla", "tehdä", "haluta", "täytyä", "pystyä", "minä", "sinä", "hän", "tämä",
     "joku", "jokin", "kaikki", "muu", "semmoinen", "sellainen", "tällainen", "joka", "mikä", "itse")
)  # fmt: skip


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
        book = _shared_codebook([survey, *earlier], asked)
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


def survey_to_report(source: Path, settings: Settings, asked: Asked) -> Survey:
    """Read a file to report: rows that stand for several respondents are repeated, and no text is needed."""
    table = read_table(source)
    for name in (*asked.closed, asked.wave, asked.counts, asked.voice):
        if name and name not in table.frame:
            raise InputError(
                f'{source} has no column "{name}"', near_miss(name, table.frame.columns), "check the column's name"
            )
    if asked.counts:
        table = _expanded(table, asked.counts)
    taken = {asked.wave, *asked.closed} if asked.closed or asked.wave or asked.counts else set()
    if asked.closed or asked.counts:
        taken |= set(_theme_columns(table, asked))
    looked = replace(table, frame=table.frame.drop(columns=[c for c in taken if c and c in table.frame]))
    try:
        _, columns = understand(looked if not settings.read.profile else table, settings)
    except InputError:
        if settings.read.text or settings.read.profile or not (asked.closed or _theme_columns(table, asked)):
            raise
        return _without_text(table, settings, asked)
    return survey_of_table(table, columns, settings)


def classified_table(
    survey: Survey,
    settings: Settings,
    labels: str = "",
    codebook: Codebook | None = None,
    asked: Asked | None = None,
) -> ThemeTable:
    """Give what a report shows of a classified or hand-coded survey.

    Parameters
    ----------
    labels : str
        Column of themes, ``;`` between several; found by its name when empty (themes, teemat, theme, teema).
        With several questions each may have its own ``themes: QUESTION``, as `classify` writes them.
    codebook : Codebook or None
        Gives names and definitions; otherwise the labels themselves are the themes.
    asked : Asked or None
        With closed questions no column of themes is needed.

    Raises
    ------
    InputError
        No column of themes, or a theme that is not in the codebook.
    """
    themes, column = _themes(survey, labels, codebook, bool(asked and asked.closed))
    segments = read_words(survey, settings)
    survey = with_languages(survey, segments)
    book = codebook or Codebook(1, tuple(Theme(t, t) for t in sorted({t for row in themes for t in row})), column)
    answers = pd.DataFrame(
        {
            "themes": [";".join(row) for row in themes],
            "confidence": _numbers(survey, "confidence"),
            "review": [str(cell).casefold() in ("true", "1") for cell in _cells(survey, "review")],
            "evidence": [str(cell) for cell in _cells(survey, "evidence")],
        }
    )
    parts = {"codebook": book.fingerprint, "themes": fingerprint([list(row) for row in themes])}
    run = run_of("report", survey, settings, **parts)
    unweighted = replace(survey, columns=replace(survey.columns, weight=""))
    table = theme_table(unweighted, answers, book, run, settings)
    weight = survey.columns.weight
    frame = table.answers.assign(lemmas=pd.Series(_lemmas(survey, segments, settings), dtype=object))
    if weight:
        frame = frame.assign(weight=_numbers(survey, weight))
    return replace(table, answers=frame, weighted=bool(weight))


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
    frame = frame.assign(**{name: _words(survey, name) for name in dict.fromkeys(wanted) if name not in frame})
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


def _shared_codebook(surveys: Sequence[Survey], asked: Asked) -> Codebook:
    """Give one codebook of all labels, so that a theme nobody named in one round stands there with none."""
    ids = sorted({t for s in surveys for row in _themes(s, asked.labels, None, bool(asked.closed))[0] for t in row})
    return Codebook(1, tuple(Theme(t, t) for t in ids), asked.labels)


def _themes(survey: Survey, labels: str, codebook: Codebook | None, closed: bool) -> tuple[list[tuple[str, ...]], str]:
    """Give the themes of each answer, and the column they stand in."""
    column = labels or next(iter(_theme_columns(survey.table, Asked())), "")
    if not column and closed:
        return [()] * len(survey.answers), ""
    if not column:
        raise InputError(
            f"{survey.table.path} has no column of themes",
            f"looked for {', '.join(_THEME_COLUMNS)}",
            "classify it first, or name the column with --labels",
        )
    per_row = labels_of(survey, column, codebook)
    per_question = [f"themes: {name}" for name in survey.columns.text]
    if survey.n_questions > 1 and all(name in survey.table.frame for name in per_question):
        each = [labels_of(survey, name, codebook) for name in per_question]
        return [each[q][row] for row in range(survey.n_rows) for q in range(survey.n_questions)], column
    return survey.per_answer(list(per_row)), column


def _theme_columns(table: SourceTable, asked: Asked) -> list[str]:
    if asked.labels:
        return [asked.labels]
    names = {str(name).strip().casefold(): str(name) for name in table.frame.columns}
    return [names[key] for key in _THEME_COLUMNS if key in names]


def _lemmas(survey: Survey, segments: Sequence[Segment], settings: Settings) -> list[tuple[str, ...]]:
    """Give each answer's lemmas in order, "" for words that tell nothing (by their class; the question's own).

    Only answers in the language that most are in: words of two languages would tell the languages apart.
    """
    kind = word_class(settings)
    told: dict[str, str] = {}
    asked = {lemma for s in _question_segments(survey, settings) for lemma in s.lemmas}
    found = {}
    spoken = Counter(s.language for s in segments if s.language in ("fi", "sv", "en")).most_common(1)
    main = {spoken[0][0], "mixed"} if spoken else set()
    for segment in segments:
        if segment.language not in main:
            continue
        for lemma in segment.lemmas:
            if lemma not in told:
                tells = len(lemma) > 2 and kind(lemma) in _TELLING and lemma not in _LIGHT | asked
                told[lemma] = lemma if tells else ""
        found[segment.answer_id] = tuple(told[lemma] for lemma in segment.lemmas)
    return [found.get(answer.id, ()) for answer in survey.answers]


def _question_segments(survey: Survey, settings: Settings) -> list[Segment]:
    from theme_mining.assembly.parts import finnish_text

    return finnish_text(settings).transform(list(survey.columns.text))


def _expanded(table: SourceTable, counts: str) -> SourceTable:
    """Give the table with each row repeated as often as its count says. Raises InputError for a count that is none."""
    numbers = pd.to_numeric(table.frame[counts], errors="coerce")
    bad = (numbers.isna() | (numbers < 0) | (numbers % 1 != 0)).to_numpy()
    if bad.any() or not 0 < numbers.sum() <= _MOST_EXPANDED:
        raise InputError(
            f'{table.path}, row {table.row(int(bad.argmax()))}: "{counts}" does not tell how many respondents',
            "a whole number of 0 or more wanted, at least 1 in all",
            "mend the counts",
        )
    times = numbers.astype(int).to_numpy()
    frame = table.frame.drop(columns=counts)
    rows = tuple(table.row(i) for i, n in enumerate(times) for _ in range(n))
    repeated = frame.loc[frame.index.repeat(times)].reset_index(drop=True)
    return replace(table, frame=repeated, row_numbers=rows)


def _without_text(table: SourceTable, settings: Settings, asked: Asked) -> Survey:
    """Give a survey of no open question: its answers are empty, its background is what was named."""
    read = settings.read
    known = [str(c) for c in table.frame.columns]
    for name in (*read.background, *filter(None, (read.id, read.weight, read.respondent))):
        if name not in known:
            raise InputError(f'{table.path} has no column "{name}"', near_miss(name, known), "check the name")
    columns = Columns(
        ("",), read.id, read.background, read.weight, read.respondent, ("no open question: only what was chosen",)
    )
    ids = [str(v) for v in table.frame[read.id]] if read.id else [str(n) for n in range(1, len(table.frame) + 1)]
    cells = {name: [_word(v) for v in table.frame[name]] for name in read.background}
    answers = [
        Answer(name, "", "", {c: values[row] for c, values in cells.items()}, language="none")
        for row, name in enumerate(ids)
    ]
    return Survey(table, columns, answers)


def _untitled(settings: Settings) -> Settings:
    return settings.model_copy(update={"report": settings.report.model_copy(update={"title": ""})})


def _words(survey: Survey, column: str) -> list[str]:
    return survey.per_answer([_word(cell) for cell in survey.table.frame[column].tolist()])


def _word(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()


def _cells(survey: Survey, column: str) -> list[object]:
    frame = survey.table.frame
    cells = frame[column].tolist() if column in frame else [""] * survey.n_rows
    return survey.per_answer(cells)


def _numbers(survey: Survey, column: str) -> list[float]:
    return [float(v) for v in pd.to_numeric(pd.Series(_cells(survey, column)), errors="coerce")]
