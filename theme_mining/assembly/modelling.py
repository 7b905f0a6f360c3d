"""Train, load and use a model: a survey with themes → Model → themes for a new survey."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pandas as pd

from theme_mining.assembly.line import run_of
from theme_mining.assembly.parts import as_rows, body, embedder, finnish_text
from theme_mining.assembly.settings import Classify, Settings
from theme_mining.assembly.survey import Survey, read_words, survey_of_frame, with_languages
from theme_mining.assembly.tables import rows_of, theme_table
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, SettingsError, near_miss
from theme_mining.core.tables import ThemeTable
from theme_mining.core.trained import Rows, Trained
from theme_mining.core.types import Run

__all__ = ["Batch", "Model", "groups_of", "labels_of", "load_model", "made_classifier", "model_of_codebook"]


@dataclass(frozen=True, slots=True)
class Batch:
    """A classified survey: `frame` is the input with the contract's columns added, its answers masked."""

    frame: pd.DataFrame = field(repr=False)
    table: ThemeTable = field(repr=False)
    run: Run = field(repr=False)
    shares: pd.DataFrame = field(repr=False)
    drift: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Model:
    """A trained model, with the settings it works under."""

    trained: Trained = field(repr=False)
    settings: Settings = field(repr=False)

    def save(self, folder: Path | str) -> None:
        """Write the model folder. Raises StoreError when it cannot be written."""
        from theme_mining.storage.models import save

        save(self.trained, Path(folder))

    def classify(self, frame: pd.DataFrame, text: str | Sequence[str] = ()) -> pd.DataFrame:
        """Give the frame with ``theme``, ``themes``, ``confidence``, ``review``, ``evidence`` and ``run`` added.

        Rows keep their order and count; the text columns come back masked.
        """
        read = self.settings.read.model_copy(update={"text": (text,) if isinstance(text, str) else tuple(text)})
        settings = self.settings.model_copy(update={"read": read})
        return self.batch(survey_of_frame(frame, settings), settings).frame

    def batch(
        self, survey: Survey, settings: Settings | None = None, coverage: float | None = None, coded: str = ""
    ) -> Batch:
        """Classify a survey.

        Parameters
        ----------
        survey : Survey
        settings : Settings, optional
            Those of the model when left out.
        coverage : float, optional
            Adds sets of themes that hold all the right ones this often.
        coded : str
            Column with the themes a person gave a random sample of the rows, empty elsewhere: shares are then
            corrected by prediction-powered inference. One question only.

        Raises
        ------
        ModelError
            When the model was made by another embedder or language backend.
        """
        from theme_mining.flows.classify import classify, drift, shares

        settings = settings or self.settings
        rows = rows_for(survey, settings)
        survey = with_languages(survey, list(rows.segments))
        classified = classify(self.trained, rows, embed=embed_texts(settings), coverage=coverage)
        doubtful = classified.frame["confidence"] < settings.classify.abstain_below
        classified.frame["review"] = classified.frame["review"] | doubtful
        run = run_of("classify", survey, settings, embedder=rows.vectors.fingerprint, model=self.fingerprint)
        added = rows_of(survey, classified.frame, run, score="confidence")
        frame = survey.table.frame.copy()
        for q, column in enumerate(survey.columns.text):
            frame[column] = [a.text for a in survey.answers[q :: survey.n_questions]]
        frame = frame.drop(columns=[name for name in added if name in frame])
        frame = pd.concat([frame, added.set_axis(frame.index)], axis=1)
        told = shares(self.trained, classified, self._coded(survey, coded) if coded else None)
        table = theme_table(survey, classified.frame, self.trained.codebook, run, settings)
        found = drift(self.trained, rows, classified)
        return Batch(frame, replace(table, corrected=told), run, told, tuple(found))

    def _coded(self, survey: Survey, column: str) -> dict[int, tuple[str, ...]]:
        if survey.n_questions > 1:
            raise SettingsError(
                "--coded goes with one question", f"{survey.n_questions} text columns found", "name one with --text"
            )
        themes = labels_of(survey, column, self.trained.codebook)
        return {row: given for row, given in enumerate(themes) if given}

    @property
    def fingerprint(self) -> str:
        """Fingerprint of what the model learnt from, its codebook and its seed."""
        from theme_mining.core.identity import fingerprint

        return fingerprint(dict(self.trained.fingerprints), self.trained.codebook.fingerprint, self.trained.seed)


