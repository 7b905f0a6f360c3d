"""What the table is made from: nothing that a score is measured on, and the small steps of the making."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from theme_mining.core.shipped import shipped
from theme_mining.embedders._lemmas import pieces_of

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("THEME_MINING_SHARED", ROOT.parent / "shared")) / "data"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason=f"no source files at {SHARED}")


@pytest.fixture
def making(monkeypatch):
    monkeypatch.syspath_prepend(str(shipped("models/fi-static")))
    import making

    yield making
    for name in [name for name in sys.modules if name == "making" or name.startswith("making.")]:
        del sys.modules[name]


def test_no_evaluation_file_is_a_source(making):
    from making.corpus import HELD_OUT, SOURCES

    files = {source.file for source in SOURCES.values()}
    assert not files & set(HELD_OUT)
    assert {"vaalikone_hs2003.csv.gz", "makupalat.csv.gz"} <= set(HELD_OUT)
    assert all("sib200" not in file for file in files)


def test_a_sentence_is_known_again_in_other_case_and_punctuation(making):
    from making.corpus import sentence_hash

    assert sentence_hash("Koulut, tiet ja puistot!") == sentence_hash("koulut tiet  ja  PUISTOT")
    assert sentence_hash("Koulut ja tiet") != sentence_hash("Koulut tiet ja")


@needs_shared
def test_no_training_text_is_a_text_of_an_evaluation_set(making):
    from making.corpus import SOURCES, frame_of, held_out_hashes, sentence_hash

    held_out = held_out_hashes(SHARED)
    assert len(held_out) > 40_000
    for name, source in SOURCES.items():
        frame = frame_of(SHARED, name, held_out)
        texts = pd.concat([frame[column] for column in source.columns]).drop_duplicates()
        leaks = sum(sentence_hash(text) in held_out for text in texts if len(text.split()) > 3)
        assert leaks == 0, f"{leaks} texts of {name} are in an evaluation set"


def test_a_text_holding_a_held_out_sentence_is_dropped(making, tmp_path):
    from making.corpus import frame_of, sentence_hash

    rows = {"text": ["Koulut ja tiet ovat kunnossa", "Aivan toinen vastaus tähän"], "label": ["1", "2"]}
    pd.DataFrame(rows).to_csv(tmp_path / "vaalikone_hs2000kunta.csv.gz", index=False)
    kept = frame_of(tmp_path, "municipal", {sentence_hash("KOULUT ja tiet, ovat kunnossa.")})
    assert kept["label"].tolist() == [2]


def test_pieces_come_near_the_words_they_are_fitted_to(making):
    from making.folding import pieces

    words = [stem + end for stem in ("koulu", "kirja", "metsä", "talo") for end in ("lainen", "sto", "tus", "kas")]
    rows = np.repeat(np.eye(4, dtype=np.float32), 4, axis=0)
    names, fitted = pieces(words, rows, 200, strength=0.1)
    place = {name: n for n, name in enumerate(names)}
    found = np.stack([fitted[[place[p] for p in pieces_of(w, 4, 6) if p in place]].sum(axis=0) for w in words])
    assert (found.argmax(axis=1) == rows.argmax(axis=1)).all()


def test_a_compound_holds_its_parts(making):
    from making.folding import Trained, folded

    rows = np.eye(3, dtype=np.float32)
    trained = Trained(["koulutie", "koulu", "tie"], rows, np.ones(3, int), {"koulutie": ("koulu", "tie", "puuttuva")})
    assert folded(trained).tolist() == [[1, 1, 1], [0, 1, 0], [0, 0, 1]]


def test_the_worthiest_words_keep_their_rows_and_the_others_share_with_their_like(making):
    from making.sharing import shared_rows

    chance = np.random.default_rng(1)
    rows = np.repeat(np.eye(6, dtype=np.float32), 50, axis=0) + chance.normal(0, 0.01, (300, 6)).astype(np.float32)
    worth = np.linspace(2, 1, 300)
    stored, mapping = shared_rows(rows, worth, n_own=20, n_shared=40, seed=1)
    np.testing.assert_array_equal(stored[mapping[:20]], rows[:20])
    assert len(stored) <= 70
    near = (stored[mapping] * rows).sum(axis=1) / np.linalg.norm(stored[mapping], axis=1) / np.linalg.norm(rows, axis=1)
    assert np.quantile(near, 0.05) > 0.95


def test_the_written_table_gives_every_word_its_own_length_and_the_direction_it_shares(making, tmp_path):
    from making.writing import write_folder

    from theme_mining.embedders._folder import open_folder

    chance = np.random.default_rng(2)
    stored = chance.normal(size=(3, 64)).astype(np.float32)
    mapping = np.array([0, 1, 2, 2])
    rows = stored[mapping] * np.array([[1], [0.01], [2], [0.5]], dtype=np.float32)
    write_folder(tmp_path / "table", ["koulu", "tie", "kunta", "kaupunki"], rows, stored, mapping)
    found = open_folder(tmp_path / "table").rows([1, 2, 3, 4], 64)
    lengths = np.linalg.norm(found, axis=1)
    np.testing.assert_allclose(lengths / lengths[0], np.linalg.norm(rows, axis=1) / np.linalg.norm(rows[0]), rtol=1e-3)
    assert ((found * rows).sum(axis=1) / lengths / np.linalg.norm(rows, axis=1)).min() > 0.9999
    assert not open_folder(tmp_path / "table").rows([0], 64).any(), "the unknown word says nothing"


def test_subjects_gather_like_concepts_the_same_way_every_time(making):
    from making.gathering import subjects

    places = np.repeat(np.eye(3, 8, dtype=np.float32), 10, axis=0)
    found = subjects(places.copy(), 3, seed=5)
    assert len(set(zip(found.tolist(), np.repeat([0, 1, 2], 10).tolist(), strict=True))) <= 3
    np.testing.assert_array_equal(found, subjects(places.copy(), 3, seed=5))


def test_a_foreign_word_lands_where_its_concept_is(making):
    from making.batches import Texts
    from making.corpus import Bags
    from making.languages import placed_terms

    frame = pd.DataFrame({"concept": ["p1"] * 5 + ["p2"] * 5, "text": [f"t{n}" for n in range(10)], "label": "l"})
    frame["label"] = ["skola"] * 5 + ["väg"] * 5
    flat = np.array([0, 2] * 5 + [1, 2] * 5)  # skola och, väg och
    text = Bags(flat, np.arange(0, 21, 2))
    label = Bags(np.array([0] * 5 + [1] * 5), np.arange(11))
    titles = Texts({"text": text, "label": label}, frame["concept"].factorize()[0], frame)
    places = {"p1": np.array([1, 0], np.float32), "p2": np.array([0, 1], np.float32)}
    rows = placed_terms(titles, places, 3).rows
    assert rows[0] @ [1, -1] > 0 > rows[1] @ [1, -1]
    assert np.linalg.norm(rows[2]) < 0.1 * np.linalg.norm(rows[0])


def test_a_concept_is_where_the_teacher_puts_its_label_and_first_titles(making):
    from making.teaching import taught_places

    titles = pd.DataFrame({"concept": ["p1"] * 6 + ["p2"], "label": ["school"] * 6 + ["road"], "text": list("aaacccd")})
    known = {"a": [1, 0, 0], "school": [1, 0, 0], "d": [0, 1, 0], "road": [0, 1, 0], "c": [0, 0, 1]}
    places = taught_places(titles, lambda texts: np.array([known[text] for text in texts], dtype=np.float32))
    assert places.keys() == {"p1", "p2"}
    np.testing.assert_allclose(places["p1"], -places["p2"], atol=1e-6)
    assert places["p1"][0] > 0 > places["p1"][1]
    assert places["p1"][2] == 0, "a later title was read"
    assert np.linalg.norm(places["p1"]) == pytest.approx(1)


def test_a_member_stops_when_the_smoothed_score_no_longer_rises_and_keeps_its_best(making):
    from making.watching import PATIENCE, SMOOTH, Patience

    patience = Patience()
    rising = [patience.add(float(score)) for score in range(5)]
    assert all(rising)
    assert not patience.is_over
    for _ in range(SMOOTH - 1):
        patience.add(0.0)
    falling = 0
    while not patience.is_over:
        assert not patience.add(0.0)
        falling += 1
        assert falling <= PATIENCE
    assert patience.best == 4


def test_one_lucky_check_among_poor_ones_is_not_kept(making):
    from making.watching import Patience

    patience = Patience()
    kept = [patience.add(score) for score in (1.0, 5.0, 5.0, 5.0, 0.0, 5.9, 0.0)]
    assert kept == [True, True, True, True, False, False, False]


def test_a_development_score_is_higher_for_rows_that_tell_the_labels_apart_and_the_same_again(making):
    from making.corpus import Bags
    from making.watching import Development

    chance = np.random.default_rng(3)
    labels = np.repeat([0, 1], 20)
    flat = np.concatenate([chance.integers(5 * label, 5 * label + 5, 3) for label in labels])
    watched = Development(Bags(flat, np.arange(0, 121, 3)), labels, few_shot=0.01, grouping=0.01)
    apart = np.repeat(np.eye(2, dtype=np.float32), 5, axis=0)[watched.terms]
    alike = chance.normal(size=(10, 2)).astype(np.float32)[watched.terms]
    assert watched.score(apart) == pytest.approx(200)
    assert watched.score(alike) == watched.score(alike) < 200


def test_a_text_is_kept_from_its_look_alike_and_brought_to_its_paraphrase(making):
    torch = pytest.importorskip("torch")
    from making.batches import Texts, draws_of
    from making.corpus import Bags
    from making.training import Recipe

    one = Bags(np.array([0, 1, 2, 3]), np.arange(5))
    other = Bags(np.array([4, 5, 6, 7]), np.arange(5))
    texts = Texts({"a": one, "b": other, "text": one, "label": one}, np.array([1, 1, 0, 0]), _four_titles())
    names = ("titles", "municipal", "european", "parliament", "paraphrases", "concepts", "classes")
    draw = draws_of(dict.fromkeys(names, texts), Recipe(steps=1, batch=4, look_alikes=0.5))["paraphrase"]
    bags, loss = draw(np.random.default_rng(1))
    left, right, apart = (bag.flat.tolist() for bag in bags)
    assert sorted(left) == [0, 1, 2, 3]
    assert right == [left[0] + 4, left[1] + 4, left[2], left[3]]
    assert apart == [left[2] + 4, left[3] + 4]
    near, far = torch.eye(8, 64), torch.eye(8, 64)
    near[4:6], far[4:6], near[6:] = near[:2], far[:2], near[2:4]
    assert loss([far[bag.flat] for bag in bags]) < loss([near[bag.flat] for bag in bags])


def test_concepts_of_one_batch_stand_beside_their_nearest(making):
    from making.batches import Texts, two_titles
    from making.corpus import Bags
    from making.gathering import nearest_others
    from making.training import Recipe

    places = np.repeat(np.eye(4, dtype=np.float32), 2, axis=0)  # concepts 0 and 1 are alike, 2 and 3, …
    like = nearest_others(places, 1)
    assert like.ravel().tolist() == [1, 0, 3, 2, 5, 4, 7, 6]
    titles = pd.DataFrame({"text": [f"t{n}" for n in range(16)]})
    texts = Texts({"text": Bags(np.arange(16), np.arange(17))}, np.repeat(np.arange(8), 2), titles)
    bags, _ = two_titles(texts, Recipe(steps=1, batch=4, dropout=0), like)(np.random.default_rng(1))
    drawn = sorted(number // 2 for number in bags[0].flat.tolist())
    assert len(drawn) in (2, 4)
    assert all(concept ^ 1 in drawn for concept in drawn)


def _four_titles():
    return pd.DataFrame({"text": list("abcd"), "label": list("abcd"), "concept": list("aabb")})
