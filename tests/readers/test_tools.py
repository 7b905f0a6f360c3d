"""The survey tools' exports in the languages of their interfaces: titles vary, what they hold is found all the same."""

import pytest

from theme_mining.readers import choose_columns, raw_answers, read_table
from theme_mining.readers._looking import look

from .conftest import ANSWERS, IDEAS, REGIONS

Q1, Q2 = "Mikä toimii hyvin?", "Mitä kehittäisit?"
N = range(6)
STAMPS = [f"2024-03-0{i + 1} 10:15:00" for i in N]


def understood(path, ids, texts=(ANSWERS, IDEAS)):
    """Read a file and check that every answer is there under its id; give the table and its columns."""
    table = read_table(path)
    columns = choose_columns(table)
    found = [(a.id.partition(":")[0], a.text) for a in raw_answers(table, columns)]
    assert found == [(str(i), text) for i, *row in zip(ids, *texts, strict=True) for text in row]
    return table, columns


@pytest.mark.parametrize(
    "system",
    [
        ["Tunnus", "Aloitusaika", "Suoritusaika", "Sähköposti", "Nimi"],
        ["Id", "Start time", "Completion time", "Email", "Name"],
        ["ID", "Starttid", "Slutförandetid", "E-postadress", "Namn"],
    ],
)
def test_microsoft_forms_in_three_languages(workbook, system):
    rows = [[i + 1, STAMPS[i], STAMPS[i], "anonymous", None, REGIONS[i], ANSWERS[i], IDEAS[i] or None] for i in N]
    table, columns = understood(workbook({"Sheet1": [[*system, "Alue", Q1, Q2], *rows]}), range(1, 7))
    assert (table.layout, columns.id, columns.background) == ("Microsoft Forms", system[0], ("Alue",))


@pytest.mark.parametrize(
    "system",
    [
        ["Response ID", "Date submitted", "Last page", "Start language", "Seed"],
        ["Vastauksen tunniste", "Lähetyspäivä", "Viimeinen sivu", "Aloituskieli", "Siemen"],
        ["Svars-ID", "Inskickat datum", "Sista sidan", "Startspråk", "Frö"],
        ["id. Response ID", "submitdate. Date submitted", "lastpage. Last page", "startlanguage. Start language",
         "seed. Seed"],
    ],
)  # fmt: skip
def test_limesurvey_in_three_languages_with_masked_cells(text_file, system):
    guarded = ["'-", "'=1+1 en tiedä", *ANSWERS[2:]]
    rows = [[i + 7, STAMPS[i], 3, "fi", 111 + i, REGIONS[i], guarded[i], IDEAS[i]] for i in N]
    path = text_file([[*system, "Alue", Q1, Q2], *rows], separator=";", encoding="utf-8-sig")
    table, columns = understood(path, range(7, 13), (["-", "=1+1 en tiedä", *ANSWERS[2:]], IDEAS))
    assert (table.layout, columns.id, columns.background) == ("LimeSurvey", system[0], ("Alue",))


@pytest.mark.parametrize(
    ("system", "own"),
    [
        (["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address"], "Open-Ended Response"),
        (["respondent_id", "collector_id", "date_created", "date_modified", "ip_address"], "Open-Ended Response"),
        (["Vastaajan tunnus", "Keräimen tunnus", "Aloituspäivä", "Päättymispäivä", "IP-osoite"], "Avoin vastaus"),
    ],
)
def test_surveymonkey_old_new_and_finnish(workbook, system, own):
    above = [*system, "Alue", None, Q1, Q2]
    below = [None] * 5 + ["Response", "Muu (täsmennä)", own, own]
    rows = [[9000 + i, 77, STAMPS[i], STAMPS[i], "10.0.0.1", REGIONS[i], "rannalla" if i % 3 == 0 else None, ANSWERS[i],
             IDEAS[i] or None] for i in N]  # fmt: skip
    table, columns = understood(workbook({"Sheet": [above, below, *rows]}), range(9000, 9006))
    assert (table.layout, columns.id, columns.background) == ("SurveyMonkey", system[0], ("Alue",))
    assert columns.text == (Q1, Q2)


