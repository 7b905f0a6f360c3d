"""Settling doubtful answers: by forms alone, together, blind."""

from __future__ import annotations

import re
import threading

import pytest
from markupsafe import escape

from tests.web.desk_rig import REVIEW, SCRIPT, SURVEY, app_of, client_of, filled, logged_in, post, token_in, with_people
from theme_mining.assembly.desk import Piece, agreement, pieces, places
from theme_mining.core.errors import Conflict
from theme_mining.web.access import Access


@pytest.fixture
def store(tmp_path):
    with filled(tmp_path / "r.db") as made:
        yield made


@pytest.fixture
def client(store):
    return client_of(app_of(store))


def _shown(page: str) -> dict[str, str]:
    """Give what a page of the queue would send when saved as it is."""
    fields = dict(re.findall(r'<input type="hidden" name="(answer|version|blind|csrf)" value="([^"]*)"', page))
    ticked = re.findall(r'name="themes" value="([^"]+)"[^>]*checked', page)
    return {**fields, "do": "save", "themes": ticked}


def _settle(client, **other) -> tuple[dict[str, str], str]:
    page = client.get(REVIEW).text
    fields = {**_shown(page), **other}
    return fields, client.post(REVIEW, data=fields).text


def test_the_most_doubtful_answer_comes_first_with_its_evidence_marked(client):
    page = client.get(REVIEW).text
    assert _shown(page)["answer"] == "1"
    assert re.search(r"<mark>Avust<span class=\"of\">.*Raha ja avustukset", page)
    assert "kone ehdottaa: Raha ja avustukset" in page
    assert "Ratkaistu 0 / 12, jäljellä 12" in page


def test_accepting_settles_with_the_themes_ticked_and_goes_on(client, store):
    fields, after = _settle(client)
    kept = store.answer(SURVEY, fields["answer"])
    assert (kept.themes, kept.origin, kept.review) == (("raha",), "person", False)
    assert "Ratkaistu 1 / 12, jäljellä 11" in after
    assert _shown(after)["answer"] != fields["answer"]


def test_several_themes_none_and_a_new_one_can_be_given(client, store):
    several, _ = _settle(client, themes=["tilat", "tieto"])
    assert store.answer(SURVEY, several["answer"]).themes == ("tilat", "tieto")
    none, _ = _settle(client, themes=[])
    assert (store.answer(SURVEY, none["answer"]).themes, store.progress(SURVEY).settled) == ((), 2)
    new, _ = _settle(client, themes=["raha"], new="Yhteinen  kalenteri")
    codebook = store.codebook(SURVEY)
    assert codebook.version == 2
    added = codebook.themes[-1]
    assert added.name == "Yhteinen kalenteri"
    assert store.answer(SURVEY, new["answer"]).themes == ("raha", added.id)
    _settle(client, themes=[], new="yhteinen kalenteri")
    assert store.codebook(SURVEY).version == 2


def test_skipping_leaves_the_answer_to_others(store):
    app = app_of(with_people(store), Access.accounts())
    anna, aatos = logged_in(app, "Anna"), logged_in(app, "Aatos")
    first = _shown(anna.get(REVIEW).text)
    assert "Ohitettiin" in anna.post(REVIEW, data={**first, "do": "skip", "new": "ei tätä"}).text
    assert store.codebook(SURVEY).version == 1
    assert store.answer(SURVEY, first["answer"]).review
    mine = {_shown(anna.get(REVIEW).text)["answer"] for _ in range(3)}
    assert first["answer"] not in mine
    assert first["answer"] in {answer.id for answer in store.answers(SURVEY, status="doubtful")}
    assert "answer" in _shown(aatos.get(REVIEW).text)


def test_undo_brings_the_answer_back_to_the_screen_as_it_was(client, store):
    fields, _ = _settle(client, themes=["tilat"])
    page = post(client, f"{REVIEW}/undo", {}).text
    assert "Päätös kumottiin" in page
    assert _shown(page)["answer"] == fields["answer"]
    assert _shown(page)["themes"] == ["raha"]
    assert store.progress(SURVEY).settled == 0
    assert "Ei mitään kumottavaa" in post(client, f"{REVIEW}/undo", {}).text


def test_the_second_of_two_sees_what_the_first_decided_and_overwrites_only_on_purpose(store):
    app = app_of(with_people(store), Access.accounts())
    anna, aatos = logged_in(app, "Anna"), logged_in(app, "Aatos")
    seen = {**_shown(anna.get(f"{REVIEW}?answer=3").text), "themes": ["tilat"]}
    late = {**_shown(aatos.get(f"{REVIEW}?answer=3").text), "themes": ["raha"]}
    assert anna.post(REVIEW, data=seen).status_code == 200
    told = aatos.post(REVIEW, data=late)
    assert told.status_code == 409
    assert "Joku ehti ensin" in told.text
    assert "Anna" in told.text
    assert store.answer(SURVEY, "3").themes == ("tilat",)
    again = dict(re.findall(r'name="(answer|version|csrf|themes)" value="([^"]*)"', told.text))
    assert aatos.post(REVIEW, data={**again, "do": "save"}).status_code == 200
    assert store.answer(SURVEY, "3").themes == ("raha",)
    assert [d.who for d in store.decisions(SURVEY, answer_id="3")] == ["Aatos", "Anna"]
    undone = post(anna, f"{REVIEW}/undo", {})
    assert undone.status_code == 409
    assert "kumoaminen ei tehnyt mitään" in undone.text


