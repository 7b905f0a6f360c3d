"""Any sentence-transformers model: prefixes, cache, dimensions, and one clear line when a model cannot be had."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from theme_mining.core.errors import ModelError, SettingsError
from theme_mining.embedders import TransformerEmbedder

MAKER = Path(__file__).parent.parent / "contracts" / "tiny_transformer.py"


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tiny")
    subprocess.run([sys.executable, str(MAKER), str(folder)], check=True, capture_output=True)
    return folder


@pytest.mark.parametrize(
    ("name", "prefix"),
    [
        ("intfloat/multilingual-e5-base", "query: "),
        ("intfloat/multilingual-e5-large-instruct", "Instruct: Identify the theme of a survey answer\nQuery: "),
        ("sentence-transformers/paraphrase-multilingual-mpnet-base-v2", ""),
        ("BAAI/bge-m3", ""),
        ("/models/my-e5-small", "query: "),
    ],
)
def test_the_prefix_follows_the_models_own_card(name, prefix):
    assert TransformerEmbedder(name)._prefix() == prefix
    assert TransformerEmbedder(name, prefix="theme: ")._prefix() == "theme: "


def test_a_prefix_changes_rows_and_fingerprint(tiny, segment):
    plain, other = TransformerEmbedder(tiny), TransformerEmbedder(tiny, prefix="aihe: ")
    assert plain.fingerprint_ != other.fingerprint_
    assert np.abs(plain.transform([segment("koulu")]) - other.transform([segment("koulu")])).max() > 1e-3


def test_fewer_dimensions_are_the_leading_ones_at_unit_length(tiny, segment):
    whole, three = (TransformerEmbedder(tiny, dim=dim).transform([segment("koulu tie")])[0] for dim in (None, 3))
    np.testing.assert_allclose(three, whole[:3] / np.linalg.norm(whole[:3]), atol=1e-5)
    with pytest.raises(SettingsError, match="cannot give 99 dimensions"):
        TransformerEmbedder(tiny, dim=99).transform([segment("koulu")])


def test_the_batch_size_does_not_change_the_rows(tiny, segment):
    some = [segment("koulu tie hanke"), segment("tie"), segment("kunta")]
    one, many = (TransformerEmbedder(tiny, batch_size=size).transform(some) for size in (1, 64))
    np.testing.assert_allclose(one, many, atol=1e-5)


def test_kept_rows_are_used_without_the_model(tiny, segment, tmp_path):
    some = [segment("koulu"), segment("tie")]
    first = TransformerEmbedder(tiny, cache=tmp_path / "kept").transform(some)
    code = (
        "import sys, numpy as np; from theme_mining.core.types import Segment;"
        "from theme_mining.embedders import TransformerEmbedder;"
        "embed = TransformerEmbedder(sys.argv[1], cache=sys.argv[2]);"
        "rows = embed.transform([Segment('1', '1', 'tie'), Segment('2', '2', 'koulu')]);"
        "assert 'torch' not in sys.modules; np.save(sys.argv[3], rows)"
    )
    saved = tmp_path / "rows.npy"
    call = [sys.executable, "-c", code, str(tiny), str(tmp_path / "kept"), str(saved)]
    subprocess.run(call, check=True)
    np.testing.assert_array_equal(np.load(saved), first[::-1])


def test_the_cache_can_be_set_by_the_environment(tiny, segment, tmp_path, monkeypatch):
    monkeypatch.setenv("THEME_MINING_VECTOR_CACHE", str(tmp_path / "kept"))
    TransformerEmbedder(tiny).transform([segment("koulu")])
    assert list((tmp_path / "kept").rglob("*.npz"))


def test_a_missing_folder_is_one_clear_line(tmp_path, segment):
    with pytest.raises(ModelError, match="There is no model folder"):
        TransformerEmbedder(tmp_path / "nowhere").transform([segment("koulu")])


def test_a_folder_that_holds_no_model_is_one_clear_line(tmp_path, segment):
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        TransformerEmbedder(tmp_path).transform([segment("koulu")])


def test_a_name_that_is_not_cached_is_one_clear_line_when_offline():
    code = (
        "from theme_mining.core.types import Segment; from theme_mining.core.errors import ModelError\n"
        "from theme_mining.embedders import TransformerEmbedder\n"
        "try: TransformerEmbedder('invented/no-such-model').transform([Segment('1', '1', 'tie')])\n"
        "except ModelError as error: print(error)"
    )
    environment = {"HF_HUB_OFFLINE": "1", "PATH": "/usr/bin:/bin", "HF_HOME": "/nonexistent"}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert 'The model "invented/no-such-model" cannot be had' in done.stdout
    assert "give the path of a folder" in done.stdout
