"""The contract of every embedder in `theme_mining/embedders`: each public file is a plug and is tested here."""

from __future__ import annotations

import importlib
import inspect
import json
import pickle
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import theme_mining.embedders as room
from theme_mining.core.types import Segment

PLUGS = sorted(path.stem for path in Path(room.__file__).parent.glob("[!_]*.py"))
WORDS = [
    "koulu tarvita opettaja",
    "tie olla huono kunto",
    "opettaja jaksaa koulu",
    "bussi kulkea tie",
    "koulu tie bussi",
]


def _segment(number: int, lemmas: str) -> Segment:
    return Segment(f"s{number}", f"a{number}", lemmas, tuple(lemmas.split()))


SEGMENTS = [_segment(n, words) for n, words in enumerate([*WORDS, "", *WORDS[::-1]])]
EMPTY = 5


def _plug(name: str) -> type:
    module = importlib.import_module(f"theme_mining.embedders.{name}")
    (only,) = module.__all__
    return getattr(module, only)


@pytest.fixture(scope="module")
def static_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    words = sorted({word for words in WORDS for word in words.split()})
    vocab = {"[UNK]": 0} | {word: n for n, word in enumerate(words, 1)}
    tokenizer = {"model": {"type": "WordLevel", "vocab": vocab, "unk_token": "[UNK]"}}
    (folder / "tokenizer.json").write_text(json.dumps(tokenizer), encoding="utf-8")
    (folder / "theme_mining.json").write_text('{"reads": "lemmas"}', encoding="utf-8")
    table = np.random.default_rng(1).normal(size=(len(vocab), 6)).astype(np.float16)
    save_file({"embedding.weight": table}, folder / "model.safetensors")
    return folder


@pytest.fixture(scope="module")
def transformer_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("transformer")
    script = Path(__file__).with_name("tiny_transformer.py")
    subprocess.run([sys.executable, str(script), str(folder)], check=True, capture_output=True)
    return folder


@pytest.fixture(params=PLUGS)
def embedder(request, static_folder, transformer_folder):
    kind = _plug(request.param)
    folders = {"static": static_folder, "transformer": transformer_folder}
    wants_model = "model" in inspect.signature(kind).parameters
    made = kind(model=str(folders[request.param])) if wants_model else kind()
    return made.fit(SEGMENTS)


def test_every_file_of_the_room_is_a_plug_with_one_public_class():
    assert PLUGS == ["static", "tfidf", "transformer"] or len(PLUGS) > 3
    assert all(inspect.isclass(_plug(name)) for name in PLUGS)


def test_rows_are_float32_of_unit_length_and_zero_where_there_is_no_content(embedder):
    rows = embedder.transform(SEGMENTS)
    assert rows.dtype == np.float32
    assert rows.shape[0] == len(SEGMENTS)
    lengths = np.linalg.norm(rows, axis=1)
    expected = np.ones(len(SEGMENTS))
    expected[EMPTY] = 0
    np.testing.assert_allclose(lengths, expected, atol=1e-5)


def test_same_input_gives_same_bytes(embedder):
    assert embedder.transform(SEGMENTS).tobytes() == embedder.transform(SEGMENTS).tobytes()


def test_row_order_does_not_matter(embedder):
    rows, back = embedder.transform(SEGMENTS), embedder.transform(SEGMENTS[::-1])[::-1]
    np.testing.assert_allclose(rows, back, atol=1e-5)


def test_no_segments_give_no_rows_of_the_same_width(embedder):
    assert embedder.transform([]).shape == (0, embedder.transform(SEGMENTS).shape[1])
    assert embedder.transform([]).dtype == np.float32


def test_pickling_keeps_rows_and_fingerprint(embedder):
    again = pickle.loads(pickle.dumps(embedder))
    assert again.fingerprint_ == embedder.fingerprint_
    assert again.transform(SEGMENTS).tobytes() == embedder.transform(SEGMENTS).tobytes()


def test_a_clone_has_the_same_parameters_and_fits_to_the_same_rows(embedder):
    copy = clone(embedder)
    assert copy.get_params() == embedder.get_params()
    assert copy.fit(SEGMENTS).transform(SEGMENTS).tobytes() == embedder.transform(SEGMENTS).tobytes()


def test_fingerprint_changes_with_the_dimensions(embedder):
    other = clone(embedder).set_params(dim=2).fit(SEGMENTS)
    assert other.fingerprint_ != embedder.fingerprint_
    assert other.transform(SEGMENTS).shape == (len(SEGMENTS), 2)


def test_plain_strings_are_refused_in_one_line(embedder):
    with pytest.raises(TypeError, match=r"takes a list of Segments\. Got a list with str") as caught:
        embedder.transform(["koulu", "tie"])
    assert "\n" not in str(caught.value)


def test_it_works_in_a_scikit_learn_pipeline(embedder):
    labels = ["a", "b", "a", "b", "b", "a", "b", "b", "a", "b", "a"]
    line = make_pipeline(clone(embedder), LogisticRegression())
    assert set(line.fit(SEGMENTS, labels).predict(SEGMENTS)) <= {"a", "b"}


def test_an_unknown_parameter_is_refused_with_the_near_miss(embedder):
    with pytest.raises(Exception, match='did you mean "dim"'):
        clone(embedder).set_params(dimm=3)
