"""FinnishText: segments with lemmas, places and languages; scikit-learn's manners; bad input."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from theme_mining.core.errors import InputError, SettingsError
from theme_mining.language import FinnishText, Lexicon, fingerprint, lemmatise, no_content
from theme_mining.language.lexicon import OwnWord

reader = FinnishText()
splitter = FinnishText(split=True)


def ideas(text: str) -> list[str]:
    return [segment.text for segment in splitter.transform([text])]


def test_one_segment_a_text_when_not_split():
    segments = reader.transform(["Yhteistyö toimii. Raha ei riitä.", "", "vet inte"])
    assert [s.id for s in segments] == ["0", "1", "2"]
    assert [s.answer_id for s in segments] == ["0", "1", "2"]
    assert [s.language for s in segments] == ["fi", "none", "none"]


def test_given_ids_are_kept():
    assert [s.id for s in reader.transform(["koira", "kissa"], ids=["a", 7])] == ["a", "7"]
    assert [s.id for s in splitter.transform(["raha, aika ja tilat"], ids=["a"])] == ["a.0", "a.1", "a.2"]


def test_ids_must_match_texts():
    with pytest.raises(ValueError, match="2 texts but 1 ids"):
        reader.transform(["a", "b"], ids=["1"])


def test_numbers_marks_and_mask_tags_are_no_words():
    (segment,) = reader.transform(["[nimi] auttoi 24/7, soita 5:een!"])
    assert "auttaa" in segment.lemmas
    assert not any("[" in lemma or lemma[0].isdigit() for lemma in segment.lemmas if lemma != "5")


def test_compound_parts_go_with_lemmas():
    (segment,) = reader.transform(["Yhteistyöverkostoja ja tiedonkulkua"])
    assert segment.parts[0] == ("yhteistyö", "työ", "verkosto")
    assert segment.parts[2] == ("tieto", "kulku")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("resurssit, tiedonkulku ja yhteiset koulutukset", ["resurssit", "tiedonkulku", "yhteiset koulutukset"]),
        ("Hyvä, toimiva yhteistyö", ["Hyvä, toimiva yhteistyö"]),
        ("tiedonkulku", ["tiedonkulku"]),
        ("sosiaali- ja terveyspalvelut", ["sosiaali- ja terveyspalvelut"]),
        ("Yhteistyö toimii, mutta aikaa on liian vähän.", ["Yhteistyö toimii", "mutta aikaa on liian vähän."]),
        ("Toivon, että kunta auttaa enemmän.", ["Toivon, että kunta auttaa enemmän."]),
        ("Esim. tilat ovat 3. kerroksessa.", ["Esim. tilat ovat 3. kerroksessa."]),
        ("- raha\n- aika\n- tilat", ["raha", "aika", "tilat"]),
        ("Kiitos! Kaikki toimii hyvin.", ["Kiitos!", "Kaikki toimii hyvin."]),
        ("hyvä mutta kallis", ["hyvä mutta kallis"]),
    ],
)
def test_an_answer_parts_into_ideas(text: str, wanted: list[str]):
    assert ideas(text) == wanted


def test_words_run_together_are_read_as_two():
    (segment,) = reader.transform(["rahaa eiole tarpeeksi"])
    assert segment.lemmas == ("raha", "ei", "olla", "tarpeeksi")
    assert [segment.text[a:b] for a, b in segment.spans] == ["rahaa", "ei", "ole", "tarpeeksi"]


def test_changes_are_visible_and_countable():
    found = reader.corrections("Mä toivon yhteistyota, rahaa eiole")
    assert [(c.written, c.kind) for c in found] == [
        ("Mä", "spoken"),
        ("yhteistyota", "missing dots"),
        ("ei", "run together"),
        ("ole", "run together"),
    ]


def test_swedish_and_english_answers_get_their_own_lemmas():
    swedish, english = reader.transform(["Mer samarbete med kommunerna behövs", "More resources for the organisations"])
    assert swedish.language == "sv"
    assert "kommun" in swedish.lemmas
    assert english.language == "en"
    assert "resource" in english.lemmas


def test_an_answer_in_two_languages_is_mixed_and_read_in_both():
    (segment,) = reader.transform(
        ["Yhteistyötä on liian vähän ja se ei toimi. Det är inte bra för oss och alla andra."]
    )
    assert segment.language == "mixed"
    assert "yhteistyö" in segment.lemmas
    assert "all" in segment.lemmas


def test_nfd_text_is_read_and_places_are_exact():
    text = unicodedata.normalize("NFD", "Työttömyys ja köyhyys")
    (segment,) = reader.transform([text])
    assert segment.lemmas == ("työttömyys", "ja", "köyhyys")
    assert unicodedata.normalize("NFC", text[slice(*segment.spans[2])]) == "köyhyys"


def test_zero_width_and_soft_hyphens_inside_words_do_not_matter():
    (segment,) = reader.transform(["yhteis\u00adtyö\u200bverkosto \U0001f600 toimii"])
    assert segment.lemmas == ("yhteistyöverkosto", "toimia")


def test_a_word_of_a_hundred_thousand_letters_does_not_hang():
    started = time.monotonic()
    (segment,) = reader.transform(["a" * 100_000 + " yhteistyö " + "aäö1-" * 20_000])
    assert "yhteistyö" in segment.lemmas
    assert time.monotonic() - started < 20


@pytest.mark.parametrize("piece", ["a.", "1,", "a@", "-", "[", "ää-", "x:n ", "'a", "\u0301", "1a"])
def test_long_repetitions_do_not_hang(piece: str):
    started = time.monotonic()
    reader.transform([piece * (100_000 // len(piece))])
    assert time.monotonic() - started < 20


def test_random_unicode_neither_crashes_nor_loses_places():
    rng = random.Random(1729)
    for _ in range(30):
        text = "".join(chr(c) for c in (rng.randrange(0x110000) for _ in range(2000)) if not 0xD800 <= c < 0xE000)
        for segment in splitter.transform([text]):
            assert text[segment.start : segment.start + len(segment.text)] == segment.text


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_segments_are_exact_pieces_of_the_answer(text: str):
    for segment in splitter.transform([text]):
        assert text[segment.start : segment.start + len(segment.text)] == segment.text
        for start, end in segment.spans:
            assert 0 <= start < end <= len(segment.text)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="abkäö:-.1[]é\u0308 ", min_size=1, max_size=12), max_size=8))
def test_pretokenised_gives_one_lemma_a_token(tokens: list[str]):
    text = " ".join(tokens)
    wanted = [token for token in text.split(" ") if token]
    found = lemmatise(text, pretokenised=True)
    assert len(found) == len(wanted)
    assert all(lemma and " " not in lemma for lemma in found)


def test_reading_does_not_depend_on_order_or_history():
    texts = ["vuotta kului", "kuusi metsässä", "hän palaa kotiin", "mä oon tääl"]
    one = {t: FinnishText().transform([t])[0].lemmas for t in texts}
    assert {s.text: s.lemmas for s in FinnishText().transform(texts[::-1])} == one


def test_scikit_learn_clones_and_pipes_it():
    from sklearn.base import clone
    from sklearn.dummy import DummyClassifier
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.pipeline import make_pipeline

    copy = clone(FinnishText(split=False, backend="auto"))
    assert copy.get_params() == {"split": False, "lexicon": None, "backend": "auto", "tagger": False}
    pipe = make_pipeline(copy, CountVectorizer(analyzer=lambda s: s.terms()), DummyClassifier())
    assert list(pipe.fit(["hyvä koira", "huono kissa"], [1, 1]).predict(["koira"])) == [1]


def test_unknown_parameter_is_refused_with_the_near_miss():
    with pytest.raises(SettingsError, match='did you mean "split"'):
        FinnishText().set_params(splitt=True)


def test_pickled_reader_reads_the_same():
    copy = pickle.loads(pickle.dumps(reader))
    assert copy.transform(["Yhteistyötä HUS:n kanssa"]) == reader.transform(["Yhteistyötä HUS:n kanssa"])


def test_start_loads_no_heavy_library():
    code = (
        "import sys\n"
        "from theme_mining.language import FinnishText\n"
        "FinnishText().transform(['Yhteistyö toimii hyvin kunnan kanssa'])\n"
        "print([m for m in ('spacy', 'sklearn', 'torch', 'lingua', 'simplemma', 'pandas') if m in sys.modules])\n"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_fingerprint_follows_lexicon_and_backend():
    assert fingerprint() == fingerprint()
    assert fingerprint(Lexicon({"x": OwnWord("x")})) != fingerprint()
    assert FinnishText().fingerprint_ == fingerprint()


def test_own_words_come_before_voikko(tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("lemma;forms;parts\nKuusi ry;;\nTalo-ohjelma;talo ohjelma;talo,ohjelma\nXYZ;;\n", encoding="utf-8")
    (segment,) = FinnishText(lexicon=path).transform(["Kuusi ry:n Talo ohjelmasta ja XYZ:lle"])
    assert segment.lemmas == ("kuusi ry", "talo-ohjelma", "ja", "xyz")
    assert segment.text[slice(*segment.spans[0])] == "Kuusi ry:n"


def test_inflected_phrases_of_the_lexicon_are_one_word():
    (segment,) = reader.transform(["Kolmannen sektorin toimijat ja Mieli ry:n väki"])
    assert segment.lemmas == ("kolmas sektori", "toimija", "ja", "mieli ry", "väki")
    assert [segment.text[a:b] for a, b in segment.spans][:1] == ["Kolmannen sektorin"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("lemma;forms;parts\nKela;x\n", "line 2 is not a word"),
        ("lema;forms;parts\nKela;;\n", 'did you mean "lemma"'),
        ("lemma;forms;parts\nKela;kela\nx;;\n", "line 2 is not a word"),
        ("lemma;forms;parts\nA1;yksi;\nB2;yksi;\n", "line 3.*stands on line 2 too"),
        ("", "is empty"),
    ],
)
def test_a_bad_lexicon_names_file_and_line(tmp_path, content: str, message: str):
    path = tmp_path / "own.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=message):
        Lexicon.read(path)


def test_a_missing_lexicon_is_named(tmp_path):
    with pytest.raises(InputError, match="There is no lexicon"):
        Lexicon.read(tmp_path / "none.csv")


EMPTY = [
    "", "-", "...", "En osaa sanoa.", "en tiedä", "Ei kommentoitavaa", "eos", "EOS", "vet inte", "Jag vet inte", "n/a",
    "N/A",
    "ei mitään", "Ei tule mieleen mitään tällä hetkellä", "don't know", "No comments", "inga kommentarer", "ei muuta",
    "?",
]  # fmt: skip
FULL = [
    "ei rahaa",
    "Ei yhteistyötä",
    "ei ole aikaa",
    "raha",
    "en saa apua",
    "no money",
    "inte bra",
    "\U0001f44d",
    "[nimi]",
]


@pytest.mark.parametrize("text", EMPTY)
def test_an_answer_without_content_is_told(text: str):
    assert no_content(text)
    assert reader.transform([text])[0].language == "none"


@pytest.mark.parametrize("text", FULL)
def test_a_word_of_content_makes_an_answer(text: str):
    assert not no_content(text)