def test_coding_blind_shows_nothing_that_others_gave_and_agreement_afterwards(store):
    app = app_of(with_people(store), Access.accounts())
    anna, aatos = logged_in(app, "Anna"), logged_in(app, "Aatos")
    given = {}
    for themes in (["tilat"], ["raha"], ["tieto"], ["tilat"]):
        fields, _ = _settle(anna, themes=themes)
        given[fields["answer"]] = themes
    for place in range(4):
        page = aatos.get(f"{REVIEW}?blind=1").text
        shown = _shown(page)
        assert shown["answer"] in given
        assert shown["themes"] == []
        assert "<mark>" not in page
        assert "kone ehdottaa" not in page
        assert "nyt:" not in page
        own = given[shown["answer"]] if place else ["vaki"]
        aatos.post(REVIEW, data={**shown, "themes": own})
    assert all(list(store.answer(SURVEY, answer).themes) == themes for answer, themes in given.items())
    page = anna.get(f"{REVIEW}/agreement").text
    assert "4 vastausta on koodattu ainakin kahdesti" in page
    assert "Aatos, Anna" in page
    found = agreement(store.codings(SURVEY), ["tilat", "raha"])
    assert (found.coded_twice, found.coders) == (4, ("Aatos", "Anna"))
    assert 0 < found.overall.value < 1


def test_script_text_in_answers_and_names_stays_text(client, store):
    page = client.get(f"{REVIEW}?answer=5").text
    assert SCRIPT not in page
    assert str(escape(SCRIPT)) in page
    for address in (f"{REVIEW}?done={SCRIPT}", f"{REVIEW}?blind={SCRIPT}", f"/survey/{SCRIPT}/review"):
        assert SCRIPT not in client.get(address).text
    _, after = _settle(client, themes=[], new=f"Uusi {SCRIPT}")
    assert SCRIPT not in after


def test_an_answer_or_survey_that_is_not_there_is_no_fault(client):
    assert client.get("/survey/eiole/review").status_code < 500
    assert client.get(f"{REVIEW}?answer=eiole").status_code < 500
    token = token_in(client.get(REVIEW).text)
    wrong = (
        {},
        {"answer": "1", "version": "x"},
        {"answer": "1", "version": "9" * 30},
        {"answer": "1", "version": "2", "themes": "eiole"},
    )
    for fields in wrong:
        assert client.post(REVIEW, data={"csrf": token, **fields}).status_code in (400, 404, 409)


def test_pieces_of_a_text_join_to_the_text_whatever_the_evidence():
    text = "liian kallis vuokra"
    marks = [(6, 12, "hinta"), (6, 19, "tilat"), (-3, 2, "x"), (15, 99, "y"), (4, 4, "z"), (50, 60, "z")]
    assert "".join(piece.text for piece in pieces(text, marks)) == text
    assert pieces(text, marks)[2] == Piece("kallis", ("hinta", "tilat"))
    assert pieces("", [(0, 1, "x")]) == []
    assert places("(Hinta) hintava", ["Hinta", "", "puuttuu"], "t") == ((1, 6, "t"),)


def test_twenty_reviewers_at_once_lose_nothing_and_double_nothing(tmp_path):
    with filled(tmp_path / "many.db", 240) as store:
        for n in range(20):
            store.add_user(f"k{n}", "x", "analyst")
        app = app_of(store, Access.accounts())
        mine: dict[str, int] = {}

        def review(name: str) -> None:
            client, done = logged_in(app, name), 0
            for _ in range(200):
                page = client.get(REVIEW).text
                if "Kaikki epävarmat vastaukset on ratkaistu" in page:
                    break
                done += client.post(REVIEW, data=_shown(page), follow_redirects=False).status_code == 303
            mine[name] = done

        people = [threading.Thread(target=review, args=(f"k{n}",)) for n in range(20)]
        for person in people:
            person.start()
        for person in people:
            person.join()
        decisions = store.decisions(SURVEY)
        assert sum(mine.values()) == len(decisions) == 120
        assert len({d.answer_id for d in decisions}) == 120
        assert dict(store.progress(SURVEY).by_user) == {name: n for name, n in sorted(mine.items()) if n}


def test_a_conflict_carries_what_stands(store):
    store.decide(SURVEY, "1", ["tilat"], who="Anna", version=2)
    with pytest.raises(Conflict) as told:
        store.decide(SURVEY, "1", ["raha"], who="Aatos", version=2)
    assert told.value.current.themes == ("tilat",)
