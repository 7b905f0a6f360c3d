"""TF-IDF vectors: compound parts count, unknown words are nothing, too little to learn from is told."""

from __future__ import annotations

import pytest

from theme_mining.core.errors import InputError, ModelError
from theme_mining.embedders import TfidfEmbedder


def test_compounds_that_share_a_part_are_near(segment):
    taught = [
        segment("koulutie", parts=(("koulu", "tie"),)),
        segment("kevyttie", parts=(("kevyt", "tie"),)),
        segment("opettaja"),
        segment("koulu opettaja"),
        segment("bussi"),
    ]
    near = (rows := TfidfEmbedder(dim=4).fit_transform(taught)) @ rows.T
    assert near[0, 1] > 0.1
    assert abs(near[0, 4]) < 1e-4


def test_unknown_words_give_zeros(segment):
    embed = TfidfEmbedder().fit([segment("koulu tie"), segment("koulu bussi"), segment("tie bussi kunto")])
    assert not embed.transform([segment("opettaja"), segment("koulu", language="none")]).any()


def test_one_answer_is_enough_to_learn_from(segment):
    assert TfidfEmbedder().fit_transform([segment("koulu tie")]).shape == (1, 2)


def test_no_words_to_learn_from_is_one_clear_line(segment):
    with pytest.raises(InputError, match="no words to learn from"):
        TfidfEmbedder().fit([segment(""), segment("koulu", language="none")])


def test_transform_before_fit_is_one_clear_line(segment):
    with pytest.raises(ModelError, match=r"(?s)learnt nothing yet.*call fit"):
        TfidfEmbedder().transform([segment("koulu")])


def test_fingerprint_follows_what_was_learnt(segment):
    one = TfidfEmbedder().fit([segment("koulu tie"), segment("tie bussi"), segment("bussi koulu kunto")])
    two = TfidfEmbedder().fit([segment("koulu tie"), segment("tie bussi"), segment("bussi koulu hanke")])
    assert one.fingerprint_ != two.fingerprint_
