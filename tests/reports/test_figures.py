"""The figures of a report, against counts made by hand."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from theme_mining.core.errors import InputError
from theme_mining.core.tables import ThemeTable
from theme_mining.reports import figures, report_for, verify
from theme_mining.reports._sentences import background_sentences, sentences


def test_shares_rest_on_answers_with_content(table: ThemeTable) -> None:
    found = figures(table)
    assert (found.answers, found.base, found.no_content, found.respondents) == (81, 80, 1, 80)
    assert found.themes["theme"].tolist() == ["raha", "tieto", "pieni"]
    assert found.themes["respondents"].tolist() == [40, 40, 0]
    assert found.themes["share"].tolist() == [0.5, 0.5, 0.0]


def test_the_order_of_answers_changes_no_figure(table: ThemeTable) -> None:
    turned = replace(table, answers=table.answers.iloc[::-1].reset_index(drop=True))
    pd.testing.assert_frame_equal(figures(table).themes, figures(turned).themes)


def test_a_respondent_of_many_answers_has_one_voice(table: ThemeTable) -> None:
    one = table.answers[table.answers["id"] == "v0"]
    more = pd.concat([table.answers, *[one.assign(id=f"v0-{i}") for i in range(50)]])
    found = figures(replace(table, answers=more))
    assert found.themes["respondents"].tolist() == [40, 40, 0]
    assert found.themes.loc[found.themes["theme"] == "raha", "answers"].item() == 90


def test_answers_of_nobody_named_count_one_by_one(table: ThemeTable) -> None:
    assert figures(replace(table, answers=table.answers.assign(respondent=""))).respondents == 80


def test_groups_below_the_limit_are_merged_until_they_are_not(table: ThemeTable) -> None:
    groups = ["A"] * 40 + ["B"] * 34 + ["C"] * 4 + ["D"] * 2 + ["A"]
    found = figures(replace(table, answers=table.answers.assign(alue=groups))).backgrounds[0]
    assert found.groups == ("A", "B", "Muut")
    assert found.merged == ("C", "D")
    assert found.table.base.tolist() == [40, 34, 6]


def test_a_single_small_group_is_not_left_alone(table: ThemeTable) -> None:
    groups = ["A"] * 40 + ["B"] * 30 + ["C"] * 8 + ["D"] * 2 + ["A"]
    found = figures(replace(table, answers=table.answers.assign(alue=groups))).backgrounds[0]
    assert found.groups == ("A", "B", "Muut")
    assert found.table.base.tolist() == [40, 30, 10]


def test_unknown_groups_are_counted_as_missing(table: ThemeTable) -> None:
    groups = [""] * 10 + ["A"] * 40 + ["B"] * 31
    found = figures(replace(table, answers=table.answers.assign(alue=groups))).backgrounds[0]
    assert found.missing == 10
    assert found.table.base.sum() == 70


def test_a_background_of_many_numbers_is_put_into_classes(table: ThemeTable) -> None:
    years = [str(1940 + i) for i in range(81)]
    found = figures(replace(table, answers=table.answers.assign(alue=years))).backgrounds[0]
    assert len(found.groups) == 4
    assert found.groups[0] == "1940–1959"


def test_groups_of_numbers_stand_in_order(table: ThemeTable) -> None:
    groups = ["1000 tai yli", "alle 50", "50–249", "250–999"] * 20 + ["alle 50"]
    found = figures(replace(table, answers=table.answers.assign(alue=groups))).backgrounds[0]
    assert found.groups == ("alle 50", "50–249", "250–999", "1000 tai yli")


def test_quotes_come_never_from_hidden_cells_nor_from_answers_to_review(table: ThemeTable) -> None:
    few = ["X" if themes == ("raha",) and i < 16 else "A" for i, themes in enumerate(table.answers["themes"])]
    review = np.arange(81) % 3 == 0
    found = figures(replace(table, answers=table.answers.assign(alue=few, review=review), hide_cells_below=10))
    background = found.backgrounds[0]
    for k, rows in enumerate(found.quotes):
        for row in rows:
            answer = table.answers.iloc[row]
            assert found.themes["theme"][k] in answer["themes"]
            assert not review[row]
            if background.shown:
                assert not background.hidden[k, background.groups.index(few[row])]


def test_ties_are_not_called_the_most_common(table: ThemeTable) -> None:
    assert "ei eroa tilastollisesti" in sentences(figures(table))[1]


def test_a_clear_lead_is_said_with_its_interval(table: ThemeTable) -> None:
    less = [
        themes if i % 3 else tuple(t for t in themes if t != "tieto")
        for i, themes in enumerate(table.answers["themes"])
    ]
    lost = [() if i % 4 == 1 else themes for i, themes in enumerate(less)]
    said = " ".join(sentences(figures(replace(table, answers=table.answers.assign(themes=lost)))))
    assert "Yleisin teema on ”Raha ja avustukset”" in said


def test_a_difference_between_groups_is_said_with_both_shares(table: ThemeTable) -> None:
    found = figures(table)
    said = background_sentences(found, found.backgrounds[0])
    assert said[0].startswith("”Raha ja avustukset” korostuu ryhmässä ”Kaupunki”: sen mainitsee 75")
    assert "muissa ryhmissä 25" in said[0]


def test_no_difference_is_said_where_there_is_none(table: ThemeTable) -> None:
    same = ["A" if (i // 4) % 2 else "B" for i in range(81)]
    found = figures(
        replace(table, answers=table.answers.assign(alue=same, themes=[("tieto",) if i % 2 else () for i in range(81)]))
    )
    assert "ei ole tilastollisesti merkitseviä eroja" in " ".join(background_sentences(found, found.backgrounds[0]))


def test_weights_move_the_shares(table: ThemeTable) -> None:
    heavy = [3.0 if "raha" in themes else 1.0 for themes in table.answers["themes"]]
    found = figures(replace(table, answers=table.answers.assign(weight=heavy), weighted=True))
    assert found.themes["share"][0] == pytest.approx(0.75)
    assert found.effective < 80


def test_a_survey_whose_weights_are_all_zero_has_no_shares(table: ThemeTable) -> None:
    found = figures(replace(table, answers=table.answers.assign(weight=0.0), weighted=True))
    assert (found.themes["share"] == 0).all()
    assert (found.themes["high"] == 1).all()


@pytest.mark.parametrize("suffix", [".html", ".xlsx"])
def test_a_report_is_verified_against_its_table(table: ThemeTable, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"x{suffix}"
    report_for(path, language="sv").write(table, path)
    assert verify(path, table)
    other = replace(table, answers=table.answers.assign(weight=2.0), weighted=True)
    assert not verify(path, other)


def test_a_report_that_is_not_there_cannot_be_verified(table: ThemeTable, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be read"):
        verify(tmp_path / "x.html", table)
