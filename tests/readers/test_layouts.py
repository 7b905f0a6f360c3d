"""Every survey tool's export is understood without an option given, and nothing is lost."""

import datetime as dt

import pytest

from theme_mining.readers import choose_columns, raw_answers, read_table

from .conftest import ANSWERS, IDEAS, REGIONS

Q1, Q2 = "Mitä yhteistyötä toivotte?", "Mitä osallistuminen vaatii?"


def check(table, columns, ids, texts=(Q1, Q2), background=("Alue",)):
    assert [table.column_labels.get(name, name) for name in columns.text] == list(texts)
    found = list(raw_answers(table, columns))
    wanted = [(row_id, text) for row_id, *row in zip(ids, ANSWERS, IDEAS, strict=True) for text in row[: len(texts)]]
    assert [(a.id.rpartition(":")[0] if len(texts) > 1 else a.id, a.text) for a in found] == wanted
    assert columns.background == tuple(background)
    if background:
        assert [a.background[background[0]] for a in found[:: len(texts)]] == REGIONS


def test_microsoft_forms(workbook):
    stamp = dt.datetime(2022, 3, 1, 12, 30)
    header = ["ID", "Start time", "Completion time", "Email", "Name", "Alue", Q1, Q2]
    rows = [[i + 1, stamp, stamp, "anonymous", None, REGIONS[i], ANSWERS[i], IDEAS[i] or None] for i in range(6)]
    table = read_table(workbook({"Form1": [header, *rows]}))
    columns = choose_columns(table)
    assert (table.layout, columns.id) == ("Microsoft Forms", "ID")
    check(table, columns, [str(i + 1) for i in range(6)])


def test_microsoft_forms_in_finnish(workbook):
    stamp = dt.datetime(2022, 3, 1, 12, 30)
    header = ["Tunnus", "Aloitusaika", "Valmistumisaika", "Sähköposti", "Nimi", "Alue", Q1, Q2]
    rows = [[i + 1, stamp, stamp, "anonymous", None, REGIONS[i], ANSWERS[i], IDEAS[i] or None] for i in range(6)]
    table = read_table(workbook({"Sheet1": [header, *rows]}))
    columns = choose_columns(table)
    assert (table.layout, columns.id) == ("Microsoft Forms", "Tunnus")
    check(table, columns, [str(i + 1) for i in range(6)])


def test_google_forms(text_file):
    rows = [[f"2022/03/0{i + 1} 9.15.0{i} ip. EET", REGIONS[i], ANSWERS[i], IDEAS[i]] for i in range(6)]
    table = read_table(text_file([["Aikaleima", "Alue", Q1, Q2], *rows]))
    columns = choose_columns(table)
    assert (table.layout, columns.id) == ("Google Forms", "")
    check(table, columns, [str(i + 1) for i in range(6)])


def test_limesurvey_with_byte_order_mark_and_masks(text_file):
    header = ["id", "submitdate", "lastpage", "startlanguage", "seed", "alue", "Q1", "Q2"]
    masked = ["'=" + ANSWERS[0], *ANSWERS[1:]]
    rows = [[i + 7, "2022-03-01 12:00:00", 3, "fi", 12345 + i, REGIONS[i], masked[i], IDEAS[i]] for i in range(6)]
    table = read_table(text_file([header, *rows], separator=";", encoding="utf-8-sig"))
    columns = choose_columns(table)
    assert (table.layout, columns.id, columns.text) == ("LimeSurvey", "id", ("Q1", "Q2"))
    assert table.frame["Q1"][0] == "=" + ANSWERS[0]
    assert list(table.frame["Q1"][1:]) == ANSWERS[1:]
    assert columns.background == ("alue",)
    assert any("apostrophe" in note for note in table.notes)


@pytest.mark.parametrize("numeric", [False, True])
def test_qualtrics_three_header_rows_and_previews(text_file, numeric):
    names = ["StartDate", "EndDate", "Status", "IPAddress", "Progress", "Finished", "RecordedDate", "ResponseId", "Q1",
             "Q2", "Q3"]  # fmt: skip
    words = ["Start Date", "End Date", "Response Type", "IP Address", "Progress", "Finished", "Recorded Date",
             "Response ID", Q1, Q2, "Alue"]  # fmt: skip
    imports = [f'{{"ImportId":"{name}"}}' for name in names]
    preview = ["2022-03-01", "2022-03-01", 1 if numeric else "Survey Preview", "", 100, "True", "2022-03-01", "R_0",
               "testi tähän", "testi sinne", "Järvenseutu"]  # fmt: skip
    status = 0 if numeric else "IP Address"
    rows = [["2022-03-01", "2022-03-01", status, "", 100, "True", "2022-03-01", f"R_{i + 1}", ANSWERS[i], IDEAS[i],
             REGIONS[i]] for i in range(6)]  # fmt: skip
    table = read_table(text_file([names, words, imports, preview, *rows]))
    columns = choose_columns(table)
    assert (table.layout, columns.id) == ("Qualtrics", "ResponseId")
    check(table, columns, [f"R_{i + 1}" for i in range(6)], background=("Q3",))
    assert table.row(0) == 5


