"""Names by the words around them, and names that are something else. All people are invented."""

import pytest

from theme_mining.language.mask import Masker
from theme_mining.language.mask_forms import Forms
from theme_mining.language.mask_stems import may_be_name


@pytest.fixture(scope="module")
def masker():
    return Masker()


@pytest.mark.parametrize(
    ("answer", "masked"),
    [
        ("Osastonhoitaja Pyykönmäki ei vastaa.", "Osastonhoitaja [nimi] ei vastaa."),
        ("Osastonhoitaja Pyykönmäen kanssa sovittiin.", "Osastonhoitaja [nimi] kanssa sovittiin."),
        ("Lapsenlapseni Jooa odottaa.", "Lapsenlapseni [nimi] odottaa."),
        ("mun ope kirsi kuuntelee", "mun ope [nimi] kuuntelee"),
        ("En saanut Hentulalta vastausta.", "En saanut [nimi] vastausta."),
        ("Apu tuli Eelin Hautakoskelta.", "Apu tuli [nimi]."),
        ("Minua auttoi Patric Svedberg.", "Minua auttoi [nimi]."),
        ("Kiitos Timo Mäkiselle Tampereen toimistosta.", "Kiitos [nimi] Tampereen toimistosta."),
        ("Merja Keskitalon kanssa sovittiin.", "[nimi] kanssa sovittiin."),
        ("Vaimoni Riku odotti.", "Vaimoni [nimi] odotti."),
    ],
)
def test_the_words_around_show_a_name(masker, answer, masked):
    assert masker.mask(answer)[0] == masked


@pytest.mark.parametrize(
    "answer",
    [
        "Vilja ja leipä kallistuvat.",
        "Satu ja leikki kuuluvat päiväkotiin.",
        "Sampo ja Nordea sulkivat konttorit.",
        "Ilmarinen maksaa eläkkeeni, ja Varma vuokrani.",
        "Omakanta ja Maisa eivät toimi.",
        "Pihla on mielestäni paras kirjastojärjestelmä.",
        "Sinikka-niminen ravintola suljettiin.",
        "Suvi oli sateinen.",
        "Vuokko kukkii pihalla.",
        "Minusta Anna palautetta on piilossa.",
        "Vappuna ei kulje junia.",
        "Marian sairaala suljettiin.",
        "Sibelius-Akatemia on arvostettu.",
        "Ohjaaja Tampereelta tuli RIKUsta.",
    ],
)
def test_names_of_other_things_stay(masker, answer):
    assert masker.mask(answer)[0] == answer


@pytest.mark.parametrize(
    ("answer", "masked"),
    [
        ("Satu ja äiti lähtivät.", "[nimi] ja äiti lähtivät."),
        ("Maisa auttoi minua.", "[nimi] auttoi minua."),
        ("Sinikka-niminen ohjaaja lähti.", "[nimi]-niminen ohjaaja lähti."),
        ("Anna Virtanen auttoi.", "[nimi] auttoi."),
    ],
)
def test_the_same_words_are_names_of_people_too(masker, answer, masked):
    assert masker.mask(answer)[0] == masked


@pytest.mark.parametrize(
    ("answer", "masked"),
    [
        ("hetu 311280-999Ö ei käy", "hetu [henkilötunnus] ei käy"),
        ("henkilötunnukseni oli väärin 120345 678 K", "henkilötunnukseni oli väärin [henkilötunnus]"),
        ("Aleksis Kiven katu 20 A on kotini", "[osoite] on kotini"),
        ("postiosoite on PL 45", "postiosoite on [osoite]"),
        ("PL 45, 00101 Helsinki", "[osoite], [postinumero]"),
        ("tiktok @jere.k", "tiktok [tunnus]"),
        ("snäpissä emmi_03", "snäpissä [tunnus]"),
        ("Discord pelimies#1234", "Discord [tunnus]"),
        ("AB-12 mopo", "[rekisterinumero] mopo"),
        ("sivu www.tiinamakela.fi", "sivu [url]"),
        ("blogi.fi www.blogi.fi/matti-meikalainen", "blogi.fi [url]"),
    ],
)
def test_more_spellings_of_codes_places_and_handles(masker, answer, masked):
    assert masker.mask(answer)[0] == masked


@pytest.mark.parametrize("answer", ["Instassa on 2024 jo", "Suomen tie 2030", "PL 5 kertaa", "www.kela.fi"])
def test_what_only_looks_like_one_stays(masker, answer):
    assert masker.mask(answer)[0] == answer


FORMS = {
    "virtanen": "virtanen virtasen virtaselle virtaselta virtasta virtasellakin virtaseen",
    "antti": "antti antin antille antilta anttia antilla anttikin antillekin",
    "reetta": "reetta reetan reetalle reettaa reetalta reetankin",
    "johannes": "johannes johanneksen johannekselle johannesta johannekselta",
    "björn": "björn björnin björnille björniä",
    "mäkelä": "mäkelä mäkelän mäkelälle mäkelää mäkelältä",
}


@pytest.mark.parametrize("name", FORMS)
def test_every_usual_form_of_a_listed_name_is_asked_about_in_lower_case(name):
    assert all(may_be_name(form) for form in FORMS[name].split())


def test_words_that_begin_as_names_do_are_not_asked_about():
    assert not any(map(may_be_name, ["toivoisin", "markkinat", "liisausta", "palvelu", "hannoverissa"]))


def test_a_form_pickles_to_the_same_answer(masker):
    import pickle

    assert pickle.loads(pickle.dumps(masker)).mask("Liisa Virtanen")[0] == "[nimi]"
    assert Forms()["Riku"].name
    assert Forms()["RIKU"].never
