"""A Finnish word beside Swedish and English ones."""

from __future__ import annotations

from theme_mining.core.types import Language, Segment
from theme_mining.embedders import StaticEmbedder, TfidfEmbedder, with_finnish

FINNISH = ["koulutus", "seurakunta", "lomake", "matka", "raha", "metsä"]


def _never() -> list[str]:
    raise AssertionError("asked for Finnish words without need")


def segment(text: str, language: Language) -> Segment:
    return Segment("1", "1", text, tuple(text.split()), language=language)


def test_each_foreign_word_gets_its_finnish_one_and_keeps_itself() -> None:
    swedish, english = segment("utbildning församling blankett resa", "sv"), segment("education parish forest", "en")
    told = with_finnish([swedish, english], StaticEmbedder(), lambda: FINNISH)
    assert told[0].parts == (("koulutus",), ("seurakunta",), ("lomake",), ("matka",))
    assert told[1].parts == (("koulutus",), ("seurakunta",), ("metsä",))
    assert [s.lemmas for s in told] == [swedish.lemmas, english.lemmas]


def test_words_without_a_like_one_have_none() -> None:
    told = with_finnish([segment("och tack zzqx utbildning", "sv")], StaticEmbedder(), lambda: FINNISH)
    assert told[0].parts == ((), (), (), ("koulutus",))


def test_finnish_answers_and_other_embedders_stay_as_they_are() -> None:
    finnish, swedish = segment("koulutus raha", "fi"), segment("utbildning", "sv")
    assert with_finnish([finnish], StaticEmbedder(), lambda: FINNISH) == [finnish]
    assert with_finnish([finnish, swedish], StaticEmbedder(), lambda: FINNISH)[0] == finnish
    assert with_finnish([swedish], TfidfEmbedder(), lambda: FINNISH) == [swedish]
    assert with_finnish([finnish], StaticEmbedder(), _never) == [finnish]
    assert with_finnish([], StaticEmbedder(), lambda: FINNISH) == []
    assert with_finnish([swedish], StaticEmbedder(), lambda: [])[0].parts == ((),)


def test_what_else_is_in_the_batch_changes_nothing() -> None:
    words = [segment(text, "sv") for text in ("utbildning", "resa blankett", "församling pengar", "skog")]
    alone = [with_finnish([word], StaticEmbedder(), lambda: FINNISH)[0] for word in words]
    assert with_finnish(words, StaticEmbedder(), lambda: FINNISH) == alone