def test_surveymonkey_two_header_rows(workbook):
    above = ["Respondent ID", "Collector ID", "Start Date", "End Date", "Email Address", Q1, "Alue", Q2, "Palvelut",
             None, None]  # fmt: skip
    below = [None, None, None, None, None, "Open-Ended Response", "Response", "Open-Ended Response", "Kerho", "Retket",
             "Muu (täsmennä)"]  # fmt: skip
    rows = [[9000 + i, 77, "03/01/2022 12:00:00 PM", "03/01/2022 12:05:00 PM", None, ANSWERS[i], REGIONS[i],
             IDEAS[i] or None, "Kerho" if i % 2 else None, "Retket" if i % 3 else None, None]
            for i in range(6)]  # fmt: skip
    table = read_table(workbook({"Sheet": [above, below, *rows]}))
    columns = choose_columns(table, background=["Alue"])
    assert (table.layout, columns.id) == ("SurveyMonkey", "Respondent ID")
    assert "Palvelut: Retket" in table.frame.columns
    check(table, columns, [str(9000 + i) for i in range(6)])
    assert table.row(0) == 3


def test_mentimeter_wide_voters(workbook):
    rows = [["Järjestöpäivä 2022"], [], ["Session", "Voter", "Alue", Q1, Q2]]
    rows += [[1, i + 1, REGIONS[i], ANSWERS[i], IDEAS[i] or None] for i in range(6)]
    results = [["Kysymys", "Ääniä"], ["a", 3], ["b", 4]]
    table = read_table(workbook({"Results": results * 20, "Voters": rows}))
    columns = choose_columns(table)
    assert (table.layout, table.sheet, table.header_row, columns.id) == ("Mentimeter", "Voters", 3, "Voter")
    check(table, columns, [str(i + 1) for i in range(6)])


def test_mentimeter_long_voters(workbook):
    header = ["Voter", "Question", "Response"]
    rows = [[i + 1, q, text] for i in range(6) for q, text in ((Q1, ANSWERS[i]), (Q2, IDEAS[i] or None))]
    table = read_table(workbook({"Voters": [header, *rows]}))
    columns = choose_columns(table)
    assert (columns.text, columns.respondent, columns.background) == (("Response",), "Voter", ("Question",))
    assert len(list(raw_answers(table, columns))) == 12


