"""The pages coordinators read: figures, filters, small cells, downloads."""

from __future__ import annotations

import csv
import io
import re
from importlib.metadata import version

import pandas as pd
import pytest
from filled import RUN, coded
from starlette.testclient import TestClient

from theme_mining.assembly.settings import Settings
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.types import Answer, Run
from theme_mining.storage.store import SqlStore
from theme_mining.web import make_app

S = "/survey/jarjestokysely"
PAGES = ["", "/theme/resurssit", "/compare", "/network", "/map", "/signals"]


def _table(reader, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(reader.get(address).content.decode("utf-8-sig"))))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_every_page_answers_in_every_language(reader, page, language):
    answer = reader.get(f"{S}{page}?lang={language}")
    assert answer.status_code == 200
    assert f'<html lang="{language}">' in answer.text
    assert len(re.findall(r"<h1[ >]", answer.text)) == 1


def test_the_overview_tells_shares_with_intervals_and_bases(reader):
    page = reader.get(S).text
    rows = _table(reader, f"{S}/figure/shares.csv")
    assert len(rows) == 13
    first = rows[0]
    share = float(first["share"].replace(",", "."))
    assert float(first["low"].replace(",", ".")) < share < float(first["high"].replace(",", "."))
    assert first["name"] in page
    assert f"{round(100 * share)}\u00a0%" in page


def test_a_filter_stays_in_every_link_and_picture(reader):
    page = reader.get(f"{S}?wave=2022&by.Alue=Saaristo").text
    links = re.findall(r'(?:href|src|srcset)="(/survey/[^"]+(?:theme|figure)/[^"]+)"', page)
    assert links
    assert all("wave=2022" in link and "by.Alue=Saaristo" in link for link in links)


def test_a_filter_counts_only_its_own_respondents(reader):
    whole = {r["theme"]: r["respondents"] for r in _table(reader, f"{S}/figure/shares.csv")}
    part = {r["theme"]: r["respondents"] for r in _table(reader, f"{S}/figure/shares.csv?wave=2022")}
    assert all(int(n) < int(whole[theme]) for theme, n in part.items() if n)


def test_small_cells_are_hidden_in_pages_pictures_tables_and_quotes_alike(reader):
    narrow = "by.Alue=Saaristo&by.J%C3%A4rjest%C3%B6tyyppi=Kattoj%C3%A4rjest%C3%B6&wave=2018"
    page = reader.get(f"{S}?{narrow}")
    rows = _table(reader, f"{S}/figure/shares.csv?{narrow}")
    assert page.status_code == 200
    hidden = [r for r in rows if r["hidden"] not in ("false", "False", "0", "")]
    assert hidden
    assert all(not r["respondents"] and not r["share"] for r in hidden)
    theme = reader.get(f"{S}/theme/{hidden[0]['theme']}?{narrow}").text
    assert "blockquote" not in theme


def test_comparing_rounds_says_what_differs_and_how_sure_that_is(reader):
    page = reader.get(f"{S}/compare?column=wave&first=2018&second=2022").text
    rows = _table(reader, f"{S}/figure/compare.csv?column=wave&first=2018&second=2022")
    assert {"difference", "low", "high", "p", "verdict", "size"} <= set(rows[0])
    assert "2018: 199 vastaajaa. 2022: 228 vastaajaa." in page


@pytest.mark.parametrize("kind", ["shares", "compare", "network", "map"])
def test_a_picture_comes_light_and_dark_and_as_pixels(reader, kind):
    light, dark = reader.get(f"{S}/figure/{kind}.svg"), reader.get(f"{S}/figure/{kind}.svg?dark=1")
    pixels = reader.get(f"{S}/figure/{kind}.png")
    assert light.text.startswith("<svg")
    assert dark.text.startswith("<svg")
    assert light.text != dark.text
    assert pixels.content.startswith(b"\x89PNG")
    assert light.headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize(
    "address",
    ["/survey/nosuch", f"{S}/theme/nosuch", f"{S}?wave=1999", f"{S}/compare?column=nosuch", f"{S}/figure/x.svg"],
)
def test_what_is_not_there_is_a_page_that_says_so(reader, address):
    answer = reader.get(address)
    assert answer.status_code == 404
    assert "Sivua ei ole" in answer.text


