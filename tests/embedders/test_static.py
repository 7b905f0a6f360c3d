"""The static embedder: known lemmas, parts, pieces, languages, foreign folders, broken folders."""

from __future__ import annotations

import json
import subprocess
import sys

import numpy as np
import pytest

from theme_mining.core.errors import ModelError, SettingsError
from theme_mining.core.shipped import shipped
from theme_mining.embedders import StaticEmbedder

SCHOOL, ROAD, PROJECT, BY, SWEDISH_BY, START, END = 1, 2, 3, 5, 6, 7, 8


def _used(row):
    return set(np.flatnonzero(row).tolist())


def test_a_segment_is_the_unit_sum_of_its_words(lemma_folder, segment):
    (row,) = StaticEmbedder(lemma_folder).transform([segment("koulu tie tie")])
    np.testing.assert_allclose(row[[SCHOOL, ROAD]], np.array([1, 2]) / np.sqrt(5), rtol=1e-6)


def test_an_unknown_compound_is_the_sum_of_its_known_parts(lemma_folder, segment):
    (row,) = StaticEmbedder(lemma_folder).transform([segment("tiehanke", parts=(("tie", "hanke"),))])
    assert _used(row) == {ROAD, PROJECT}


def test_a_known_compound_is_not_taken_apart(lemma_folder, segment):
    (row,) = StaticEmbedder(lemma_folder).transform([segment("koulutie", parts=(("koulu", "tie"),))])
    assert _used(row) == {4}


def test_an_unknown_word_without_known_parts_falls_back_to_its_character_pieces(lemma_folder, segment):
    rows = StaticEmbedder(lemma_folder).transform([segment("talli"), segment("qqqqq", parts=(("qq", "qqq"),))])
    assert _used(rows[0]) == {START, END}
    assert not rows[1].any()


def test_a_word_of_two_languages_is_looked_up_by_the_language_of_the_answer(lemma_folder, segment):
    embed = StaticEmbedder(lemma_folder)
    finnish, swedish, english = embed.transform([segment("by", language=name) for name in ("fi", "sv", "en")])
    assert _used(finnish) == _used(english) == {BY}
    assert _used(swedish) == {SWEDISH_BY}


def test_an_answer_without_content_has_no_direction(lemma_folder, segment):
    rows = StaticEmbedder(lemma_folder).transform([segment(""), segment("koulu", language="none"), segment("koulu")])
    assert rows.any(axis=1).tolist() == [False, False, True]


def test_blocks_do_not_change_the_sums(lemma_folder, segment):
    some = [segment("koulu tie"), segment(""), segment("hanke"), segment("zzz")] * 300
    whole = StaticEmbedder(lemma_folder).transform(some)
    np.testing.assert_array_equal(whole, np.tile(whole[:4], (300, 1)))


def test_more_dimensions_than_the_model_has_are_refused(lemma_folder, segment):
    with pytest.raises(SettingsError, match=r"(?s)cannot give 99 dimensions.*has 9"):
        StaticEmbedder(lemma_folder, dim=99).transform([segment("koulu")])


def test_a_static_folder_of_another_maker_reads_the_text_by_its_tokenizer(tmp_path, table, make_folder, segment):
    folder = make_folder(tmp_path / "other", table)
    (row,) = StaticEmbedder(folder).transform([segment("", text="tie koulutie")])
    assert _used(row) == {ROAD, 4}


def test_a_folder_with_modules_json_is_followed(tmp_path, table, make_folder, segment):
    folder = tmp_path / "modules"
    make_folder(folder / "0_Static", table)
    kinds = [
        ("0_Static", "sentence_transformers.models.StaticEmbedding"),
        ("1", "sentence_transformers.models.Normalize"),
    ]
    (folder / "modules.json").write_text(json.dumps([{"path": p, "type": t} for p, t in kinds]), encoding="utf-8")
    assert StaticEmbedder(folder).transform([segment("", text="tie")])[0, ROAD] == 1


def test_a_transformer_folder_is_refused_with_what_to_use(tmp_path):
    modules = '[{"path": "", "type": "sentence_transformers.models.Transformer"}]'
    (tmp_path / "modules.json").write_text(modules, encoding="utf-8")
    with pytest.raises(ModelError, match=r'(?s)not a static model.*"transformer"'):
        StaticEmbedder(tmp_path).fit([])


def test_a_missing_folder_is_one_clear_line(tmp_path):
    with pytest.raises(ModelError, match="There is no model folder"):
        StaticEmbedder(tmp_path / "nowhere").fit([])


@pytest.mark.parametrize("broken", ["model.safetensors", "tokenizer.json"])
def test_a_broken_file_is_named(lemma_folder, segment, broken):
    (lemma_folder / broken).write_bytes(b"\x01\x02")
    with pytest.raises(ModelError, match=broken):
        StaticEmbedder(lemma_folder).transform([segment("koulu")])


def test_more_words_than_rows_are_refused(tmp_path, table, make_folder, segment):
    folder = make_folder(tmp_path / "short", table[:3], {"reads": "lemmas"})
    with pytest.raises(ModelError, match="does not hold together"):
        StaticEmbedder(folder).transform([segment("koulu")])


def test_fingerprint_follows_the_content_not_the_place(tmp_path, table, make_folder):
    one, two = (make_folder(tmp_path / name, table, {"reads": "lemmas"}) for name in ("one", "two"))
    other = make_folder(tmp_path / "three", table * 2, {"reads": "lemmas"})
    assert StaticEmbedder(one).fingerprint_ == StaticEmbedder(two).fingerprint_
    assert StaticEmbedder(one).fingerprint_ != StaticEmbedder(other).fingerprint_


def test_the_shipped_model_loads_neither_torch_nor_scikit_learn():
    code = (
        "import sys; from theme_mining.core.types import Segment; from theme_mining.embedders import StaticEmbedder;"
        "rows = StaticEmbedder().transform([Segment('1', '1', 'koulu', ('koulu',))]);"
        "assert abs((rows ** 2).sum() - 1) < 1e-5;"
        "assert not {'torch', 'sklearn', 'scipy', 'sentence_transformers', 'tokenizers'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_shipped_folder_stays_within_25_megabytes():
    assert sum(file.stat().st_size for file in shipped("models/fi-static").rglob("*") if file.is_file()) <= 25_000_000


def test_the_shipped_model_puts_related_words_nearer_than_unrelated_ones(segment):
    words = ["koulu opettaja", "oppilas opetus", "jääkiekko ottelu", "pelaaja joukkue"]
    rows = StaticEmbedder().transform([segment(word) for word in words])
    near = rows @ rows.T
    assert min(near[0, 1], near[2, 3]) > 0.1 + max(near[0, 2], near[0, 3], near[1, 2], near[1, 3])


def test_plain_sentence_transformers_gives_the_same_vectors_for_known_lemmas(segment):
    pytest.importorskip("sentence_transformers")
    words = ["koulu opettaja tarvita", "tie kunto huono", "kunta yhteistyö järjestö"]
    code = (
        "import sys, json; from sentence_transformers import SentenceTransformer;"
        "model = SentenceTransformer(sys.argv[1], device='cpu');"
        "print(json.dumps(model.encode(sys.argv[2:]).astype('float32').tolist()))"
    )
    call = [sys.executable, "-c", code, str(shipped("models/fi-static")), *words]
    found = subprocess.run(call, check=True, capture_output=True, text=True).stdout
    theirs = np.asarray(json.loads(found.strip().splitlines()[-1]))
    ours = StaticEmbedder().transform([segment(word) for word in words])
    assert (theirs * ours).sum(axis=1).min() > 0.999
