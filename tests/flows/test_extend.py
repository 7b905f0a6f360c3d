import dataclasses

import numpy as np
import pytest

from theme_mining.classifiers import make
from theme_mining.core.codebook import Codebook
from theme_mining.core.errors import InputError, ModelError
from theme_mining.core.trained import Labelled
from theme_mining.flows.extend import extend
from theme_mining.flows.train import from_codebook, train


def together(*waves):
    """Join surveys by wave name; respondents of different waves are different people."""
    from theme_mining.core.trained import Rows
    from theme_mining.core.types import Vectors

    segments = tuple(s for _, wave in waves for s in wave.rows.segments)
    rows = np.concatenate([wave.rows.vectors.rows for _, wave in waves])
    first = waves[0][1].rows
    return Labelled(
        Rows(segments, Vectors(tuple(s.id for s in segments), rows, first.vectors.fingerprint), first.language),
        tuple(t for _, wave in waves for t in wave.themes),
        tuple(f"{name}-{g}" for name, wave in waves for g in wave.groups),
        tuple(name for name, wave in waves for _ in wave.themes),
    )


def without(survey, theme):
    return survey.take(np.array([theme not in themes for themes in survey.themes]))


@pytest.fixture(scope="module")
def first(small_survey):
    return together(("2018", without(small_survey(160), "tilat")))


@pytest.fixture(scope="module")
def both(small_survey):
    """The first wave lacks one theme, the second another."""
    return together(
        ("2018", without(small_survey(160), "tilat")), ("2022", without(small_survey(120, seed=5), "koulutus"))
    )


@pytest.fixture(scope="module")
def old(first):
    return train(first, make("linear"))


@pytest.fixture(scope="module")
def longer(both, old):
    return extend(both, old, make("linear"))


def test_the_extended_model_finds_themes_of_either_wave(longer, small_survey):
    unseen = small_survey(100, seed=9)
    right = unseen.matrix(longer.themes)[np.arange(100), longer.classifier.predict_proba(unseen.rows).argmax(axis=1)]
    assert set(longer.themes) == {"raha", "tieto", "tilat", "koulutus"}
    assert right.mean() > 0.8


def test_it_says_which_wave_is_as_the_old_model_saw_it_and_which_themes_are_new_or_not_asked(longer):
    told = longer.scores["extension"]
    assert [(w["name"], w["standing"]) for w in told["waves"]] == [
        ("2018", "as the old model saw it"),
        ("2022", "new"),
    ]
    assert told["new_themes"] == ["tilat"]
    assert told["unseen_themes"] == ["koulutus"]


def test_both_models_are_compared_on_the_new_answers_alone(longer, both):
    beside = longer.scores["extension"]["beside_old"]
    assert beside["n"] == both.waves.count("2022")
    assert beside["new"]["accuracy"]["value"] > beside["old"]["accuracy"]["value"]  # the old one knows no "tilat"
    assert beside["macro_f1_difference"]["low"] <= beside["macro_f1_difference"]["value"]


def test_nothing_lost_on_the_old_answers_is_told_with_both_numbers(longer, old):
    told = longer.scores["extension"]
    assert told["before"] == old.scores["macro_f1"]
    assert told["now"]["value"] > told["before"]["value"] - 0.1
    assert any("when it was cross-validated" in sentence for sentence in told["told"])


def test_waves_with_their_counts_are_kept_in_order(longer, both):
    assert [(wave.name, wave.n) for wave in longer.waves] == [
        ("2018", both.waves.count("2018")),
        ("2022", both.waves.count("2022")),
    ]
    assert "tilat" not in longer.waves[0].themes


def test_an_old_wave_whose_labels_were_mended_is_told_apart(both, old):
    mended = dataclasses.replace(both, themes=(both.themes[1], *both.themes[1:]))
    told = extend(mended, old, make("linear")).scores["extension"]
    assert told["waves"][0]["standing"] == "changed since the old model saw it"
    assert "now" not in told


def test_an_old_wave_left_out_is_refused_and_named(both, old):
    new = both.take(np.array([wave == "2022" for wave in both.waves]))
    with pytest.raises(InputError, match=r'(?s)a model keeps no answers.*"2018" \(120 answers\)'):
        extend(new, old, make("linear"))


def test_no_new_wave_is_refused(first, old):
    with pytest.raises(InputError, match="no new wave"):
        extend(first, old, make("linear"))


def test_a_codebook_that_lost_themes_names_them(both, old, small_codebook):
    book = Codebook(2, tuple(t for t in small_codebook if t.id != "koulutus"), "test")
    with pytest.raises(InputError, match=r"(?s)lost 1 of the old model's 3 themes.*koulutus"):
        extend(both, old, make("linear"), book)


def test_several_themes_where_the_old_model_gives_one_are_refused_unless_asked_for(both, old):
    several = dataclasses.replace(both, themes=(*both.themes[:-1], ("raha", "tieto")))
    with pytest.raises(InputError, match=rf"(?s)one theme an answer.*answer {len(both)} .* has 2"):
        extend(several, old, make("linear"))
    assert not extend(several, old, make("linear"), multilabel=True).single_label


def test_a_model_of_several_themes_stays_one_though_the_answers_have_one_each(first, both):
    old = train(first, make("linear"), multilabel=True)
    assert not extend(both, old, make("linear")).single_label


def test_rows_of_another_embedder_are_refused(both, old):
    vectors = dataclasses.replace(both.rows.vectors, fingerprint="words-2")
    other = dataclasses.replace(both, rows=dataclasses.replace(both.rows, vectors=vectors))
    with pytest.raises(ModelError, match=r"(?s)another embedder.*words-1 wanted, words-2 found"):
        extend(other, old, make("linear"))


def test_a_model_of_a_codebook_alone_is_extended_by_its_first_answers(both, small_codebook, embed):
    old = from_codebook(small_codebook, make("linear"), embed)
    longer = extend(both, old, make("linear"), embed=embed)
    assert longer.themes == old.themes
    assert {w["standing"] for w in longer.scores["extension"]["waves"]} == {"new"}


def test_a_model_from_before_waves_were_kept_counts_as_one_wave(both, old):
    told = extend(both, dataclasses.replace(old, waves=()), make("linear")).scores["extension"]
    assert told["waves"][0]["standing"] == "as the old model saw it"


def test_a_wave_that_grew_is_no_new_one(both, longer):
    half = both.take(np.arange(len(both)) % 7 > 0)
    with pytest.raises(InputError, match=r"(?s)no new wave.*2 of them changed since"):
        extend(half, longer, make("linear"))