def test_redcap_with_labels_and_with_an_id_of_its_own_name(text_file):
    header = ["Record ID", "Event Name", "Survey Identifier", "Survey Timestamp", "Alue", Q1, Q2, "Complete?"]
    rows = [[i, "Alku", "", STAMPS[i], REGIONS[i], ANSWERS[i], IDEAS[i], "Complete"] for i in N]
    table, columns = understood(text_file([header, *rows]), N)
    assert (table.layout, columns.id, columns.background) == ("REDCap", "Record ID", ("Alue",))
    header = ["study_id", "redcap_survey_identifier", "palvelut___1", "q_toimii", "q_toive", "email", "kysely_complete"]
    rows = [[i, "", i % 2, ANSWERS[i], IDEAS[i], f"v{i}@esimerkki.fi", 2] for i in N]
    table, columns = understood(text_file([header, *rows]), N)
    assert (table.layout, columns.id, columns.text) == ("REDCap", "study_id", ("q_toimii", "q_toive"))
    assert "email" not in columns.background


def test_qualtrics_previews_are_told_in_other_languages_and_by_channel(text_file):
    names = ["StartDate", "Status", "ResponseId", "DistributionChannel", "UserLanguage", "Q1", "Q2", "Q3_5_TEXT"]
    words = ["Alkamispäivä", "Vastaustyyppi", "Vastauksen tunniste", "Kanava", "Kieli", Q1, Q2, "Mistä? - Muu - Text"]
    imports = [f'{{"ImportId":"{name}"}}' for name in names]
    rows = [["2024-03-01", "IP-osoite", f"R_{i}", "anonymous", "FI", ANSWERS[i], IDEAS[i], "naapuri"] for i in N]
    rows.insert(2, ["2024-03-01", "Kyselyn esikatselu", "R_a", "", "FI", "kokeilen tätä nyt", "", ""])
    rows.insert(4, ["2024-03-01", "0", "R_b", "preview", "FI", "kokeilen tätä taas", "", ""])
    table, columns = understood(text_file([names, words, imports, *rows]), [f"R_{i}" for i in N])
    assert (table.layout, columns.text) == ("Qualtrics", ("Q1", "Q2"))
    assert [table.row(i) for i in N] == [4, 5, 7, 9, 10, 11]


def test_mentimeter_long_answers_know_their_questions(workbook):
    rows = [[i + 1, "1", q, "Open Ended", text] for i in N for q, text in ((Q1, ANSWERS[i]), (Q2, IDEAS[i] or None))]
    path = workbook({"Voters": [["Voter", "Session", "Question", "Question type", "Response"], *rows]})
    table = read_table(path)
    columns = choose_columns(table)
    assert (columns.text, columns.respondent, columns.question) == (("Response",), "Voter", "Question")
    assert [a.question for a in raw_answers(table, columns)] == [Q1, Q2] * 6


def test_mentimeter_several_responses_a_voter_under_one_question(workbook):
    above = [None, None, Q1, None, None, Q2]
    below = ["Session", "Voter", "Response 1", "Response 2", "Response 3", None]
    rows = [[1, i + 1, ANSWERS[i], IDEAS[i] or None, None, IDEAS[-1 - i] or None] for i in N]
    table = read_table(workbook({"Results": [["a", 1]], "Voters": [above, below, *rows]}))
    columns = choose_columns(table)
    assert columns.text == (f"{Q1}: Response 1", f"{Q1}: Response 2", Q2)
    assert (columns.id, table.row(0)) == ("Voter", 3)


def test_a_sheet_of_participants_is_no_mentimeter_export(workbook):
    header = ["Etunimi", "Sähköposti", "Osallistujatyyppi", "Odotukset koulutukselle", "Osallistujan ID"]
    rows = [["Aino", f"v{i}@esimerkki.fi", "Osallistuja" if i % 2 else "Puhuja", ANSWERS[i], 70 + i] for i in N]
    table, columns = understood(workbook({"Osallistujat": [header, *rows]}), range(70, 76), (ANSWERS,))
    assert (table.layout, columns.text, columns.background) == ("", (header[3],), (header[2],))


