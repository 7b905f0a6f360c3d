"""What a discover folder keeps so that its codebook can be edited: masked answers, themes of segments, the tree."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.core.types import Assignment, Run, Segment
from theme_mining.flows._found import NO_CONTENT
from theme_mining.flows.discover import Discovery

__all__ = ["Kept", "keep", "open_kept", "table_of"]

_FILES = ("codebook.json", "answers.parquet", "segments.parquet", "discovery.json", "run.json")


@dataclass(frozen=True, slots=True)
class Kept:
    """A discover folder as it was found, before any edit.

    `answers` as in `ThemeTable`, with ``row`` (the id of its row), ``x``, ``y`` and ``content``; `segments` has
    ``segment``, ``answer``, ``text``, ``theme``, ``score`` and ``evidence`` of every theme held; `figures` as in
    `Discovery`; `merges` the tree of the themes; `about` title, questions and what else a report needs.
    """

    answers: pd.DataFrame = field(repr=False)
    segments: pd.DataFrame = field(repr=False)
    figures: pd.DataFrame = field(repr=False)
    run: Run = field(repr=False)
    merges: npt.NDArray[np.float64] = field(repr=False)
    about: Mapping[str, Any] = field(repr=False)

    @property
    def assignments(self) -> list[Assignment]:
        """The themes of segments as found."""
        return [
            Assignment(s, theme, float(score), tuple(map(tuple, json.loads(spans))), "discover", self.run.id)
            for s, theme, score, spans in self.segments[["segment", "theme", "score", "evidence"]].itertuples(
                index=False
            )
        ]

    @property
    def answer_of(self) -> dict[str, str]:
        """The answer of each segment."""
        return dict(zip(self.segments["segment"], self.segments["answer"], strict=True))


def keep(
    folder: Path, table: ThemeTable, discovery: Discovery, segments: Sequence[Segment], row_ids: pd.Series
) -> None:
    """Write answers.parquet, segments.parquet and discovery.json into a folder that is there."""
    q = len(table.answers) // max(len(row_ids), 1)
    places = discovery.map_xy.set_index("id").reindex(table.answers["id"])
    answers = table.answers.assign(
        themes=[";".join(themes) for themes in table.answers["themes"]],
        row=[row for row in row_ids for _ in range(q)],
        x=places["x"].to_numpy(),
        y=places["y"].to_numpy(),
        content=discovery.answers["why"].ne(NO_CONTENT).to_numpy(),
    )
    answers.to_parquet(folder / "answers.parquet", index=False)
    spoken = {s.id: s for s in segments}
    rows = [
        (
            a.segment_id,
            spoken[a.segment_id].answer_id,
            spoken[a.segment_id].text,
            a.theme_id,
            a.score,
            json.dumps(a.evidence),
        )
        for a in discovery.assignments
    ]
    columns = ["segment", "answer", "text", "theme", "score", "evidence"]
    pd.DataFrame(rows, columns=columns).to_parquet(folder / "segments.parquet", index=False)
    about = {
        "title": table.title,
        "questions": table.answers["question"].iloc[:q].tolist(),
        "background": list(table.background),
        "weighted": table.weighted,
        "hide_cells_below": table.hide_cells_below,
        "reason": discovery.reason,
        "merges": discovery.merges.tolist(),
        "figures": discovery.figures.to_dict("records"),
    }
    (folder / "discovery.json").write_text(json.dumps(about, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def open_kept(folder: Path) -> Kept:
    """Open a discover folder. Raises InputError when it is none, or was written without what editing needs."""
    missing = [name for name in _FILES if not (folder / name).is_file()]
    if missing:
        raise InputError(
            f"{folder} is no folder of `discover`",
            f"{', '.join(missing)} is not there",
            "run theme-mining discover again, or name the codebook file itself",
        )
    try:
        about = json.loads((folder / "discovery.json").read_text(encoding="utf-8"))
        run = Run(**json.loads((folder / "run.json").read_text(encoding="utf-8")))
        answers = pd.read_parquet(folder / "answers.parquet")
        segments = pd.read_parquet(folder / "segments.parquet")
        figures = pd.DataFrame(about["figures"])
        merges = np.asarray(about["merges"], dtype=np.float64).reshape(-1, 4)
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise InputError(f"{folder} cannot be read", type(error).__name__, "run theme-mining discover again") from None
    return Kept(answers, segments, figures, run, merges, about)


def table_of(kept: Kept, answers: pd.DataFrame, codebook: Codebook) -> ThemeTable:
    """Give what a report shows of a folder whose `answers` have these themes (tuples)."""
    about = kept.about
    return ThemeTable(
        about["title"],
        answers,
        codebook,
        kept.run,
        tuple(about["background"]),
        bool(about["weighted"]),
        int(about["hide_cells_below"]),
        kept.answers[["id", "x", "y"]],
    )
