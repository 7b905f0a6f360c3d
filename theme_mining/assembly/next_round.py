"""The next round of a survey: classified on the accepted codebook first, then what is new in it."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from theme_mining.assembly.codebook_place import open_place, without_parked
from theme_mining.assembly.kept import table_of
from theme_mining.assembly.modelling import Batch, Model, embed_texts
from theme_mining.assembly.parts import as_rows, embedder, finnish_text, plug, vectors_of, word_class
from theme_mining.assembly.runs import run_json
from theme_mining.assembly.settings import Settings
from theme_mining.assembly.survey import Survey, open_survey
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.files import replacing_folder
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Segment, Vectors
from theme_mining.flows.next_wave import NextWave, next_wave
from theme_mining.flows.next_wave import Survey as Waves

__all__ = ["NextRound", "earlier_round", "next_round"]

_WAVES = ("before", "now")  # in the order of their names
_FEWEST = 30  # answers that no theme covers well: below it, groups of them are chance (the bound of `discover`, too)
_FIRM = 0.6  # stability from which a group is shown as a theme that emerges: Hennig (2007), a pattern from 0.6


@dataclass(frozen=True, slots=True)
class NextRound:
    """What the next round brought.

    `batch` holds its answers classified; `wave` the changes, splits and weak signals; `emerging` the themes found
    among answers that no accepted theme covers well: ``theme``, ``name``, ``answers``, ``share`` (of the round),
    ``stability``, ``distinctness``, ``lemmas``; `draft` those as a codebook; `uncovered` how many such answers.
    """

    batch: Batch = field(repr=False)
    before: ThemeTable = field(repr=False)
    wave: NextWave = field(repr=False)
    emerging: pd.DataFrame = field(repr=False)
    draft: Codebook = field(repr=False)
    uncovered: int
    row_ids: list[str] = field(repr=False)
    settings: Settings = field(repr=False)

    def save(self, folder: Path) -> None:
        """Write the round into a folder: all or none.

        assignments.csv, the accepted codebook.json, changes, splits, emerging and signals as .csv, emerging.json (what
        emerges, as a codebook), run.json, and report.html with the round before.
        """
        from theme_mining.assembly.reporting import write_report
        from theme_mining.reports import write_frame

        columns = ["theme", "themes", "confidence", "review", "evidence", "run"]
        rows = self.batch.frame[[n for n in self.batch.frame if n in columns or str(n).startswith("themes: ")]]
        rows.insert(0, "id", self.row_ids)
        with replacing_folder(folder) as beside:
            write_frame(rows.rename(columns={"confidence": "score"}), beside / "assignments.csv")
            (beside / "codebook.json").write_text(self.batch.table.codebook.to_json(), encoding="utf-8")
            (beside / "emerging.json").write_text(self.draft.to_json(), encoding="utf-8")
            (beside / "run.json").write_text(run_json(self.batch.run), encoding="utf-8")
            write_frame(self.wave.themes, beside / "changes.csv")
            write_frame(self.wave.splits, beside / "splits.csv")
            write_frame(self.emerging, beside / "emerging.csv")
            write_frame(self.wave.signals.drop(columns="examples"), beside / "signals.csv")
            write_report(self.batch.table, beside / "report.html", self.settings, self.before)


def earlier_round(path: Path, settings: Settings, labels: str = "", codebook: Codebook | None = None) -> ThemeTable:
    """Give the round before: a folder of `discover` as it was edited, or a file whose answers have themes.

    Raises
    ------
    InputError
        Neither of them.
    """
    if path.is_dir():
        place = open_place(path)
        held = [tuple(cell.split(";")) if cell else () for cell in place.themes(place.history)["themes"]]
        if place.kept is None:
            raise InputError(f"{path} holds no answers")
        answers = place.kept.answers.assign(themes=pd.Series(held, dtype=object))
        return table_of(place.kept, answers, without_parked(place.history.now))
    from theme_mining.assembly.reporting import classified_table
    from theme_mining.readers import read_table

    there = set(read_table(path).frame.columns)  # an earlier round may lack a background column
    background = tuple(name for name in settings.read.background if name in there)
    settings = settings.model_copy(update={"read": settings.read.model_copy(update={"background": background})})
    return classified_table(open_survey(path, settings), settings, labels, codebook)


def next_round(
    survey: Survey, settings: Settings, before: ThemeTable, model: Model | None = None, group: str = ""
) -> NextRound:
    """Classify a round on the codebook of the round before, and look for what is new in it.

    Parameters
    ----------
    survey : Survey
        The new round.
    before : ThemeTable
        The round before with its accepted themes.
    model : Model or None
        Classifies; None: one trained on the round before and its codebook.
    group : str
        Background column: signals confined to one of its groups are looked for, too.

    Raises
    ------
    InputError
        No such background column, or too few answers with themes to learn from.
    """
    if group and group not in survey.columns.background:
        raise InputError(f'There is no background column "{group}"', near_miss(group, survey.columns.background))
    batch = (model or _trained(before, settings)).batch(survey, settings)
    old, new = before.answers, batch.table.answers
    ids = [f"{n}.{name}" for n, frame in ((1, old), (2, new)) for name in frame["id"]]
    texts = [*old["text"], *new["text"]]
    segments = finnish_text(settings, split=True).transform(texts, ids=ids)
    maker = embedder(settings).fit(segments)
    themes = dict(zip(ids, [*old["themes"], *new["themes"]], strict=True))
    groups = [*(old[group] if group in old else [""] * len(old)), *new[group]] if group else []
    waves = Waves(
        segments,
        vectors_of(segments, maker),
        {name: _WAVES[name[0] == "2"] for name in ids},
        themes,
        dict(zip(ids, map(str, groups), strict=True)) if group else {},
    )
    two = plug("clusterers", settings.discover.use)(n_themes=2, seed=settings.seed)
    wave = next_wave(waves, before.codebook, maker, two, word_class(settings))
    open_ = {f"2.{name}" for name, held, doubt in zip(new["id"], new["themes"], new["review"], strict=True)
             if doubt or not held}  # fmt: skip
    emerging, draft, uncovered = _emerging(waves, open_, settings)
    return NextRound(batch, before, wave, emerging, draft, uncovered, survey.row_ids, settings)


def _trained(before: ThemeTable, settings: Settings) -> Model:
    from theme_mining.classifiers import make
    from theme_mining.core.trained import Labelled
    from theme_mining.flows.train import train

    coded = before.answers[before.answers["themes"].map(len) > 0]
    segments = finnish_text(settings).transform(coded["text"].tolist(), ids=coded["id"].tolist())
    rows = as_rows(segments, embedder(settings).fit(segments), settings)
    labelled = Labelled(rows, tuple(coded["themes"]), tuple(coded["respondent"].astype(str)))
    made = make(settings.classify.use, seed=settings.seed)
    return Model(train(labelled, made, before.codebook, embed_texts(settings), seed=settings.seed), settings)


def _emerging(waves: Waves, open_: set[str], settings: Settings) -> tuple[pd.DataFrame, Codebook, int]:
    from theme_mining.flows.discover import DiscoverOptions, discover

    columns = ["theme", "name", "answers", "share", "stability", "distinctness", "lemmas"]
    kept = [n for n, s in enumerate(waves.segments) if s.answer_id in open_ and s.language != "none"]
    uncovered = len({waves.segments[n].answer_id for n in kept})
    if uncovered < _FEWEST:
        return pd.DataFrame(columns=columns), Codebook(1, (), "emerging"), uncovered
    segments: list[Segment] = [waves.segments[n] for n in kept]
    vectors = Vectors(tuple(s.id for s in segments), waves.vectors.rows[np.array(kept)], waves.vectors.fingerprint)
    clusterer = plug("clusterers", settings.discover.use)(seed=settings.seed)
    found = discover(segments, vectors, clusterer, DiscoverOptions(word_class=word_class(settings)))
    firm = found.figures[(found.figures["stability"] >= _FIRM) & (found.figures["distinctness"] > 0)]
    said = {s.answer_id for s in waves.segments if s.language != "none"}
    total = sum(waves.wave[name] == _WAVES[1] for name in said)
    table = firm.assign(share=firm["answers"] / max(total, 1))[columns].reset_index(drop=True)
    draft = [dataclasses.replace(t, parent="") for t in found.codebook if t.id in set(table["theme"])]
    return table, Codebook(1, tuple(draft), "emerging"), uncovered