def rows_for(survey: Survey, settings: Settings) -> Rows:
    """Give the answers of a survey as rows for a classifier: one segment and one vector each."""
    segments = read_words(survey, settings)
    return as_rows(segments, embedder(settings).fit(segments), settings)


def embed_texts(settings: Settings) -> Callable[[Sequence[str]], Rows]:
    """Give the function that turns plain strings, such as a codebook's words, into rows."""

    def embed(texts: Sequence[str]) -> Rows:
        segments = finnish_text(settings).transform(list(texts))
        return as_rows(segments, embedder(settings), settings)

    return embed


NO_THEME = frozenset({"ei teemaa", "inget tema", "no theme"})
"""What a coder writes where an answer was read and no theme fits."""


def labels_of(survey: Survey, column: str, codebook: Codebook | None = None) -> tuple[tuple[str, ...], ...]:
    """Give the themes of each row from a column: one theme, or several separated by ``;``; names become ids.

    "Ei teemaa" (`NO_THEME`) is read, and no theme fits: it gives none, as an empty cell does. Where there is no such
    column but numbered ones, as in the report's workbook (``Teema 1``, ``Teema 2``), a row has the themes of all.

    Raises
    ------
    InputError
        No such column, or a label the codebook does not have (row and near miss named).
    """
    frame = survey.table.frame
    columns = [column] if column in frame else _numbered(frame, column)
    if not columns:
        raise InputError(
            f'{survey.table.path} has no column "{column}"', near_miss(column, frame.columns), "check --labels"
        )
    ids = {theme.id: theme.id for theme in codebook} | {t.name.casefold(): t.id for t in codebook} if codebook else {}
    found = []
    for row, cells in enumerate(zip(*(frame[name].astype(object) for name in columns), strict=True)):
        labels = [part.strip() for cell in cells for part in _text(cell).split(";") if part.strip()]
        labels = [label for label in labels if label.casefold() not in NO_THEME or label in ids]
        if codebook:
            unknown = next((label for label in labels if label not in ids and label.casefold() not in ids), None)
            if unknown is not None:
                raise InputError(
                    f'{survey.table.path}, row {survey.table.row(row)}: the codebook has no theme "{unknown}"',
                    near_miss(unknown, [t.id for t in codebook]),
                    "mend the label or add the theme to the codebook",
                )
            labels = [ids.get(label) or ids[label.casefold()] for label in labels]
        found.append(tuple(dict.fromkeys(labels)))
    return tuple(found)


def _numbered(frame: pd.DataFrame, column: str) -> list[str]:
    numbered = re.compile(rf"{re.escape(column)} \d+", re.IGNORECASE)
    return [str(name) for name in frame.columns if numbered.fullmatch(str(name))]


def groups_of(survey: Survey, column: str) -> tuple[str, ...]:
    """Give the respondent of each row. Raises InputError when there is no such column."""
    if column not in survey.table.frame:
        raise InputError(
            f'{survey.table.path} has no column "{column}"',
            near_miss(column, survey.table.frame.columns),
            "check --group",
        )
    return tuple(_text(cell) for cell in survey.table.frame[column].astype(object))


def made_classifier(settings: Settings, instead: str = "linear") -> Any:
    """Give the unfitted classifier of the settings; `instead` where they name none but the default."""
    from theme_mining.classifiers import make

    name = settings.classify.use
    made = make(instead if name == Classify().use else name, seed=settings.seed)
    return made.set_params(body=body(settings)) if "body" in made.get_params() else made


def model_of_codebook(codebook: Codebook, settings: Settings) -> Model:
    """Give a model that knows nothing but a codebook: names, definitions, keywords, examples."""
    from theme_mining.flows.train import from_codebook

    return Model(
        from_codebook(codebook, made_classifier(settings), embed_texts(settings), seed=settings.seed), settings
    )


def load_model(folder: Path, settings: Settings | None = None) -> Model:
    """Load a model folder. Raises ModelError when a file is missing, changed or does not fit."""
    from theme_mining.classifiers import revive
    from theme_mining.storage.models import load

    chosen = settings or Settings()

    def revived(name: str, state: dict[str, Any], arrays: dict[str, Any]) -> Any:
        made = revive(name, state, arrays)
        return made.set_params(body=body(chosen)) if "body" in made.get_params() else made

    return Model(load(Path(folder), revived), chosen)


def _text(cell: object) -> str:
    if cell is None or (isinstance(cell, float) and cell != cell):
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
