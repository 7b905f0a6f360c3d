"""Names: a noun phrase in the nominative, as the answers put it."""

from __future__ import annotations

import pytest

from theme_mining.core.types import Segment
from theme_mining.flows.naming import Wording


def wording(*sentences, classes=None):
    """Sentences of `form=lemma` words (`form` alone is its own lemma), each said four times."""
    known = classes or {}
    found = Wording(known.get if classes else None)
    for sentence in sentences:
        pairs = [(w.split("=") * 2)[:2] for w in sentence.split()]
        text, spans, at = " ".join(form for form, _ in pairs), [], 0
        for form, _ in pairs:
            spans.append((at, at + len(form)))
            at += len(form) + 1
        for _ in range(4):
            found.read(Segment("s", "a", text, tuple(lemma for _, lemma in pairs), tuple(spans)), 0)
    return found


def test_two_telling_nouns_are_joined():
    said = wording("tiedonkulkua=tiedonkulku lisää", "viestintään=viestintä aikaa=aika")
    assert said.name(0, ["tiedonkulku", "viestintä"]) == "Tiedonkulku ja viestintä"


def test_a_verb_is_passed_over_where_there_is_a_noun():
    said = wording("autetaan=auttaa", "auttavat=auttaa", "naapuria=naapuri")
    assert said.name(0, ["auttaa", "naapuri"]) == "Naapuri"


def test_an_adjective_that_goes_with_the_noun_stands_before_it():
    said = wording("yhteisen=yhteinen kalenterin=kalenteri", classes={"yhteinen": "A", "kalenteri": "N"})
    assert said.name(0, ["kalenteri"]) == "Yhteinen kalenteri"


def test_a_genitive_keeps_its_form_before_the_noun():
    said = wording("omaishoitajien=omaishoitaja jaksamista=jaksaminen")
    assert said.name(0, ["jaksaminen"]) == "Omaishoitajien jaksaminen"


def test_a_noun_already_in_the_phrase_is_not_said_twice():
    said = wording("köyhyysrajan=köyhyysraja alapuolella=alapuoli")
    assert said.name(0, ["köyhyysraja", "alapuoli"]) == "Köyhyysrajan alapuoli"


def test_what_is_mostly_said_in_the_plural_is_named_in_the_plural():
    said = wording("lapset=lapsi", "lasten=lapsi", "lapsille=lapsi")
    assert said.name(0, ["lapsi"]) == "Lapset"


@pytest.mark.parametrize(("form", "lemma", "name"), [("EU:n", "eu", "EU"), ("Suomessa", "suomi", "Suomi")])
def test_names_keep_their_capitals(form, lemma, name):
    assert wording(f"{form}={lemma}").name(0, [lemma]) == name


def test_words_of_one_family_are_one():
    said = wording("verotusta=verotus", "veroja=vero", "palvelut=palvelu")
    assert said.name(0, ["verotus", "vero", "palvelu"]) == "Verotus ja palvelut"


def test_words_that_name_nothing_are_passed_over():
    said = wording("asia", "asioita=asia", "rahaa=raha", "rahan=raha")
    assert said.name(0, ["asia", "raha"]) == "Raha"


def test_a_theme_of_verbs_alone_still_has_a_name():
    assert wording("auttaa", "autetaan=auttaa").name(0, ["auttaa"]) == "Auttaa"


CLASSES = {"auttaminen": "N", "parantaminen": "N", "auttaa": "V", "parantaa": "V", "elinolo": "N", "olo": "N",
           "naapuri": "N", "vähäosainen": "A", "jalka": "N", "raha": "N", "kurja": "A", "kaupunki": "N"}  # fmt: skip


def test_a_verb_far_ahead_of_every_noun_names_the_theme_as_a_noun():
    said = wording("autetaan=auttaa", "auttavat=auttaa", "autan=auttaa", "naapuri", classes=CLASSES)
    assert said.name(0, ["auttaa"]) == "Auttaminen"


def test_an_action_is_named_with_its_object_in_the_genitive():
    said = wording("parannetaan=parantaa elinoloja=elinolo", "elinolojen=elinolo", classes=CLASSES)
    assert said.name(0, ["parantaa"]) == "Elinolojen parantaminen"


