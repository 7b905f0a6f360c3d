"""Which words can name a theme: those that say nothing by themselves, and the class of a word by its looks."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["GENERIC", "LIGHT", "NO_ACT", "VERB_FORMS", "WEAK", "likely_class"]

# Words that name nothing by themselves.
_EMPTY_WORDS = """
asia juttu tapa kerta kohta osa määrä mieli puoli syy esimerkki seikka tapaus tilanne ihminen henkilö aika vuosi päivä
taho kysymys vastaus mahdollisuus ongelma tarve etu taso muoto pää väli kuva keino joku mikä se ei olla moni muu
kaikki oma sama jokainen itse toinen paljon enemmän lisä vain vielä jo hyvä huono eri kova helppo vaikea tärkeä
erityinen kunnollinen riittävä nykyinen tämä hän minä me te he en eos ja tai sekä että jos kun kuin joka jotta koska
mutta vaan myös nyt niin sitten siis eli vaikka mukaan kanssa ilman liian aina usein esim kts ks ym jne tms nämä ne
nuo tuo jokin kukaan mikään kuka ken sellainen tällainen semmoinen tommoinen tuommoinen tämmöinen monenlainen
sinä osata sanoa tietää voida pitää saada tulla käydä
paska vitu perse perkele saatana
"""
GENERIC = frozenset(_EMPTY_WORDS.split())
# Nouns that say something only with an attribute ("kehitysmaiden olot", "paha olo").
_WEAK_NOUNS = "olo tekeminen elämä toiminta maa paikka ero apu käyttö sana alku loppu koko nimi"
WEAK = frozenset(_WEAK_NOUNS.split())
# Verbs of little content: they name no theme.
_LIGHT_VERBS = """
tehdä ottaa antaa mennä pyrkiä yrittää haluta tarvita tykätä alkaa laittaa päästä jättää tuoda viedä panna sanoa puhua
kertoa nähdä katsoa tuntea tuntua löytyä löytää pystyä joutua onnistua toimia tapahtua koittaa esiintyä luvata lukea
soittaa tarkoittaa liittyä kuulua riittää puuttua aiheuttaa toivoa pyytää
kysyä vastata lähteä elää asua vaihtua kaivata odottaa
"""
LIGHT = frozenset(_LIGHT_VERBS.split())
_VERB_ENDS = ("da", "dä", "lla", "llä", "nna", "nnä", "rra", "rrä", "sta", "stä", "ta", "tä", "aa", "ää", "ea", "eä",
              "ia", "iä", "oa", "öä", "ua", "yä")  # fmt: skip
VERB_FORMS = ("vat", "vät", "taan", "tään", "isi", "isin", "isimme", "isivat", "isivät", "mme", "tte", "tiin", "ttiin",
               "taisiin", "täisiin", "nut", "nyt", "ttu", "tty", "massa", "mässä", "maan", "mään", "malla", "mällä",
               "tava", "tävä", "ttava", "ttävä")  # fmt: skip
_CASE_FORMS = ("ssa", "ssä", "lla", "llä", "lta", "ltä", "lle", "ksi", "jen", "ien", "den", "tten", "oita", "öitä",
               "iin", "oihin", "ksia", "ksiä", "jä", "ja", "na", "nä", "sta", "stä")  # fmt: skip
# Verbs that say no act by themselves even with an object ("tehdä työtä").
NO_ACT = LIGHT - {"antaa", "lisätä", "lukea"}


def likely_class(lemma: str, forms: Iterable[str]) -> str:
    """Give the likely word class of a lemma from how it looks and is inflected: ``N``, ``A``, ``V`` or ``X``.

    A fallback for when no morphology is at hand.

    >>> likely_class("yhdistys", ["yhdistykset"]), likely_class("auttaa", ["autetaan", "auttavat"])
    ('N', 'V')
    """
    if lemma in GENERIC or len(lemma) < 3:
        return "X"
    if lemma.endswith(("minen", "us", "ys", "uus", "yys", "ja", "jä", "isto", "istö", "nta", "ntä")):
        return "N"
    if lemma.endswith(("nen", "llinen", "ton", "tön", "kas", "käs", "isa", "va", "vä")):
        return "A"
    if lemma.endswith(("sti", "lla", "llä", "in", "en")):
        return "X"
    if lemma.endswith(_VERB_ENDS):
        seen = [form.casefold() for form in forms if form.casefold() != lemma]
        verbal = sum(form.endswith(VERB_FORMS) for form in seen)
        nominal = sum(form.endswith(_CASE_FORMS) or form == lemma + "n" or form == lemma + "t" for form in seen)
        return "N" if nominal > verbal else "V"
    return "N"
