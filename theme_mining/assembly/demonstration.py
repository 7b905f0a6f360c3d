"""The whole line on the bundled survey: what `theme-mining demo` runs.

The 2022 round is discovered as if nobody had read it; then a model trained on the hand-coded 2018 round and the
codebook classifies it, and because 2022 was coded by hand too, the demo can say how often the model was right.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from theme_mining.assembly.line import Found, discover_survey
from theme_mining.assembly.modelling import Batch
from theme_mining.assembly.runs import run_json
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import survey_of_frame
from theme_mining.assembly.teaching import coded, teach
from theme_mining.core.codebook import Codebook
from theme_mining.core.files import replacing_folder
from theme_mining.core.shipped import shipped

__all__ = ["Demonstration", "demonstrate"]

_BACKGROUND = ("järjestötyyppi", "alue", "koko")


@dataclass(frozen=True, slots=True)
class Demonstration:
    """What the demo gives: the shares table, the themes found, and how often the first theme was right."""

    shares: pd.DataFrame
    found: Found = field(repr=False)
    batch: Batch = field(repr=False)
    codebook: Codebook = field(repr=False)
    right: float
    n_checked: int


def demonstrate(
    output: Path, settings: Settings, stage: Callable[[str], AbstractContextManager[None]]
) -> Demonstration:
    """Run the line and write discover/, model/, classified.xlsx and report.html under `output`."""
    folder = shipped("corpora/jarjestokysely")
    corpus = pd.read_csv(folder / "koodattu.csv", keep_default_na=False)
    codebook = Codebook.read(folder / "codebook.json")
    settings = _columns(settings)
    before, after = (corpus[corpus["vuosi"] == year].reset_index(drop=True) for year in (2018, 2022))
    with stage("Reading and masking the 2022 round"):
        survey = survey_of_frame(after.drop(columns=["teemat", "toinen_koodaaja"]), settings)
    with stage("Finding themes, as if nobody had read the answers"):
        found = discover_survey(survey, settings)
        with replacing_folder(output / "discover") as beside:
            found.write_tables(beside)
    with stage("Training on the coded 2018 round and the codebook"):
        past = survey_of_frame(before, settings)
        model = teach([coded(past, "teemat", "organisaatio", codebook)], settings, codebook)
        model.save(output / "model")
    with stage("Classifying the 2022 round"):
        batch = model.batch(survey, settings)
    with stage("Writing the report and the workbook"), replacing_folder(output) as beside:
        from theme_mining.reports import report_for, write_frame

        for name in ("report.html", "report.xlsx"):
            report_for(beside / name).write(batch.table, beside / name)
        write_frame(batch.frame, beside / "classified.csv")
        (beside / "run.json").write_text(run_json(batch.run), encoding="utf-8")
    truth = [set(cell.split(";")) for cell in after["teemat"]]
    checked = [(t in gold) for t, gold in zip(batch.frame["theme"], truth, strict=True) if t and gold != {""}]
    return Demonstration(batch.shares, found, batch, codebook, sum(checked) / max(len(checked), 1), len(checked))


def _columns(settings: Settings) -> Settings:
    read = settings.read.model_copy(
        update={
            "text": ("vastaus",),
            "id": "vastaus_id",
            "respondent": "vastaaja",
            "background": _BACKGROUND,
            "weight": "paino",
        }
    )
    report = settings.report.model_copy(update={"title": "Järjestökysely 2022"})
    return settings.model_copy(update={"read": read, "report": report})
