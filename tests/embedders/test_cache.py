"""The vector cache: nothing is made twice, models do not mix, no text is kept."""

from __future__ import annotations

import numpy as np

from theme_mining.embedders._cache import VectorCache


class Maker:
    """Makes a row of each text's length, and counts how often it is asked."""

    def __init__(self):
        self.asked = []

    def __call__(self, texts):
        self.asked.append(list(texts))
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)


def test_a_text_is_made_once(tmp_path):
    make = Maker()
    first = VectorCache(tmp_path, "f1").rows(["koulu", "tie"], make)
    second = VectorCache(tmp_path, "f1").rows(["tie", "hanke", "koulu"], make)
    assert make.asked == [["koulu", "tie"], ["hanke"]]
    np.testing.assert_array_equal(second[[2, 0]], first)
    assert second[:, 0].tolist() == [3, 5, 5]


def test_two_models_never_mix(tmp_path):
    make = Maker()
    VectorCache(tmp_path, "f1").rows(["koulu"], make)
    VectorCache(tmp_path, "f2").rows(["koulu"], make)
    assert len(make.asked) == 2


def test_no_text_is_on_disk(tmp_path):
    VectorCache(tmp_path, "f1").rows(["salaisuus"], Maker())
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert all(b"salaisuus" not in file.read_bytes() and "salaisuus" not in file.name for file in files)


def test_a_broken_file_is_made_again(tmp_path):
    make = Maker()
    VectorCache(tmp_path, "f1").rows(["koulu"], make)
    (file,) = tmp_path.rglob("*.npz")
    file.write_bytes(b"PK broken")
    assert VectorCache(tmp_path, "f1").rows(["koulu"], make)[0, 0] == 5
