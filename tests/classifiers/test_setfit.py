"""The tuned body on tiny models made here: a static table over words, and a BERT of one layer."""

import json
import pickle
import runpy
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from theme_mining.assembly import parts
from theme_mining.assembly.modelling import Model, load_model
from theme_mining.assembly.settings import Settings, load_settings
from theme_mining.classifiers import make, revive
from theme_mining.core.errors import ModelError, SettingsError
from theme_mining.embedders import TunableBody
from theme_mining.flows.train import codebook_rows, from_codebook, train

THEMES = ("raha", "tieto", "tilat", "koulutus")


@pytest.fixture(scope="module")
def table(tmp_path_factory, small_survey):
    """A static folder whose words are those of the small survey, their rows random."""
    from safetensors.numpy import save_file

    folder = tmp_path_factory.mktemp("table")
    words = ["[UNK]", *sorted({w for s in small_survey(400).rows.segments for w in s.lemmas})]
    model = {"type": "WordLevel", "vocab": {w: n for n, w in enumerate(words)}, "unk_token": "[UNK]"}
    told = {"version": "1.0", "added_tokens": [], "pre_tokenizer": {"type": "WhitespaceSplit"}, "model": model}
    (folder / "tokenizer.json").write_text(json.dumps(told), encoding="utf-8")
    rows = np.random.default_rng(0).normal(0, 0.05, (len(words), 16)).astype(np.float32)
    save_file({"embedding.weight": rows}, folder / "model.safetensors")
    module = {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.StaticEmbedding"}
    (folder / "modules.json").write_text(json.dumps([module]), encoding="utf-8")
    (folder / "theme_mining.json").write_text(json.dumps({"format": 1, "reads": "lemmas"}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def bert(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bert") / "tiny"
    script = Path(__file__).parents[1] / "contracts" / "tiny_transformer.py"
    before, sys.argv = sys.argv, [str(script), str(folder)]
    try:
        runpy.run_path(str(script), run_name="__main__")
    finally:
        sys.argv = before
    return folder


def fitted(survey, body, **options):
    model = make("setfit", body=body, folds=3, **options)
    return model.fit(survey.rows, survey.matrix(THEMES), survey.groups)


def settings_of(table):
    return load_settings(None, [f"embed.model={table}", "classify.use=setfit"])


@pytest.fixture(scope="module")
def trained(small_survey, table):
    return train(small_survey(120), make("setfit", body=TunableBody(table), folds=3))


def test_tuning_brings_answers_of_one_theme_together(small_survey, table):
    survey, unseen = small_survey(160), small_survey(80, seed=7)
    body = TunableBody(table)
    tuned = body.tune(survey.rows.segments, survey.matrix(THEMES), 1)

    def apart(chosen):
        rows, y = chosen.transform(unseen.rows.segments), unseen.matrix(THEMES)
        near = rows @ rows.T
        same = y @ y.T.astype(float) > 0
        return near[same].mean() - near[~same].mean()

    assert apart(tuned) > apart(body) + 0.1


@pytest.mark.parametrize("kind", ["table", "bert"])
def test_the_same_answers_and_seed_give_the_same_model(kind, request, small_survey):
    survey, folder = small_survey(48), request.getfixturevalue(kind)
    one, two = (fitted(survey, TunableBody(folder), single_label=True) for _ in range(2))
    rows = small_survey(20, seed=3).rows
    assert (one.predict_proba(rows) == two.predict_proba(rows)).all()
    assert (one.held_out_proba_ == two.held_out_proba_).all()


def test_the_body_that_is_given_stays_as_it_is(small_survey, table):
    body = TunableBody(table)
    segments = small_survey(20).rows.segments
    before = body.transform(segments)
    fitted(small_survey(60), body)
    assert (body.transform(segments) == before).all()


def test_the_body_of_a_fold_saw_no_answer_that_is_held_out(small_survey, table):
    """Whose words nobody else uses cannot be known where the body was tuned without them."""
    survey = small_survey(60)
    asked = []

    class Watched(TunableBody):
        def tune(self, segments, themes, seed):
            asked.append({segment.text for segment in segments})
            return super().tune(segments, themes, seed)

    fitted(survey, Watched(table))
    texts = {segment.text for segment in survey.rows.segments}
    *folds, whole = asked
    assert whole == texts
    assert len(folds) == 3
    assert set.union(*(texts - learnt for learnt in folds)) == texts  # each answer is held out once
    of = dict(zip((s.text for s in survey.rows.segments), survey.groups, strict=True))
    assert not any({of[t] for t in learnt} & {of[t] for t in texts - learnt} for learnt in folds)


def test_themes_are_found_and_probabilities_sum_to_one(trained, small_survey):
    unseen = small_survey(80, seed=9)
    proba = trained.classifier.predict_proba(unseen.rows)
    assert np.allclose(proba.sum(axis=1), 1)
    assert unseen.matrix(trained.themes)[np.arange(80), proba.argmax(axis=1)].mean() > 0.8


def test_thresholds_and_coverage_come_as_for_any_classifier(trained):
    assert abs(trained.scores["coverage"]["0.9"] - 0.9) < 0.1
    assert trained.plug == "setfit"


def test_a_folder_keeps_the_body_with_hashes_and_gives_the_same_predictions(
    trained, table, small_survey, tmp_path, monkeypatch
):
    Model(trained, Settings()).save(tmp_path / "m")
    files = json.loads((tmp_path / "m" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert "body/model.safetensors" in files
    assert "body/body.json" in files
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    again = load_model(tmp_path / "m", settings_of(table)).trained
    rows = small_survey(30, seed=4).rows
    assert (again.classifier.predict_proba(rows) == trained.classifier.predict_proba(rows)).all()
    Model(again, Settings()).save(tmp_path / "n")
    for file in sorted((tmp_path / "m").rglob("*")):
        if file.is_file():
            assert file.read_bytes() == (tmp_path / "n" / file.relative_to(tmp_path / "m")).read_bytes(), file.name


def test_a_transformer_body_comes_back_from_its_folder(small_survey, bert, tmp_path):
    model = fitted(small_survey(40), TunableBody(bert), single_label=True)
    model.save_body(tmp_path / "body")
    again = revive("setfit", *model.to_state()).set_params(body=TunableBody(bert))
    again.open_body(tmp_path / "body")
    rows = small_survey(20, seed=4).rows
    assert np.allclose(again.predict_proba(rows), model.predict_proba(rows), atol=1e-6)


@pytest.mark.parametrize("harm", ["flip", "add"])
def test_a_changed_body_or_a_file_beside_it_is_refused(trained, table, tmp_path, harm):
    Model(trained, Settings()).save(tmp_path / "m")
    if harm == "flip":
        weights = tmp_path / "m" / "body" / "model.safetensors"
        spoilt = bytearray(weights.read_bytes())
        spoilt[-3] ^= 1
        weights.write_bytes(bytes(spoilt))
    else:
        (tmp_path / "m" / "body" / "pytorch_model.bin").write_bytes(b"x")
    said = "body/model.safetensors: changed" if harm == "flip" else "body/pytorch_model.bin: not listed"
    with pytest.raises(ModelError, match=said):
        load_model(tmp_path / "m", settings_of(table))


def test_without_torch_the_install_line_is_given(trained, table, tmp_path, monkeypatch):
    Model(trained, Settings()).save(tmp_path / "m")
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match="pip install sentence-transformers"):
        load_model(tmp_path / "m", settings_of(table))


def test_a_codebook_alone_does_for_a_start(small_codebook, embed, table, small_survey):
    trained = from_codebook(small_codebook, make("setfit", body=TunableBody(table)), embed)
    unseen = small_survey(60)
    right = unseen.matrix(trained.themes)[np.arange(60), trained.classifier.predict_proba(unseen.rows).argmax(axis=1)]
    assert right.mean() > 0.6


def test_labels_and_a_codebook_go_together(small_codebook, embed, table, small_survey):
    survey = small_survey(60, several=True)
    said = codebook_rows(small_codebook, THEMES, embed)
    model = make("setfit", body=TunableBody(table), folds=3)
    model.fit(survey.rows, survey.matrix(THEMES), survey.groups, said)
    assert model.held_out_proba_.shape == (60, 4)


def test_the_classifier_survives_pickling(trained, small_survey):
    rows = small_survey(10, seed=2).rows
    again = pickle.loads(pickle.dumps(trained.classifier))
    assert (again.predict_proba(rows) == trained.classifier.predict_proba(rows)).all()


def test_a_body_is_wanted(small_survey):
    with pytest.raises(SettingsError, match="no body to tune"):
        fitted(small_survey(20), None)


@pytest.mark.parametrize(("wrong", "said"), [("embed.use=tfidf", "no body"), ("embed.dim=64", "tunes a body whole")])
def test_settings_that_give_no_body_are_refused(wrong, said):
    with pytest.raises(SettingsError, match=said):
        parts.body(load_settings(None, [wrong]))


def test_empty_answers_give_zero_rows(table, small_survey):
    segment = small_survey(4).rows.segments[0]
    empty = replace(segment, text="", lemmas=(), spans=(), parts=(), language="none")
    rows = TunableBody(table).transform([segment, empty])
    assert np.isclose(np.linalg.norm(rows[0]), 1)
    assert not rows[1].any()
