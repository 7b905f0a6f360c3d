"""The line: a survey → vectors, or themes found with their report."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.assembly.kept import keep
from theme_mining.assembly.parts import clusterer, embedder, finnish_text, namer, vectors_of, word_class
from theme_mining.assembly.runs import make_run, run_json
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, one_answer_a_row, open_survey, read_words, with_languages
from theme_mining.assembly.tables import rows_of, theme_table
from theme_mining.core.codebook import Codebook
from theme_mining.core.files import replacing, replacing_folder
from theme_mining.core.sockets import Embedder
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Run, Segment
from theme_mining.flows._starts import StartWords, start_texts
from theme_mining.flows.by_question import discover_questions
from theme_mining.flows.discover import DiscoverOptions, Discovery

__all__ = ["Found", "discover_survey", "embed_file"]


@dataclass(frozen=True, slots=True)
class Found:
    """Themes found in a survey.

    `assignments` has one row a row of the survey, in its order: ``id``, ``theme`` (the one that fits best),
    ``themes`` (``;``-joined, best first), ``score`` (0–1), ``run``; empty when none. With several questions a
    row's themes are those of all its answers, and ``themes: QUESTION`` tells them apart.
    """

    codebook: Codebook
    assignments: pd.DataFrame = field(repr=False)
    discovery: Discovery = field(repr=False)
    run: Run = field(repr=False)
    table: ThemeTable = field(repr=False)
    segments: list[Segment] = field(default_factory=list, repr=False)

    def report(self, path: Path | str) -> None:
        """Write a report; the suffix tells its kind. Raises StoreError when it cannot be written."""
        from theme_mining.reports import report_for

        report_for(Path(path)).write(self.table, Path(path))

    def save(self, folder: Path | str) -> None:
        """Write assignments.csv, codebook.json, figures.csv, run.json and report.html: all or none.

        Beside them answers.parquet (masked), segments.parquet and discovery.json: what `codebook` needs to edit.
        """
        with replacing_folder(Path(folder)) as beside:
            self.write_tables(beside)
            self.report(beside / "report.html")

    def write_tables(self, folder: Path) -> None:
        """Write the tables, codebook.json and run.json into a folder that is there."""
        from theme_mining.reports import write_frame

        write_frame(self.assignments, folder / "assignments.csv")
        write_frame(self.discovery.figures, folder / "figures.csv")
        (folder / "codebook.json").write_text(self.codebook.to_json(), encoding="utf-8")
        (folder / "run.json").write_text(run_json(self.run), encoding="utf-8")
        keep(folder, self.table, self.discovery, self.segments, self.assignments["id"])


def embed_file(source: Path, output: Path, settings: Settings) -> tuple[npt.NDArray[np.float32], Run, list[str]]:
    """Embed a survey file, a row's answers as one text, and write the array; give it with its run and notes."""
    survey = open_survey(source, settings)
    segments = read_words(one_answer_a_row(survey), settings)
    maker = embedder(settings).fit(segments)
    rows = maker.transform(segments)
    run = run_of("embed", survey, settings, embedder=maker.fingerprint_)
    with replacing(output) as beside, beside.open("wb") as stream:
        np.save(stream, rows)
    return rows, run, [*survey.table.notes, *survey.columns.notes]


def discover_survey(survey: Survey, settings: Settings, start: Codebook | None = None) -> Found:
    """Find the themes of a survey. Raises InputError when there is too little to find any in."""
    segments = read_words(survey, settings, split=True)
    survey = with_languages(survey, segments)
    maker = embedder(settings).fit(segments)
    run = run_of("discover", survey, settings, embedder=maker.fingerprint_)
    options = DiscoverOptions(
        question_lemmas=_question_lemmas(survey, settings),
        stop_words=_stop_words(settings),
        start=start,
        said=_said(start, maker, settings) if start else None,
        run=run.id,
        word_class=word_class(settings),
        namer=namer(settings),
    )
    asked = {a.id: a.question for a in survey.answers}
    discovery = discover_questions(segments, vectors_of(segments, maker), clusterer(settings), options, asked)
    themes = theme_table(survey, discovery.answers, discovery.codebook, run, settings, discovery.map_xy)
    rows = rows_of(survey, discovery.answers, run)
    rows.insert(0, "id", survey.row_ids)
    return Found(discovery.codebook, rows, discovery, run, themes, segments)


def run_of(verb: str, survey: Survey, settings: Settings, **fingerprints: str) -> Run:
    """Give the Run of a verb on a survey."""
    parts = {"answers": survey.fingerprint, "language": finnish_text(settings).fingerprint_, **fingerprints}
    counts = {"rows": survey.n_rows, "answers": len(survey.answers)}
    return make_run(verb, settings.hash, settings.seed, parts, counts)


def _said(start: Codebook, maker: Embedder, settings: Settings) -> StartWords:
    """Read what the themes of a codebook say, as the answers are read."""
    reader = finnish_text(settings)
    terms, rows = [], []
    for texts in start_texts(start):
        segments = reader.transform(texts)
        terms.append(frozenset(term for segment in segments for term in segment.terms()))
        rows.append(maker.transform(segments).sum(axis=0))
    stacked = np.array(rows, dtype=np.float32)
    return StartWords(tuple(terms), stacked / np.maximum(np.linalg.norm(stacked, axis=1, keepdims=True), 1e-12))


def _stop_words(settings: Settings) -> tuple[str, ...]:
    """Give the analyst's stop words as written and as lemmas, so that any form of a word will do."""
    given = settings.discover.stop_words
    segments = finnish_text(settings).transform(list(given)) if given else []
    return tuple(sorted({*given, *(lemma for segment in segments for lemma in segment.lemmas)}))


def _question_lemmas(survey: Survey, settings: Settings) -> tuple[str, ...]:
    segments = finnish_text(settings).transform(list(survey.columns.text))
    return tuple(sorted({lemma for segment in segments for lemma in segment.terms()}))
