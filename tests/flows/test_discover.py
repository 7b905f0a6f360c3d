"""Discover: from segments to a draft codebook a coordinator can read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from theme_mining.clusterers.consensus import Consensus
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError, SettingsError
from theme_mining.core.types import Segment, Vectors
from theme_mining.flows.discover import DiscoverOptions, Discovery, discover

# word form: lemma (compound parts)
SCHOOL = {"koulun": "koulu", "opettajia": "opettaja", "luokat": "luokka", "koulukuljetus": "koulukuljetus"}
ROADS = {"teiden": "tie", "kunto": "kunto", "bussit": "bussi", "pysäkki": "pysäkki", "liikenne": "liikenne"}
CARE = {
    "lääkärin": "lääkäri",
    "jonot": "jono",
    "hoitoon": "hoito",
    "terveysasema": "terveysasema",
    "hoitajia": "hoitaja",
}
SUBJECTS = (SCHOOL, ROADS, CARE)
PARTS = {"koulukuljetus": ("koulu", "kuljetus"), "terveysasema": ("terveys", "asema")}
MEANING = {word: n for n, subject in enumerate(SUBJECTS) for word in subject.values()}


def segment(answer, number, words, language="fi"):
    forms = {form: lemma for subject in SUBJECTS for form, lemma in subject.items()}
    spans, at = [], 0
    for word in words:
        spans.append((at, at + len(word)))
        at += len(word) + 1
    lemmas = tuple(forms.get(word, word) for word in words)
    parts = tuple(PARTS.get(lemma, ()) for lemma in lemmas)
    return Segment(f"{answer}.{number}", answer, " ".join(words), lemmas, tuple(spans), parts, language=language)


def vectors_of(segments):
    """A direction of its own for each subject, a little for each word: a small embedder that means what it says."""
    rows = np.zeros((len(segments), 40), dtype=np.float32)
    for row, s in zip(rows, segments, strict=True):
        for lemma in s.lemmas:
            if lemma in MEANING:
                row[MEANING[lemma]] += 1.0
                row[3 + sorted(MEANING).index(lemma)] += 0.5
    rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return Vectors(tuple(s.id for s in segments), rows, "invented")


def answers(n=120, seed=0):
    draw = np.random.default_rng(seed)
    return [
        segment(f"v{i}", 0, [str(w) for w in draw.choice(list(SUBJECTS[i % 3]), draw.integers(2, 4), replace=False)])
        for i in range(n)
    ]


def found(segments, n_themes=3, **options) -> Discovery:
    return discover(segments, vectors_of(segments), Consensus(n_themes, n_members=6), DiscoverOptions(**options))


def test_every_answer_has_its_row_in_order_and_a_theme_of_the_codebook():
    segments = answers()
    discovery = found(segments)
    assert discovery.answers["id"].tolist() == [s.answer_id for s in segments]
    ids = {theme.id for theme in discovery.codebook}
    assert set(discovery.answers["theme"]) <= ids
    assert discovery.answers["score"].between(0, 1).all()
    assert discovery.answers.groupby(np.arange(120) % 3)["theme"].nunique().tolist() == [1, 1, 1]


def test_shuffled_answers_get_the_same_themes_names_and_ids():
    segments = answers()
    order = np.random.default_rng(3).permutation(len(segments))
    first, again = found(segments), found([segments[i] for i in order])
    assert first.codebook == again.codebook
    assert dict(zip(first.answers["id"], first.answers["theme"], strict=True)) == dict(
        zip(again.answers["id"], again.answers["theme"], strict=True)
    )
    pd.testing.assert_frame_equal(first.figures.drop(columns="borderline"), again.figures.drop(columns="borderline"))


def test_a_name_is_a_noun_phrase_of_the_answers_own_words():
    names = {theme.name for theme in found(answers()).codebook}
    words = {w.casefold() for name in names for w in name.replace(" ja ", " ").split()}
    forms = {form for subject in SUBJECTS for pair in subject.items() for form in pair}
    assert words <= forms | {"opettajat", "oppilaat", "hoitajat"}
    assert all(name[0].isupper() for name in names)


def test_an_answer_of_two_ideas_has_both_themes_and_one_that_comes_first():
    two = [segment("kaksi", 0, ["opettajia", "luokat", "koulun"]), segment("kaksi", 1, ["bussit", "liikenne"])]
    discovery = found([*answers(), *two])
    row = discovery.answers.iloc[-1]
    assert len(row["themes"].split(";")) == 2
    assert row["themes"].split(";")[0] == row["theme"]
    held = {a.segment_id: a.theme_id for a in discovery.assignments if a.segment_id.startswith("kaksi")}
    assert len(set(held.values())) == 2


def test_evidence_points_at_words_of_the_segment():
    segments = answers()
    discovery = found(segments)
    text = {s.id: s.text for s in segments}
    for a in discovery.assignments[:20]:
        assert all(0 <= start < end <= len(text[a.segment_id]) for start, end in a.evidence)
        assert a.evidence
    assert discovery.answers["evidence"].str.len().gt(0).all()


def test_an_answer_without_content_is_counted_apart():
    empty = Segment("tyhjä.0", "tyhjä", "-", language="none")
    discovery = found([*answers(), empty])
    assert discovery.no_content == 1
    assert discovery.answers.iloc[-1][["theme", "themes", "why"]].tolist() == ["", "", "no content"]
    assert discovery.other == 0


def test_an_answer_that_cannot_be_compared_is_other_with_its_reason():
    foreign = segment("ruotsi", 0, ["jag", "vet", "inte"], language="sv")
    discovery = found([*answers(), foreign])
    assert discovery.other == 1
    assert discovery.answers.iloc[-1]["why"].startswith("other: another language")


def test_another_language_draws_no_theme_of_its_own_but_joins_by_meaning():
    swedish = [segment(f"sv{i}", 0, ["opettajia", "skolan"], language="sv") for i in range(12)]
    discovery = found([*answers(), *swedish])
    joined = set(discovery.answers["theme"].iloc[-12:])
    assert joined == {discovery.answers["theme"].iloc[0]}


def test_words_of_the_question_make_no_themes_and_name_none():
    asked = [segment(f"v{i}", 0, [*s.text.split(), "toive"]) for i, s in enumerate(answers())]
    discovery = found(asked, question_lemmas=("toive",))
    assert not discovery.figures["lemmas"].str.contains("toive").any()


def test_own_stop_words_are_left_out():
    assert not found(answers(), stop_words=("Bussi",)).figures["lemmas"].str.contains("bussi").any()


def test_figures_tell_size_share_and_interval():
    figures = found(answers()).figures
    assert figures["answers"].sum() == 120
    assert ((figures["low"] < figures["share"]) & (figures["share"] < figures["high"])).all()
    assert figures["stability"].between(0, 1).all()
    assert figures["distinctness"].between(-1, 1).all()
    assert figures["answers"].is_monotonic_decreasing


def test_the_reason_for_the_number_is_told_in_two_languages():
    discovery = found(answers(), n_themes=None)
    finnish, english = discovery.reason.split("\n")
    assert finnish.startswith(f"Teemoja on {len(discovery.figures)}. Vertailtiin lukumääriä")
    assert english.startswith(f"There are {len(discovery.figures)} themes.")
    assert found(answers()).reason.startswith("Teemoja on 3, koska niin pyydettiin.")


def test_many_themes_lie_in_groups_and_their_ids_are_one_each():
    discovery = found(answers(), n_themes=9)
    ids = [theme.id for theme in discovery.codebook]
    groups = {theme.parent for theme in discovery.codebook if theme.parent}
    assert len(ids) == len(set(ids))
    assert groups
    assert groups <= set(ids)
    assert discovery.answers["theme"].nunique() == 9
    assert len(discovery.merges) == 8


def test_the_map_has_a_place_for_every_answer():
    places = found(answers()).map_xy
    assert places.columns.tolist() == ["id", "x", "y"]
    assert places[["x", "y"]].abs().to_numpy().max() == pytest.approx(1)


def test_a_codebook_to_start_from_keeps_its_ids_and_new_themes_are_found_beside_it():
    start = Codebook(4, (Theme("hoito", "Hoitoon pääsy", keywords=("lääkäri", "jono", "hoito")),))
    discovery = found(answers(), start=start)
    care = discovery.answers["theme"].to_numpy()[2::3]
    assert np.mean(care == "hoito") > 0.9
    assert discovery.codebook.theme("hoito").name == "Hoitoon pääsy"
    assert len(discovery.codebook) == 3


def test_an_example_answer_is_enough_to_start_from():
    segments = answers()
    start = Codebook(1, (Theme("tiet", "Tiet", examples=(segments[1].text,)),))
    assert (found(segments, start=start).answers["theme"].iloc[1::3] == "tiet").mean() > 0.8


def test_a_namer_of_ones_own_sees_lemmas_and_examples_only():
    seen = []

    def namer(lemmas, examples):
        seen.append((lemmas, examples))
        return f"Teema {len(seen)}"

    discovery = found(answers(), namer=namer)
    assert [theme.name for theme in discovery.codebook] == ["Teema 1", "Teema 2", "Teema 3"]
    assert all(lemmas and examples for lemmas, examples in seen)


def test_nothing_said_is_told_in_words():
    empty = [Segment(f"{i}", f"{i}", "", language="none") for i in range(5)]
    with pytest.raises(InputError, match="nothing to find themes in"):
        found(empty, n_themes=None)


def test_more_themes_than_answers_are_refused():
    with pytest.raises(SettingsError, match="200 themes cannot be found"):
        found(answers(), n_themes=200)


def test_a_handful_of_answers_still_gives_a_codebook():
    assert 1 <= len(found(answers(9), n_themes=None).codebook) <= 4


def test_vectors_of_other_segments_are_refused():
    segments = answers(30)
    with pytest.raises(InputError, match="do not go together"):
        discover(segments[1:], vectors_of(segments), Consensus(2))
