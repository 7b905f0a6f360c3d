"""Editing the codebook: what an edit would do is shown first, nothing is overwritten, everything can be taken back."""

from __future__ import annotations

import html
import re

import pytest
from markupsafe import escape

from tests.web.desk_rig import CODEBOOK, SCRIPT, SURVEY, app_of, client_of, filled, logged_in, post, with_people
from theme_mining.assembly.desk import EDITS, edited, effect_on
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.web.access import Access


@pytest.fixture
def store(tmp_path):
    with with_people(filled(tmp_path / "c.db")) as made:
        yield made


@pytest.fixture
def client(store):
    return client_of(app_of(store))


def _edit(client, base=1, to="edit", **fields):
    return post(client, f"{CODEBOOK}/{to}", {"base": str(base), **fields})


def test_an_edit_is_shown_with_its_effect_before_anything_is_written(client, store):
    page = _edit(client, to="preview", verb="merge", themes=["raha", "tilat"], name="Voimavarat")
    assert page.status_code == 200
    rows = dict(
        re.findall(r'<tr><th scope="row">([^<]+)</th><td class="number">(\d+)</td><td class="number">\d+', page.text)
    )
    assert rows["Voimavarat"] == "8"
    assert "Poistuu: Tilat" in page.text
    assert store.codebook(SURVEY).version == 1
    hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    fields: dict[str, list[str]] = {}
    for name, value in hidden:
        fields.setdefault(name, []).append(html.unescape(value))
    assert client.post(f"{CODEBOOK}/edit", data=fields).status_code == 200
    assert store.codebook(SURVEY).themes[0].name == "Voimavarat"
    assert store.count(SURVEY, theme="raha") == 12
    assert store.count(SURVEY, theme="tilat") == 0


def test_every_edit_makes_a_version_that_says_who_and_why(client, store):
    steps = (
        {"verb": "rename", "theme": "tieto", "name": "Tieto kulkee"},
        {"verb": "define", "theme": "tieto", "description": "Kuka tietää mitä"},
        {"verb": "add", "name": "Vapaaehtoiset"},
        {"verb": "move", "theme": "tieto", "parent": "raha"},
        {"verb": "park", "theme": "vaki"},
        {"verb": "accept"},
    )
    for base, step in enumerate(steps, 1):
        assert _edit(client, base, **step).status_code == 200
    kept = store.codebooks(SURVEY)
    assert [k.version for k in kept] == [7, 6, 5, 4, 3, 2, 1]
    assert {k.who for k in kept[:-1]} == {"paikallinen"}
    page = client.get(CODEBOOK).text
    for said in ("Uusi nimi", "Pysäköinti", "Siirto toiseen ryhmään", "Hyväksyminen", "paikallinen"):
        assert said in page
    assert "Katsot vanhaa versiota" in client.get(f"{CODEBOOK}?version=1").text
    assert store.count(SURVEY, theme="vaki") == 0


def test_a_theme_is_split_by_words_and_by_hand(client, store):
    parts = {"verb": "split", "theme": "raha", "part1": "Avustukset", "part2": "Tarve", "words2": "rahaa, maksu"}
    page = _edit(client, to="preview", **parts).text
    assert "Mihin osaan kukin vastaus menee" in page
    chosen = dict(re.findall(r'name="to (\d+)" value="(\d)" checked', page))
    assert set(chosen.values()) == {"0", "1"}
    moved = next(answer for answer, part in chosen.items() if part == "0")
    assert _edit(client, **parts, **{f"to {moved}": "1"}).status_code == 200
    names = {t.id: t.name for t in store.codebook(SURVEY)}
    assert "raha" not in names
    assert [names[t] for t in store.answer(SURVEY, moved).themes] == ["Tarve"]
    assert store.count(SURVEY, theme="avustukset-2") == 3
    assert store.count(SURVEY, theme="tarve-2") == 5


def test_undo_makes_a_new_version_and_gives_answers_their_themes_back(client, store):
    before = {a.id: a.themes for a in store.answers(SURVEY)}
    _edit(client, verb="merge", themes=["raha", "tilat"])
    assert _edit(client, 2, to="undo").status_code == 200
    assert store.codebook(SURVEY).version == 3
    assert {a.id: a.themes for a in store.answers(SURVEY)} == before


def test_the_second_of_two_editors_sees_the_other_change_and_can_look_again(store):
    app = app_of(store, Access.accounts())
    anna, aatos = logged_in(app, "Anna"), logged_in(app, "Aatos")
    assert _edit(anna, verb="rename", theme="raha", name="Talous").status_code == 200
    for to in ("edit", "preview"):
        late = _edit(aatos, to=to, verb="rename", theme="raha", name="Rahoitus")
        assert late.status_code == 409
    assert "Uusi nimi" in late.text
    assert "Anna" in late.text
    assert store.codebook(SURVEY).themes[0].name == "Talous"
    assert _edit(aatos, 1, to="undo").status_code == 409
    assert _edit(aatos, 2, verb="rename", theme="raha", name="Rahoitus").status_code == 200


def test_a_reader_looks_and_does_not_edit(store):
    lauri = logged_in(app_of(store, Access.accounts()), "Lauri")
    page = lauri.get(CODEBOOK).text
    assert "Raha ja avustukset" in page
    assert "<form" not in page.replace('<form method="post" action="/logout"', "")
    assert _edit(lauri, verb="park", theme="raha").status_code == 403


def test_an_edit_that_cannot_be_is_a_page_that_says_so(client, store):
    wrong = (
        {"verb": "merge", "themes": ["raha"]},
        {"verb": "rename", "theme": "raha", "name": " "},
        {"verb": "rename", "theme": "eiole", "name": "X"},
        {"verb": "move", "theme": "raha", "parent": "raha"},
        {"verb": "split", "theme": "raha", "part1": "Yksi"},
        {"verb": "eiole"},
        {"verb": "add", "name": "x" * 300},
    )
    for fields in wrong:
        assert _edit(client, **fields).status_code == 400, fields
    assert store.codebook(SURVEY).version == 1


def test_script_text_in_names_stays_text(client):
    for page in (
        client.get(CODEBOOK),
        _edit(client, to="preview", verb="rename", theme="raha", name=SCRIPT),
        _edit(client, to="preview", verb="split", theme="vaki", part1=SCRIPT, part2="toinen"),
    ):
        assert page.status_code == 200
        assert SCRIPT not in page.text
        assert str(escape(SCRIPT)) in page.text


def test_effects_count_answers_that_had_the_goal_already():
    book = Codebook(1, (Theme("a", "A"), Theme("b", "B"), Theme("c", "C")))
    edit = edited(book, "merge", {"themes": ["a", "b"]})
    rows = effect_on(edit, {"1": ("a",), "2": ("a", "b"), "3": ("b",), "4": ("c",)}).set_index("theme")
    assert rows.loc["a", ["before", "after"]].tolist() == [2, 3]
    assert rows.loc["b", ["before", "after"]].tolist() == [2, 0]
    assert "c" not in rows.index
    with pytest.raises(InputError, match="no edit"):
        edited(book, "burn", {})
    assert "burn" not in EDITS


def test_a_new_themes_id_was_never_used_before(client, store):
    _edit(client, verb="add", name="Kahvi")
    first = store.codebook(SURVEY).themes[-1].id
    _edit(client, 2, verb="merge", themes=["raha", first])
    _edit(client, 3, verb="add", name="Kahvi")
    assert store.codebook(SURVEY).themes[-1].id not in (first, "raha")
