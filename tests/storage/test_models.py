import dataclasses
import json
import re
from pathlib import Path

import numpy as np
import pytest

from theme_mining.classifiers import make, revive
from theme_mining.core.errors import ModelError, StoreError
from theme_mining.flows.classify import classify
from theme_mining.flows.train import from_codebook, train
from theme_mining.storage.models import FILES, diff, load, save, show, verify


@pytest.fixture(scope="module")
def trained(small_survey, small_codebook, embed):
    return train(small_survey(80, several=True), make("linear"), small_codebook, embed)


@pytest.fixture
def folder(trained, tmp_path):
    save(trained, tmp_path / "malli")
    return tmp_path / "malli"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_loaded_model_classifies_to_the_bit_as_the_saved_one(trained, folder, small_survey):
    rows = small_survey(40, seed=3).rows
    before, after = classify(trained, rows, coverage=0.9), classify(load(folder, revive), rows, coverage=0.9)
    assert (before.probabilities == after.probabilities).all()
    assert before.frame.equals(after.frame)


def test_same_data_and_seed_give_the_same_bytes(folder, small_survey, small_codebook, embed, tmp_path):
    again = train(small_survey(80, several=True), make("linear"), small_codebook, embed)
    save(again, tmp_path / "toinen")
    assert contents(folder) == contents(tmp_path / "toinen")


def test_saving_a_loaded_model_gives_the_same_bytes(folder, tmp_path):
    save(load(folder, revive), tmp_path / "toinen")
    assert contents(folder) == contents(tmp_path / "toinen")


def test_no_file_holds_a_time_or_a_pickle(folder):
    for name, content in contents(folder).items():
        assert not re.search(rb"20[0-9]{2}-[01][0-9]-[0-3][0-9]", content), name
        assert not name.endswith((".pkl", ".joblib"))


@pytest.mark.parametrize("name", ["manifest.json", *FILES])
def test_one_flipped_byte_in_any_file_is_found(folder, name):
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))
    with pytest.raises(ModelError, match=r"copy the folder again|cannot be read|format this version"):
        load(folder, revive)


def test_a_file_cut_short_or_missing_is_named(folder):
    (folder / "scores.json").write_bytes((folder / "scores.json").read_bytes()[:-5])
    with pytest.raises(ModelError, match=r"scores\.json: \d+ bytes long, \d+ wanted"):
        verify(folder)
    (folder / "scores.json").unlink()
    with pytest.raises(ModelError, match=r"scores\.json: missing"):
        verify(folder)


def test_no_folder_and_no_manifest_are_told_apart(tmp_path):
    with pytest.raises(ModelError, match=r"(?s)no model folder .*train one"):
        load(tmp_path / "ei", revive)
    with pytest.raises(ModelError, match=r"no manifest\.json"):
        load(tmp_path, revive)


def test_a_format_of_the_future_is_refused(folder):
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(ModelError, match="format 1 wanted, 99 found"):
        load(folder, revive)


def test_a_place_that_cannot_be_written_leaves_nothing_behind(trained, tmp_path):
    (tmp_path / "tiedosto").write_text("x")
    with pytest.raises(StoreError):
        save(trained, tmp_path / "tiedosto")
    assert [p.name for p in tmp_path.iterdir()] == ["tiedosto"]


def test_card_tells_themes_scores_and_fingerprints(folder, trained):
    card = show(folder)
    assert "| Raha |" in card
    assert "macro-F1" in card
    assert trained.fingerprints["embedder"] in card


def test_a_model_without_labels_is_kept_too(small_codebook, embed, small_survey, tmp_path):
    trained = from_codebook(small_codebook, make("linear"), embed)
    save(trained, tmp_path / "malli")
    rows = small_survey(8).rows
    again = load(tmp_path / "malli", revive)
    assert np.array_equal(classify(again, rows).probabilities, classify(trained, rows).probabilities)


def test_difference_of_two_models_is_told_in_words(folder, trained, tmp_path):
    assert diff(folder, folder) == []
    other = dataclasses.replace(trained, seed=7)
    save(other, tmp_path / "toinen")
    assert "seed: 1729 in the first, 7 in the second." in diff(folder, tmp_path / "toinen")
