"""`theme-mining mask`: hide personal data, change nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from theme_mining.cli.options import output, survey_options, take


@click.command("mask")
@survey_options
@output("the masked table is written (.csv .xlsx .parquet .sav)")
@click.option("--doubtful", type=click.Path(path_type=Path), metavar="FILE", help="List the places to look at.")
@click.option(
    "--masked", type=click.Path(path_type=Path), metavar="FILE", help="List what was masked, by row and kind."
)
def command(source: Path, output: Path, doubtful: Path | None, masked: Path | None, **options: Any) -> None:
    """Hide personal data in the text columns; rows, order and other columns stay.

    Names, phones, e-mails, identity codes, IBANs, addresses and the like become visible tags: [nimi],
    [puhelin], [sähköposti]. What was hidden is counted by kind, never printed. Places where a person should look
    (a capitalised word no dictionary knows) go to --doubtful: id, start, end and why, without the words themselves;
    what was masked in which row to --masked: id, kind and how many. Columns that are not answers stay as they are:
    those that seem to hold names or contacts are named, so that you can take them out.

    \b
    Examples:
      theme-mining mask vastaukset.xlsx -o peitetyt.csv --doubtful katso.csv --masked peitetty.csv
      theme-mining mask kysely.csv --text avoin1 --text avoin2 -o peitetyt.xlsx --set mask.allow='["Toivo"]'
    """
    import pandas as pd

    from theme_mining.assembly.survey import masker, open_survey
    from theme_mining.language.mask_report import mask_report
    from theme_mining.readers import contact_columns
    from theme_mining.reports import write_frame

    common = take(options)
    show = common.show()
    settings = common.settings()
    with show.stage("Masking"):
        survey = open_survey(source, settings)
        frame = survey.table.frame.copy()
        for q, column in enumerate(survey.columns.text):
            frame[column] = [a.text for a in survey.answers[q :: survey.n_questions]]
        told = mask_report(masker(settings), survey.answers)
        write_frame(frame, output)
    show.notes([*survey.table.notes, *survey.columns.notes])
    lines = [*told.lines(), f"Written: {output}"]
    if doubtful:
        places = [(d.answer_id, d.start, d.end, d.why) for d in told.doubts]
        write_frame(pd.DataFrame(places, columns=["id", "start", "end", "why"]), doubtful)
        lines.append(f"Places to look at: {doubtful}")
    if masked:
        counts = [(answer, kind, n) for answer, kinds in told.by_answer.items() for kind, n in kinds.items()]
        write_frame(pd.DataFrame(counts, columns=["id", "kind", "count"]), masked)
        lines.append(f"What was masked: {masked}")
    left = [name for name in contact_columns(survey.table) if name not in survey.columns.text]
    if left:
        lines.append(f"Not masked, for they are no answers, but they seem to hold names or contacts: {', '.join(left)}")
    show.result(
        {"answers": told.answers, "answers_masked": told.masked, "kinds": told.kinds, "doubtful": len(told.doubts)}
        | {"contact_columns": left},
        lines,
    )