WEBROPOL = ["Vastaajan numero", "Aloitettu", "Lähetetty", "1. Alue", "2. Mistä kuulit?: Muu, mikä?", f"3. {Q1}",
            f"4. {Q2}", "5. Yhteystietosi: Nimi", "5. Yhteystietosi: Sähköposti"]  # fmt: skip


@pytest.mark.parametrize("titled", [True, False])
def test_webropol_numbered_questions_with_contact_columns(workbook, titled):
    rows = [[i + 1, STAMPS[i], STAMPS[i], REGIONS[i], "kirjaston seinältä" if i == 2 else None, ANSWERS[i],
             IDEAS[i] or None, "Aino Esimerkki" if i % 2 else None, "aino@esimerkki.fi" if i % 2 else None]
            for i in N]  # fmt: skip
    above = [["Työhyvinvointikysely 2024"], ["Vastaajien kokonaismäärä: 6"], []] if titled else []
    table, columns = understood(workbook({"Raportti": [*above, WEBROPOL, *rows]}), range(1, 7))
    assert (columns.id, columns.background) == ("Vastaajan numero", ("1. Alue",))
    assert columns.text == (f"3. {Q1}", f"4. {Q2}")
    assert table.row(0) == 5 if titled else 2


def test_webropol_in_swedish_with_windows_letters(text_file):
    answers = [f"Vi behöver mer tid för möten nummer {i}, tack" for i in N]
    header = ["Respondentnummer", "Påbörjad", "1. Kön", "2. Annat, vad?", "3. Vad borde vi utveckla?", "Samtycke"]
    rows = [[i, STAMPS[i], "Kvinna" if i % 2 else "Man", "hälsan" if i == 1 else "", answers[i], "Ja"] for i in N]
    _, columns = understood(text_file([header, *rows], separator=";", encoding="cp1252"), N, (answers,))
    assert (columns.id, columns.text, columns.background) == (header[0], (header[4],), ("1. Kön",))


@pytest.mark.parametrize("title", ["Mikä on vaikeinta? (avoin)", "Kuvaa päivääsi yhdellä sanalla", "Kommentti"])
def test_answers_of_a_word_or_two_to_an_openly_asked_question(text_file, title):
    words = ["kiire", "melu", "kiire", "huono johto", "", "liikaa töitä"]
    path = text_file([["id", "Alue", title], *([i, REGIONS[i], words[i]] for i in N)])
    _, columns = understood(path, N, (words,))
    assert columns.text == (title,)


def column(path, name):
    """Give what one column looks like."""
    return look(read_table(path), name).kind


def test_whom_to_call_is_neither_an_answer_nor_background(text_file):
    reach = ["Aino Esimerkki, aino@esimerkki.fi", "", "040 123 4567 / Pekka", "", "li@esimerkki.fi", ""]
    links = [f"https://esimerkki.fi/kuva/{i // 2}" for i in N]
    path = text_file(
        [["id", "Kirjoita tähän, jos haluat kuulla lisää", "Kuva", Q1], *zip(N, reach, links, ANSWERS, strict=True)]
    )
    assert column(path, "Kirjoita tähän, jos haluat kuulla lisää") == "contact"
    assert column(path, "Kuva") == "contact"
    assert choose_columns(read_table(path)).text == (Q1,)


def test_an_open_question_about_contact_details_is_one(text_file):
    path = text_file([["id", "Miten yhteystietojen jakamista voisi parantaa?"], *zip(N, ANSWERS, strict=True)])
    assert choose_columns(read_table(path)).text == ("Miten yhteystietojen jakamista voisi parantaa?",)


def test_amounts_with_their_units_are_no_answers(text_file):
    ages = ["45 vuotta", "37", "n. 50 v", "61 vuotta", "29 v", "44 vuotta"]
    path = text_file([["id", "Ikä", Q1], *zip(N, ages, ANSWERS, strict=True)])
    assert choose_columns(read_table(path)).text == (Q1,)