def test_redcap_with_repeated_records(text_file):
    header = [
        "record_id",
        "redcap_event_name",
        "redcap_survey_identifier",
        "kysely_timestamp",
        "alue",
        "toive",
        "kysely_complete",
    ]
    rows = [[i // 2 + 1, f"event_{i % 2}_arm_1", "", "2022-03-01 12:00", REGIONS[i], ANSWERS[i], 2] for i in range(6)]
    table = read_table(text_file([header, *rows]))
    columns = choose_columns(table)
    assert (table.layout, columns.text, columns.respondent) == ("REDCap", ("toive",), "record_id")
    assert columns.background == ("alue",)


def test_spss_with_value_labels(tmp_path):
    import pandas as pd
    import pyreadstat

    frame = pd.DataFrame(
        {
            "vastid": [1.0 + i for i in range(6)],
            "q1": ANSWERS,
            "q2": IDEAS,
            "alue": [1.0, 2, 1, 3, 2, 1],
            "paino": [0.5] * 6,
        }
    )
    path = tmp_path / "kysely.sav"
    labels = {"alue": {1: "Järvenseutu", 2: "Rantakaupunki", 3: "Pohjoiskylät"}}
    pyreadstat.write_sav(
        frame,
        str(path),
        column_labels=["Vastaajan numero", Q1, Q2, "Alue", "Painokerroin"],
        variable_value_labels=labels,
    )
    table = read_table(path)
    columns = choose_columns(table)
    assert (columns.id, columns.weight) == ("vastid", "paino")
    check(table, columns, [str(i + 1) for i in range(6)], background=("alue",))


def test_a_finnish_workbook_with_titles_and_merged_headers(workbook):
    above = ["Vastaajanumero", "Taustatiedot", None, "Avoimet kysymykset", None]
    below = [None, "Alue", "Koko", Q1, Q2]
    rows = [[i + 1, REGIONS[i], "pieni" if i % 2 else "suuri", ANSWERS[i], IDEAS[i] or None] for i in range(6)]
    path = workbook(
        {"Raportti": [["Järjestökysely 2022"], ["Tulostettu 1.3.2022"], [], above, below, *rows]},
        merged=[(3, 0, 4, 0, "Vastaajanumero"), (3, 1, 3, 2, "Taustatiedot"), (3, 3, 3, 4, "Avoimet kysymykset")],
    )
    table = read_table(path)
    columns = choose_columns(table)
    assert columns.id == "Vastaajanumero"
    assert columns.text == (f"Avoimet kysymykset: {Q1}", f"Avoimet kysymykset: {Q2}")
    assert columns.background == ("Taustatiedot: Alue", "Taustatiedot: Koko")
    assert table.row(0) == 6
    assert [a.text for a in raw_answers(table, columns)][::2] == ANSWERS


def test_an_old_workbook_and_an_open_document_give_the_same(tmp_path):
    import pandas as pd

    frame = pd.DataFrame({"Vastaajanumero": range(1, 7), "Alue": REGIONS, Q1: ANSWERS, Q2: IDEAS})
    for name in ("vanha.xls", "avoin.ods"):
        path = tmp_path / name
        if name.endswith(".ods"):
            pytest.importorskip("odf")
            frame.to_excel(path, index=False, engine="odf")
        else:
            xlwt = pytest.importorskip("xlwt")
            book = xlwt.Workbook()
            sheet = book.add_sheet("Vastaukset")
            for i, row in enumerate([list(frame.columns), *frame.itertuples(index=False)]):
                for j, cell in enumerate(row):
                    sheet.write(i, j, cell)
            book.save(str(path))
        table = read_table(path)
        check(table, choose_columns(table), [str(i + 1) for i in range(6)])


def test_parquet(tmp_path):
    import pandas as pd

    path = tmp_path / "kysely.parquet"
    pd.DataFrame(
        {"id": [f"v{i}" for i in range(6)], "Alue": REGIONS, Q1: ANSWERS, Q2: [*IDEAS[:2], None, *IDEAS[3:]]}
    ).to_parquet(path)
    table = read_table(path)
    check(table, choose_columns(table), [f"v{i}" for i in range(6)])


def test_a_table_that_begins_in_the_middle_of_a_sheet(workbook):
    rows = [[None, None, i + 1, REGIONS[i], ANSWERS[i], IDEAS[i] or None] for i in range(6)]
    path = workbook({"A": [[], [], [], [None, None, "Vastaajanumero", "Alue", Q1, Q2], *rows]})
    table = read_table(path)
    check(table, choose_columns(table), [str(i + 1) for i in range(6)])
    assert (table.header_row, table.row(0)) == (4, 5)


def test_three_header_rows_are_joined(workbook):
    rows = [[i + 1, REGIONS[i], ANSWERS[i], IDEAS[i] or None] for i in range(6)]
    path = workbook(
        {"A": [["Nro", "Osa A", None, None], [None, "Tausta", "Avoimet", None], [None, "Alue", Q1, Q2], *rows]},
        merged=[(0, 0, 2, 0, "Nro"), (0, 1, 0, 3, "Osa A"), (1, 2, 1, 3, "Avoimet")],
    )
    table = read_table(path)
    assert list(table.frame.columns) == [
        "Nro", "Osa A: Tausta: Alue", f"Osa A: Avoimet: {Q1}", f"Osa A: Avoimet: {Q2}"
    ]  # fmt: skip
    assert choose_columns(table).text == (f"Osa A: Avoimet: {Q1}", f"Osa A: Avoimet: {Q2}")
    assert table.row(0) == 4


def test_a_column_of_notes_without_a_name_is_kept(workbook):
    rows = [[i + 1, ANSWERS[i], "huom" if i == 3 else None] for i in range(6)]
    table = read_table(workbook({"A": [["id", "vastaus"], *rows]}))
    assert list(table.frame.columns) == ["id", "vastaus", "column 3"]
    assert table.frame["column 3"][3] == "huom"