def test_a_survey_of_one_wave_without_background_has_nothing_to_compare(tmp_path):
    store = SqlStore(tmp_path / "one.db")
    store.add_batch("pieni", "1", [Answer(f"{i}", "Mitä?", "Rahaa tarvitaan lisää", {}, (), "fi") for i in range(9)])
    client = TestClient(make_app(store, Settings()), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))
    assert "ei ole ryhmiä" in client.get("/survey/pieni/compare").text
    assert "ei ole karttaa" in client.get("/survey/pieni/map").text
    assert client.get("/survey/pieni").status_code == 200
    assert client.get("/survey/pieni/signals").status_code == 200
    assert client.get("/survey/pieni/network").status_code == 200


def test_script_text_in_answers_themes_groups_and_names_is_inert(tmp_path):
    bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
    store = SqlStore(tmp_path / "bad.db")
    answers = [Answer(f"{i}{bad}", bad, f"{bad} raha {i}", {bad: bad + str(i % 2)}, (), "fi") for i in range(30)]
    store.add_batch("k", bad, answers, title=bad)
    import pandas as pd

    book = Codebook(1, (Theme("t" + bad, bad, bad), Theme("u", "Raha")))
    given = pd.DataFrame({"id": [a.id for a in answers], "themes": [("t" + bad,), ("u",)] * 15, "confidence": 0.9})
    store.assign("k", book, given, Run("r", "classify", "h", {}, 1, {}, {}))
    client = TestClient(make_app(store, Settings()), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))
    seen = ""
    for page in ("", "/compare", "/network", "/map", "/signals", "/figure/shares.svg", "/figure/network.svg"):
        answer = client.get(f"/survey/k{page}")
        assert answer.status_code in (200, 404), page
        seen += answer.text
    for link in set(re.findall(r'href="(/survey/k/theme/[^"]+)"', seen)):
        seen += client.get(link).text
    assert "<script>alert" not in seen
    assert "<img src=x" not in seen


def test_models_are_listed_with_their_cards_and_a_spoilt_one_says_so(tmp_path):
    store = SqlStore(tmp_path / "m.db")
    store.add_model("malli", str(tmp_path / "nothing"), "0")
    client = TestClient(make_app(store, Settings()), base_url="http://127.0.0.1", client=("127.0.0.1", 50000))
    assert "malli" in client.get("/models").text
    assert "no model folder" in client.get("/models/malli").text
    assert client.get("/models/toinen").status_code == 404


def test_what_one_respondent_says_many_times_is_no_group(tmp_path):
    """Six answers of one person with two themes and one word: six answers, but one respondent."""
    from theme_mining.assembly.shown import View, Whole, network, telling, theme_shown
    from theme_mining.assembly.shown.words import read_words

    rows = coded().iloc[:120]
    answers = [
        Answer(f"a{i}", "Mitä toivotte?", text, {}, (), "fi")
        for i, text in enumerate(rows["vastaus"])
        if len(text) > 30
    ]
    talker = [Answer(f"b{i}", "Mitä toivotte?", "Pelastuskoira tarvitaan kylälle.", {}, (), "fi") for i in range(6)]
    themes = ["a;b"] * len(talker) + (["a", "b", "c"] * len(answers))[: len(answers)]
    book = Codebook(1, (Theme("a", "Alfa"), Theme("b", "Beeta"), Theme("c", "Gamma")))
    with SqlStore(tmp_path / "s.db") as store:
        people = ["puhelias"] * len(talker) + [f"v{i}" for i in range(len(answers))]
        store.add_batch("k", "1", [*talker, *answers], respondents=people, weights=[1.0] * len(people), run=RUN)
        given = pd.DataFrame({"id": [a.id for a in (*talker, *answers)], "themes": themes, "confidence": 0.9})
        store.assign("k", book, given.assign(review=False), RUN)
        whole = Whole(store.theme_table("k"))
    assert not network(whole, View()).pairs
    assert not theme_shown(whole, View(), "a").company
    said = telling(whole, View(), read_words(whole, Settings()), 500)
    assert "pelastuskoira" not in {word.word for words in said.values() for word in words}


def test_a_page_offers_no_filter_that_it_does_not_follow(reader):
    assert 'class="filters' not in reader.get(f"{S}/signals").text
    compared = reader.get(f"{S}/compare?column=Alue").text
    assert 'name="by.Alue"' not in compared
    assert 'name="by.Koko"' in compared


def test_the_guide_says_how_to_read_the_numbers_in_every_language(reader):
    words = {"fi": "Osuus ja väli", "sv": "Andel och intervall", "en": "Share and interval"}
    for language, heading in words.items():
        page = reader.get("/guide", params={"lang": language}).text
        assert heading in page
        assert version("theme_mining") in page
