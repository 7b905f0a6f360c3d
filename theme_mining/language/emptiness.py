"""Answers empty of content: a class of their own, never a theme.

An answer is empty when nothing is left of it beside marks, or when it is made wholly of the words people use to say
that they have nothing to say: *en osaa sanoa*, *ei tule nyt mitään mieleen*, *vet inte*, *no comment*. A word of
content anywhere makes it an answer: *ei rahaa* is one.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["no_content"]

_LONGEST = 120  # characters: the longest empty answer of three surveys had 71
_WORD = re.compile(r"[^\W_]+(?:/[^\W_]+)?")
_WHOLE = {
    "", "eos", "emt", "e o s", "kts", "na", "n/a", "n a", "x", "xx", "xxx", "xxxx", "sama", "samat", "idem",
    "ditto", "nil", "nej", "no", "ei", "en", "none", "nope", "inget", "inga", "ingen", "ingenting", "vet ej",
    "tyhjä", "tyhjää", "blank", "empty", "ks edellinen", "kts edellinen", "sama kuin edellä", "sama kuin edellinen",
    "samat kuin edellä", "kuten edellä", "sama vastaus", "sama kuin yllä", "katso edellinen",
    "katso edellinen vastaus", "se edellinen", "samma", "samma som ovan", "same as above", "see above", "nothing",
    "null", "nan", "ei vastausta", "ei tietoa", "tietoa ei ole", "asdf", "test", "testi", "joo ei", "eipä", "emme",
    "ohi", "skip", "pass", "not applicable", "ei koske minua", "ei koske", "ei sovellu", "ei relevantti",
    "ej relevant", "ej aktuellt", "gäller inte mig",
}  # fmt: skip
# one group must lie in the answer, and all its words must be of the language's words of having nothing to say
_GROUPS = (
    (
        re.compile(
            r"\b(?:e[nit]|emme|ei(?:vät|pä|kä|hän)?|eipä|enpä|en mä|en minä)\b.*\b(?:osaa|tied\w*|tiiä|tiä|sano\w*|"
            r"mitään|mikään|mielee\w*|kommen\w*|lisättäv\w*|lisätä|muuta|kysyttäv\w*|mielipide\w*|vastau\w*|vastata|ideo\w*|ehdotu\w*|ole|oo|"
            r"halua|keksi|muista|hajua|käsity\w*|kantaa|huomautet\w*|palautet\w*|tule|mainit\w*|erity\w*|jaksa)\b"
        ),
        """
        en ei et emme eipä enpä eihän eikä eivät osaa osata tiedä tietää tiiä tiä sanoa sanoo sano sanottavaa
        sanomista mitään mikään mitä muuta muita mieleen mieleeni mielessä kommentoitavaa kommentoida kommentti
        kommenttia kommentteja lisättävää lisätä kysyttävää kysymyksiä mielipidettä mielipiteitä vastausta vastata
        vastaukseen vastattavaa ideoita ideaa ehdotuksia ehdotettavaa ehdottaa ehdotusta ole oo halua haluu keksi
        keksiä muista hajua hajuakaan käsitystä kantaa huomautettavaa huomioita palautetta tule tuu tullut
        mainittavaa erityistä erityisempää jaksa nyt juuri just tähän tästä tässä siitä asiaan asiasta kysymykseen
        minä mä mulla minulla meillä itse vielä kyllä valitettavasti tällä hetkellä toistaiseksi oikein ihan
        oikeastaan yhtään varmaan ny no noh hmm öö juurikaan äkkiseltään heti suoralta kädeltä nimetä sen enempää
        tarkemmin mielipide ja tai vaikea niin kokemusta kuin ettei että on edes kysyttyyn aiheesta kohtaan kohta
        kohdassa ollenkaan lainkaan asiaa sanoakaan sellaista semmoista kommentit ehdotukset selkeää tietoa tarvetta
        tarpeita toiveita toivetta parannettavaa parannusehdotuksia kehitettävää kehittämisehdotuksia kehitysideoita
        """,
    ),
    (
        re.compile(r"\b(?:inte|inget|ingen|inga|ingenting|ej|nej)\b"),
        """
        vet inte ej jag kan säga inget ingen inga ingenting kommentar kommentarer nej att tillägga åsikt åsikter på
        rak arm något just nu annat mer svar svara om det här detta vi har svårt för till idéer förslag i kommer
        minns nånting tycker särskilt speciellt mig direkt stunden denna fråga frågan
        """,
    ),
    (
        re.compile(r"\b(?:no|not|nothing|none|don|dont|can|cannot|cant)\b"),
        """
        no not nothing none don dont t do i know comment comments to add idea ideas really sure have any say at the
        moment this about can cannot cant answer opinion all more else for now anything applicable suggestions
        feedback nope think of right m it
        """,
    ),
)
_VOCABULARIES = tuple((pattern, frozenset(words.split())) for pattern, words in _GROUPS)


def no_content(text: str) -> bool:
    """Tell whether an answer says nothing.

    >>> [no_content(t) for t in (" En osaa sanoa. ", "-", "Ei tule nyt mitään mieleen", "vet inte", "n/a", "Ei rahaa")]
    [True, True, True, True, True, False]
    """
    if len(text) > _LONGEST:
        return not any(c.isalnum() or c == "[" for c in text)
    words = _WORD.findall(unicodedata.normalize("NFC", text).casefold())
    plain = " ".join(words)
    if plain in _WHOLE:
        return not _holds_sign(text) if not words else True
    if plain.replace(" ", "").isdigit():
        return False
    return any(pattern.search(plain) and all(w in known for w in words) for pattern, known in _VOCABULARIES)


def _holds_sign(text: str) -> bool:
    """Tell whether a text without words says something by signs alone: an emoji does, a dash does not."""
    return any(unicodedata.category(c) == "So" for c in text)
