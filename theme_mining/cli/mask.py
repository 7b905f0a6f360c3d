"""`theme-mining mask`: hide personal data, change nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("mask")
@survey_options
@output("the masked table is written (.csv .xlsx .parquet .sav)")
def command(source: Path, output: Path, **options: Any) -> None:
    """Hide personal data in the text columns; rows, order and other columns stay.

    Names, phones, e-mails, identity codes, IBANs, addresses and the like become visible tags: [nimi],
    [puhelin], [sähköposti]. What was hidden is counted by kind and row, never printed.

    \b
    Examples:
      theme-mining mask vastaukset.xlsx -o peitetyt.csv
      theme-mining mask kysely.csv --text avoin1 --text avoin2 -o peitetyt.xlsx --set mask.allow='["Toivo"]'
    """
    from theme_mining.assembly.survey import open_survey
    from theme_mining.reports import write_frame

    common = take(options)
    show = common.show()
    with show.stage("Masking"):
        survey = open_survey(source, common.settings())
        frame = survey.table.frame.copy()
        for q, column in enumerate(survey.columns.text):
            frame[column] = [a.text for a in survey.answers[q :: survey.n_questions]]
        write_frame(frame, output)
    show.notes([*survey.table.notes, *survey.columns.notes])
    kinds = Counter(span.kind for answer in survey.answers for span in answer.masks)
    rows = sum(1 for answer in survey.answers if answer.masks)
    counts = ", ".join(f"{kind} {n}" for kind, n in sorted(kinds.items())) or "nothing"
    show.result(
        {"answers": len(survey.answers), "answers_masked": rows, "kinds": dict(sorted(kinds.items()))},
        [f"Masked in {rows} of {len(survey.answers)} answers: {counts}", f"Written: {output}"],
    )
