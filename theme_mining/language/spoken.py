"""Spoken and misspelt Finnish → the written forms it may stand for, each with the kind of change.

Two sources: a closed list of the commonest spoken words (`mä` minä, `sit` sitten, `oon` olen), and rules with an
example each, whose results count only where Voikko knows the written form and did not know the word as it stood.
Nothing is changed in the text: a written form only offers its lemmas, and `kind` says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

__all__ = ["closed_forms", "split_run_together", "written_forms"]

_CLOSED = """
mä minä|mää minä|mie minä|miä minä|mun minun|mua minua|mulla minulla|mul minulla|multa minulta|mulle minulle
mussa minussa|musta minusta|muhun minuun|sä sinä|sää sinä|sie sinä|siä sinä|sun sinun|sua sinua|sulla sinulla
sul sinulla|sulle sinulle|sulta sinulta|susta sinusta|meiän meidän|teiän teidän|heiän heidän|meijän meidän
tää tämä|tän tämän|täs tässä|täst tästä|tol tuolla|tost tuosta|tos tuossa|toi tuo|ton tuon|tota tuota
tossa tuossa|tosta tuosta|tolla tuolla|tolle tuolle|tohon tuohon|tonne tuonne|tuol tuolla|tuolt tuolta|noi nuo
nää nämä|näit näitä|nois noissa|siel siellä|sielt sieltä|siin siinä|siit siitä|sil sillä|sillon silloin
millon milloin|sit sitten|sitte sitten|ni niin|nii niin|niinku niinkuin|niinko niinkuin|mutt mutta
ekana ensimmäisenä|ekan ensimmäisen|ekaa ensimmäistä|siihe siihen|mikäs mikä|ku kun|ko kun|mut mutta|et että
ett että|vaa vaan|vaikk vaikka|ny nyt|nyn nyt|nytte nyt|kans kanssa|kaa kanssa|viel vielä|kyl kyllä|ehk ehkä
vast vasta|ain aina|paljo paljon|vähä vähän|oon olen|oot olet|oo ole|o ole|ollaa ollaan|ois olisi|oisin olisin
oisit olisit|oisko olisiko|olis olisi|olisko olisiko|ollu ollut|oltas oltaisiin|onks onko|eiks eikö|eiko eikö
emmä en|enks enkö|voiks voiko|tuun tulen|tuut tulet|tuu tule|meen menen|meet menet|mee mene|paan panen
paat panet|paa panna|tiiän tiedän|tiiät tiedät|tiiä tiedä|tiän tiedän|tiä tiedä|nään näen|nähä nähdä|tehä tehdä
lähen lähden|lähe lähde|lähetään lähdetään|pitäs pitäisi|pitäis pitäisi|vois voisi|voisko voisiko|sais saisi
saisko saisiko|tarvii tarvitsee|tarvin tarvitsen|tarviin tarvitsen|tarttee tarvitsee|tarviis tarvitsisi|tartte tarvitse
haluun haluan|haluut haluat|annetaa annetaan|aattelin ajattelin|aatella ajatella|aattelen ajattelen
aattelee ajattelee|kattoo katsoo|katon katson|kato katso|kattoa katsoa|kattoon katsoon|kattomaan katsomaan
kattelee katselee|yks yksi|kaks kaksi|viis viisi|kuus kuusi|seittemän seitsemän|seitsemä seitsemän
kaheksan kahdeksan|yheksän yhdeksän|kymmene kymmenen|kahen kahden|yhen yhden|yhtee yhteen|mikskä miksi
miks miksi|mihkä mihin|minkälaine minkälainen|semmonen semmoinen|semmosta semmoista|semmosia semmoisia
semmosen semmoisen|sellanen sellainen|sellasta sellaista|sellasia sellaisia|sellasen sellaisen
tämmönen tämmöinen|tämmöstä tämmöistä|tollanen tuollainen|tollasta tuollaista|tällanen tällainen
tällasta tällaista|millanen millainen|millasta millaista|itteni itseni|ittensä itsensä|itteä itseä|ittee itseä
itte itse|ittekin itsekin|oikeen oikein|varmaa varmaan|varmaankaa varmaankaan|jne jne.|esim esim.|ym ym.
yms yms.|mm mm.|ts ts.|tms tms.|ns ns.|vissii vissiin|just juuri|jotenki jotenkin|jotai jotain|jotaki jotakin
kumminki kuitenkin|kuiteski kuitenkin|kuitenki kuitenkin|jokasen jokaisen|jokane jokainen|ainaki ainakin
ekas ensimmäinen|sillee silleen|muute muuten|sinnepäi sinnepäin|enemmä enemmän|vähemmä vähemmän|kauheen kauhean
hirveen hirveän|hirveesti hirveästi|oikeesti oikeasti|kauheesti kauheasti|aikasemmin aikaisemmin|nykyää nykyään
yhessä yhdessä|yhestä yhdestä|ihmisii ihmisiä|ihmiste ihmisten
"""
_CLOSED_FORMS = {
    spoken: written for entry in _CLOSED.replace("\n", "|").split("|") if entry for spoken, written in [entry.split()]
}
# these are also written words (`musta`: black, `katon`: of the roof), so both readings stand
_ALSO_WRITTEN = {
    "et", "haluun", "just", "kaa", "kato", "katon", "kattoa", "kattoon", "ko", "kuus", "lähe", "musta", "noita",
    "susta", "toi", "tosta", "tota", "tuo", "viis",
}  # fmt: skip
_DOTS = {"a": "ä", "o": "ö"}
_MOST_DOTS = 6  # places for missing dots tried: 2⁶ look-ups of a word that Voikko does not know
_GLUE = {
    "ei", "en", "on", "ja", "että", "kun", "jos", "ole", "olisi", "voi", "kuin", "niin", "mutta", "myös", "tai",
    "eivät", "ovat", "joka", "sekä", "vain", "hyvin", "ettei",
}  # fmt: skip
# (pattern, replacement, example): sound changes of spoken Finnish, written back
_SOUNDS = [
    (r"$", "n", "tultii tultiin"),
    (r"(?<=[uy])$", "t", "käyny käynyt"),
    (r"s$", "ssa", "kaupas kaupassa"),
    (r"s$", "ssä", "tässäs"),
    (r"l$", "lla", "kadul kadulla"),
    (r"l$", "llä", "tiel tiellä"),
    (r"st$", "sta", "koulust koulusta"),
    (r"st$", "stä", "metsäst metsästä"),
    (r"lt$", "lta", "kadult kadulta"),
    (r"lt$", "ltä", "tielt tieltä"),
    (r"s$", "si", "uus uusi, vois voisi"),
    (r"(?<=[aeiouyäö])s(?=k[oö]$)", "si", "voisko voisiko"),
    (r"ks$", "ko", "onks onko"),
    (r"ks$", "kö", "eiks eikö"),
    (r"k[oö]?s$", "ko", "tuletkos"),
    (r"(?<=[aoueäöy])(?=nen$|sen$|se[st]|sta|stä|sia|siä|sis|sil|sii|set|sek|seen|sten)", "i", "punanen punainen"),
    (r"(?<=as)emm", "iemm", ""),
    (r"as(?=[aeiou])", "ais", "aikasemmin aikaisemmin"),
    (r"äs(?=[aeiäy])", "äis", "viimäsen viimeisen"),
    (r"h(?=[aeioäöuy])", "hd", "yheksän yhdeksän"),
    (r"(?<=[eio])(?=[aä])", "d", "meiän meidän"),
    (r"tt", "ts", "mettässä metsässä"),
    (r"ee", "ea", "nopee nopea"),
    (r"ee", "eä", "hirvee hirveä"),
    (r"oo$", "oa", "taloo taloa"),
    (r"öö$", "öä", "työöö"),
    (r"ii$", "ia", "kivii kiviä"),
    (r"ii$", "iä", "ihmisii ihmisiä"),
    (r"aa$", "aan", "ollaa ollaan"),
    (r"uu$", "ua", "haluu haluaa"),
    (r"uu$", "uaa", "haluu haluaa"),
    (r"yy$", "yä", "pysyy"),
    (r"ki$", "kin", "jotenki jotenkin"),
    (r"s$", "isi", "tulis tulisi"),
    (r"äs$", "äisi", "pitäs pitäisi"),
    (r"as$", "aisi", "antas antaisi"),
    (r"^w", "v", "wanha vanha"),
    (r"(?<=.o)(?=t)", "i", "tarkota tarkoita"),
    (r"s$", "", "mikäs mikä"),
]
_RULES = [(re.compile(pattern), written) for pattern, written, example in _SOUNDS if example]
_DOUBLED = re.compile(r"(.)\1")


def closed_forms(form: str) -> tuple[str, bool]:
    """Give the written form of a common spoken word (or an empty string), and whether that is its only reading.

    >>> closed_forms("mä"), closed_forms("musta"), closed_forms("talo")
    (('minä', True), ('minusta', False), ('', False))
    """
    written = _CLOSED_FORMS.get(form, "")
    return written, bool(written) and form not in _ALSO_WRITTEN


def written_forms(form: str, known: Callable[[str], bool]) -> list[tuple[str, str]]:
    """Give (written form, kind) that an unknown lower-case word may stand for; only forms that `known` accepts.

    Kinds: ``spoken``, ``dots`` (yhteistyon), ``letter`` (one letter doubled, single, or two swapped). Sounds and dots
    come first; letters are tried only for words of six letters or more that nothing else explained.
    """
    found: dict[str, str] = {}
    for kind, forms in (("spoken", _sounds(form)), ("dots", _dots(form)), ("letter", _letters(form))):
        if kind == "letter" and (found or len(form) < 6):
            break
        for written in forms:
            if written != form and written not in found and known(written):
                found[written] = kind
    return list(found.items())


def _sounds(form: str) -> Iterator[str]:
    if len(form) < 3:
        return
    once = []
    for pattern, written in _RULES:
        changed = pattern.sub(written, form, count=1)
        if changed != form:
            once.append(changed)
            yield changed
    for changed in once:
        for pattern, written in _RULES[:4]:
            yield pattern.sub(written, changed, count=1)


def _dots(form: str) -> Iterator[str]:
    places = [n for n, letter in enumerate(form) if letter in _DOTS]
    if not places or len(places) > _MOST_DOTS or len(form) < 4:
        return
    for choice in range(2 ** len(places) - 1, 0, -1):
        letters = list(form)
        for bit, place in enumerate(places):
            if choice >> bit & 1:
                letters[place] = _DOTS[letters[place]]
        yield "".join(letters)


def _letters(form: str) -> Iterator[str]:
    for match in _DOUBLED.finditer(form):
        yield form[: match.start()] + form[match.start() + 1 :]
    for n in range(1, len(form)):
        if form[n] != form[n - 1]:
            yield form[:n] + form[n - 1] + form[n:]
            if n > 1:
                yield form[: n - 1] + form[n] + form[n - 1] + form[n + 1 :]


def split_run_together(form: str, known: Callable[[str], bool]) -> int:
    """Give the place where two words written together part (`eiole`: 2), or 0 where there is no single safe place.

    Safe: one side is a common little word, both sides are known, and only one place fits.
    """
    places = [
        n
        for n in range(2, len(form) - 1)
        if (form[:n] in _GLUE or (form[n:] in _GLUE and n > 3 and len(form) - n > 2))
        and known(form[:n])
        and known(form[n:])
    ]
    return places[0] if len(places) == 1 else 0