def test_an_adjective_that_stands_for_people_is_named_in_the_plural():
    said = wording("vähäosaisia=vähäosainen", "vähäosaisten=vähäosainen", "vähäosaiset=vähäosainen", classes=CLASSES)
    assert said.name(0, ["vähäosainen"]) == "Vähäosaiset"


def test_a_noun_that_only_says_where_or_how_is_passed_over():
    said = wording("jaloilleen=jalka", "jaloillaan=jalka", "rahaa=raha", "rahat=raha", "raha", classes=CLASSES)
    assert said.name(0, ["jalka", "raha"]) == "Raha"


def test_a_weak_noun_needs_an_attribute():
    said = wording("kurja olo", "olo", "rahaa=raha", classes=CLASSES)
    assert said.name(0, ["olo", "raha"]).startswith("Kurja olo")
    assert wording("olo", "rahaa=raha", classes=CLASSES).name(0, ["olo", "raha"]) == "Raha"


def test_a_name_that_is_taken_gives_way_to_the_next_best():
    known = CLASSES | {"puute": "N"}
    said = wording("rahaa=raha", "naapuria=naapuri", "puutetta=puute", classes=known)
    assert said.name(0, ["raha", "naapuri", "puute"]) == "Raha ja naapuri"
    assert said.name(0, ["raha", "naapuri", "puute"], ["Raha ja naapuri"]) == "Raha ja puute"


def test_a_lemma_of_many_themes_names_only_the_one_that_says_it_most():
    said = wording("kaupunki", "rahaa=raha", classes=CLASSES)
    said.common = frozenset({"kaupunki"})
    for _ in range(9):
        said.read(Segment("s", "a", "kaupunki", ("kaupunki",), ((0, 8),)), 1)
    assert said.name(0, ["kaupunki", "raha"]) == "Raha"
    assert said.name(1, ["kaupunki", "raha"]).startswith("Kaupunki")


def test_a_thing_that_is_acted_on_is_named_with_the_act():
    known = {"köyhyys": "N", "vähentää": "V", "vähentäminen": "N"}
    said = wording("vähennetään=vähentää köyhyyttä=köyhyys", "köyhyyden=köyhyys", classes=known)
    assert said.name(0, ["köyhyys", "vähentää"]) == "Köyhyyden vähentäminen"


def test_beside_an_act_stands_an_act_and_beside_a_thing_no_bare_act():
    known = {"piirtää": "V", "piirtäminen": "N", "kirjoittaa": "V", "kirjoittaminen": "N", "lego": "N"}
    said = wording("piirtää", "piirrän=piirtää", "kirjoittaa", "lego legot=lego", classes=known)
    assert said.name(0, ["piirtää", "lego", "kirjoittaa"]) == "Piirtäminen ja kirjoittaminen"
    said = wording("legot=lego", "legoilla=lego", "legot=lego", "piirtää", "piirrän=piirtää", classes=known)
    assert said.name(0, ["lego", "piirtää"]) == "Legot"


def test_a_plural_that_nobody_wrote_is_made_of_the_genitive():
    said = wording("lahjoja=lahja", "lahjan=lahja", classes={"lahja": "N"})
    assert said.name(0, ["lahja"]) == "Lahjat"


def test_a_partitive_in_ia_is_no_plural():
    said = wording("hyvinvointia=hyvinvointi", "hyvinvoinnin=hyvinvointi", classes={"hyvinvointi": "N"})
    assert said.name(0, ["hyvinvointi"]) == "Hyvinvointi"


def test_a_word_that_another_theme_says_more_does_not_stand_second():
    said = wording("rahaa=raha", "rahan=raha", "naapuria=naapuri", classes=CLASSES)
    assert said.name(0, ["raha", "naapuri"]) == "Raha ja naapuri"
    for _ in range(9):
        said.read(Segment("s", "a", "naapuri", ("naapuri",), ((0, 7),)), 1)
    assert said.name(0, ["raha", "naapuri"]) == "Raha"


def test_a_name_that_ends_a_longer_name_is_taken():
    known = CLASSES | {"hätä": "N"}
    said = wording("autetaan=auttaa", "auttavat=auttaa", "hätä", classes=known)
    assert said.name(0, ["auttaa", "hätä"], ["Naapurin auttaminen"]) == "Auttaminen ja hätä"
