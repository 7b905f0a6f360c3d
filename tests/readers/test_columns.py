"""Which columns hold what, by looking."""

from theme_mining.readers import choose_columns, raw_answers, read_table

from .conftest import ANSWERS, IDEAS, REGIONS


def table_of(text_file, **columns):
    return read_table(text_file([list(columns), *zip(*columns.values(), strict=True)]))


def test_one_column_called_text_is_taken_before_other_open_columns(text_file):
    table = table_of(text_file, id=range(6), otsikko=IDEAS[::-1], text=ANSWERS)
    assert choose_columns(table).text == ("text",)


def test_codings_and_results_are_neither_answers_nor_background(text_file):
    themes = ["koulutus; raha ja tilat", "raha ja tilat", "", "koulutus", "tieto kulkee", "muu asia"]
    table = table_of(text_file, id=range(6), vastaus=ANSWERS, teemat=themes, label=list("aabbab"))
    columns = choose_columns(table)
    assert (columns.text, columns.background) == (("vastaus",), ())


def test_an_id_must_be_unique_to_be_found(text_file):
    table = table_of(text_file, id=[1, 1, 2, 2, 3, 3], vastaus=ANSWERS)
    columns = choose_columns(table)
    assert (columns.id, columns.respondent) == ("", "id")


def test_the_surest_id_wins(text_file):
    table = table_of(text_file, numero=range(6), Vastaajanumero=[f"V{i}" for i in range(6)], vastaus=ANSWERS)
    assert choose_columns(table).id == "Vastaajanumero"


def test_named_background_is_taken_alone(text_file):
    table = table_of(text_file, vastaus=ANSWERS, alue=REGIONS, koko=list("aabbab"))
    assert choose_columns(table, background=["koko"]).background == ("koko",)
    assert choose_columns(table).background == ("alue", "koko")


def test_names_may_differ_in_case_and_spaces(text_file):
    table = table_of(text_file, Vastaus=ANSWERS, Alue=REGIONS)
    columns = choose_columns(table, text=["  vastaus "], background=["ALUE"])
    assert (columns.text, columns.background) == (("Vastaus",), ("Alue",))


def test_personal_columns_of_a_tool_are_left_alone(text_file):
    names = ["Aino Ek", "Bo Ek", "Cia Ek", "Dan Ek", "Eva Ek", "Fia Ek"]
    table = table_of(text_file, Nimi=names, Sähköposti=["a@b.fi"] * 6, vastaus=ANSWERS)
    columns = choose_columns(table)
    assert (columns.text, columns.background) == (("vastaus",), ())


def test_what_was_found_is_said(text_file):
    notes = choose_columns(table_of(text_file, id=range(6), vastaus=ANSWERS, paino=[0.5] * 6, alue=REGIONS)).notes
    assert notes == ("text column: vastaus", "id column: id", "weight column: paino", "background: alue")


def test_answers_come_row_by_row_and_question_by_question(text_file):
    table = table_of(text_file, id=[f"v{i}" for i in range(6)], q1=ANSWERS, q2=IDEAS)
    found = list(raw_answers(table, choose_columns(table)))
    assert [a.id for a in found[:3]] == ["v0:1", "v0:2", "v1:1"]
    assert [a.text for a in found] == [text for pair in zip(ANSWERS, IDEAS, strict=True) for text in pair]
    assert "koulutusta" not in repr(found[0])


def test_scales_and_several_choices_are_not_answers(text_file):
    scale = ["Täysin samaa mieltä", "Jokseenkin eri mieltä", "En osaa sanoa", "Täysin eri mieltä", "Samaa mieltä",
             "Ei samaa eikä eri mieltä"]  # fmt: skip
    chosen = ["Kerho;Retket;", "Retket;Neuvonta ja ohjaus;", "Kerho;", "Kerho;Retket;Neuvonta ja ohjaus;", "Retket;",
              "Neuvonta ja ohjaus;"]  # fmt: skip
    table = table_of(text_file, id=range(6), Väite=scale, Palvelut=chosen, Perustele=ANSWERS, Alue=REGIONS)
    columns = choose_columns(table)
    assert columns.text == ("Perustele",)
    assert "Alue" in columns.background


def test_names_of_organisations_are_not_answers(text_file):
    names = ["Jokilaakson Reumayhdistys ry", "Rantakaupungin Omaishoitajat", "Kylien Tuki ry", "Saariston Sydän ry",
             "Pohjolan Kuulo ry", "Järvenseudun Muisti ry"]  # fmt: skip
    table = table_of(text_file, id=range(6), **{"Järjestön nimi": names, "Toiveet": ANSWERS})
    assert choose_columns(table).text == ("Toiveet",)


def test_short_answers_to_an_asking_column_are_answers(text_file):
    answers = ["Lisää rahaa", "Aikaa ja tilaa", "Vertaistukea", "Yhteinen kalenteri", "Selkeä yhteyshenkilö", ""]
    table = table_of(text_file, id=range(6), **{"Mitä toivotte?": answers}, Alue=REGIONS)
    assert choose_columns(table).text == ("Mitä toivotte?",)
