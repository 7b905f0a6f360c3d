"""What a column's title says of it, in English, Finnish and Swedish: id, weight, contact, a question."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Title", "title_of"]

# Names of an id column, the surest first.
_IDS = (
    re.compile(
        r"(?:respondent|response|answer|record|participant|submission|case|subject)[ _-]?(?:id|number|no|nr|serial)"
        r"|(?:vastaajan?|vastauksen|vastaus|osallistujan?|lomakkeen|lomake|havainnon|havainto|ilmoittautumisen)"
        r"[ _-]?(?:id|numero|nro|tunnus|tunniste|koodi)"
        r"|(?:svars?|respondent|deltagar)[ _-]?(?:id|nummer|nr)|fsd_id|vastid|vast_id|juokseva numero",
        re.I,
    ),
    re.compile(
        r"(?:id|nro|nr|no|numero|nummer|tunnus|tunniste|respondent|vastaaja|svarande|voters?|voter[ _-]?id"
        r"|järjestysnumero|löpnummer|#)",
        re.I,
    ),
    re.compile(r".*(?:\bid\b|_id\b|\btunnus\b|\btunniste\b|\bresponse id\b).*", re.I),
)
_WEIGHT = re.compile(
    r"(?:.*\b)?(?:weight|wgt|paino|painokerroin|painomuuttuja|analyysipaino|vikt|viktvariabel|otospaino)(?:\b.*|_?\d*)",
    re.I,
)
_ANSWER = re.compile(
    r"(?:text|teksti|answers?|vastaus|vastaukset|avoin vastaus|kommentti|responses?|vote|svar|palaute|avovastaus)", re.I
)
# Our own results, and people's codings: never answers, never background.
_LABELS = re.compile(
    r"(?:label|labels|theme|themes|themes: .*|teema|teemat|luokka|luokat|koodi|koodit|toinen_koodaaja|lemmas"
    r"|confidence|review|evidence|coverage_set|(?:theme|teema|tema) \d+|varmuus|säkerhet|tarkista|granska"
    r"|perusteena sanat|words it rests on|ord som grund)",
    re.I,
)
# What a survey tool writes about the sitting, not what anybody answered.
_TECHNICAL = re.compile(
    r"(?:start|end|completion|submission|submitted|last modified|modified|created|recorded|started|completed|finished)"
    r"(?: ?(?:time|date|at))?:?|date(?: ?submitted|_created|_modified| started| last action)?|submit ?date|start ?date"
    r"|end ?date|datestamp|timestamp|survey timestamp"
    r"|(?:aloitus|alkamis|päättymis|valmistumis|suoritus|lopetus|lähetys|vastaus|tallennus|ilmoittautumis|luonti"
    r"|muokkaus)(?:aika|päivä|pvm)|(?:viimeksi |viimeinen )?(?:muokattu"
    r"|muokkausaika)|viimeisin toiminto|aikaleima|siemen"
    r"(?:luku)?|lähetetty|tallennettu|aloitettu|valmistunut|päättynyt|pvm|päivämäärä|päiväys|frö"
    r"|(?:start|slutförande|slut|svars|inskicknings)tid|tids?stämpel|startdatum|inskickat datum|senast ändrad"
    r"|datum för senaste åtgärd|interview ?time|seed|refurl|referrer url|hänvisande url"
    r"|ip ?-?(?:address|osoite|adress)?"
    r"|ip_address|ipaddr|collector ?_?id|(?:kerääjän?|keräimen|keräin) ?-?(?:tunnus|id)"
    r"|custom data \d*|custom_\d+|mukautettu tieto \d*|last ?page|viimeinen sivu|sista sidan?"
    r"|start ?language|aloituskieli"
    r"|startspråk|status|tila|progress|finished|total points|quiz feedback|kokonaispisteet|pisteet yhteensä"
    r"|duration.*|user ?language|distribution ?channel|location ?(?:latitude|longitude)|external ?(?:data ?)?reference"
    r"|event name|repeat instrument|repeat instance|survey identifier|data access group|complete\?(?: \(\d+\))?"
    r"|redcap_.*|.*_complete|.*_timestamp|sc\d+|score|pisteet|points - .*|feedback - .*|pisteet [-–] .*"
    r"|user ?agent|selain|laite|device|browser|linkki|session(?: ?(?:id|nr|number|no))?|istunto|tiedosto|token"
    r"|avaintunnus|kutsun tunniste|run|consent"
    r"|q_(?:language|recaptcha\w*|relevantid\w*|duplicate\w*|total\w*|url|ballot\w*|browser\w*|device\w*)"
    r"|_id|group ?time.*|.*(?<=\d)time|question time: .*"
    r"|total time|slide ?type"
    r"|question ?type|kysymystyyppi|kysymyksen tyyppi",
    re.I,
)
# Columns that hold who somebody is: of no use for themes, and they must not become background.
_CONTACT = re.compile(
    r"(?:(?:vastaajan |osallistujan |yhteyshenkilön |your |din )?(?:first |last |full )?(?:etu|suku|koko )?"
    r"(?:nimi|nimesi|nimenne|name|namn|förnamn|efternamn|etunimi|sukunimi|first_name|last_name))"
    r"|recipient ?(?:last ?name|first ?name|email)|(?:työ|koti)?(?:e-?mail|e-?post|sähköposti|s-posti|email)"
    r"(?:[ _-]?(?:address|osoite|adress))?(?:si|nne|esi|enne)?|email_address|e-postadress|sähköpostiosoite(?:si|esi)?"
    r"|username|käyttäjänimi|puhelin(?:numero)?(?:si|nne)?|puh\.?|phone(?: ?number)?|mobile|gsm|matkapuhelin"
    r"|telefon(?:nummer)?|(?:koti|posti|katu)?osoite(?:esi|enne)?|address|adress"
    r"|henkilötunnus|hetu|sotu|personnummer|syntymäaika|date of birth|födelsetid|kontaktuppgifter"
    r"|contact (?:details|info.*)"
    r"|yhteystie(?:dot|tosi|tonne|donne|to)",
    re.I,
)
_LEAVE_CONTACT = re.compile(
    r"(?:jätä|jättäkää|anna|antakaa|kirjoita|täytä|lisää|leave|enter|fill in|lämna|ange|skriv)\b.{0,30}?"
    r"(?:yhteystie\w+|sähköposti\w*|nimesi|nimenne|puhelin\w*|contact|e-?mail|phone|kontaktuppgift\w*|e-?post\w*)"
    r"|.*(?:osallistua arvontaan|arvontaa varten|yhteystietosi|yhteystietonne|voimmeko ottaa (?:sinuun )?yhteyttä).*",
    re.I,
)
# The field beside "something else": part of a closed question.
_SPECIFY = re.compile(
    r".*(?:\bmuu(?:ta|alla|alta|hun)?,? (?:mikä|mitä|missä|mistä|kuka|miten|minne)\b"
    r"|\b(?:jokin |joku )?muu \((?:täsmennä|tarkenna|mikä|kerro)"
    r"|\[(?:other|muu|annat|comment|kommentti)\]|\bplease specify\b|\bspecify\b|\bother,? (?:what|which)\b"
    r"|\bannat?,? (?:vad|vilken|vilket)\b"
    r"|\((?:specificera|precisera|ange)).*|.+_text|.+ - text|.+[_-](?:muu|other|annat)"
    r"|(?:jokin |joku )?muu|other|annat|.*[:\]] ?(?:muu|other|annat)\??",
    re.I,
)
_ASKING = re.compile(
    r".*(?:\?|\b(?:avoin|kommentti|vapaa|perustele|perustelu\w*|kuvaile|kerro|terveis\w+|palaute"
    r"|muuta|miksi|miten|millai\w+|open|comment\w*|free|why|other|vad|varför|hur|beskriv|kommentar\w*|övrig\w*)\b).*",
    re.I,
)
# Asked for in so many words, so that even answers of one word are open ones.
_OPEN = re.compile(
    r".*\b(?:avoin|avoimet|avovastaus|avokysymys|vapaa ?sana|vapaa ?(?:kommentti|palaute|teksti)|omin sanoin|kommentti"
    r"|kommentit|kommentoi|perustele|perustelut?|kuvaile|open[- ]?ended|open answer|free text|comments?|fritext"
    r"|öppet svar|öppen fråga|kommentar(?:er)?|motivera|beskriv|yhdellä sanalla|in one word|med ett ord)\b.*",
    re.I,
)
_NAMING = re.compile(
    r".*\b(?:nimi|nimenne|nimesi|name|namn|nimike|titteli|ammatti|ammattinimike|organisaatio\w*|järjestö(?:si"
    r"|nne|n nimi)?|yhdistys|työnantaja\w*|oppilaitos|koulu|koulusi"
    r"|työpaikka|kunta|kotikunta|paikkakunta|kaupunki|osasto|yksikkö|tehtävä\w*|toimiala|asema|ruokavalio\w*"
    r"|erityisruokavalio\w*|allergiat?|organisation|organization|kommun)",
    re.I,
)
_NUMBERING = re.compile(r"(?:q?\d{1,3}[a-z]?[.):]+|q\d{1,3}[a-z]?|\d{1,3}[.)]\d{1,3}[.)]?|kysymys \d+[.:])\s+", re.I)


@dataclass(frozen=True, slots=True)
class Title:
    """What a title says; `id_rank` 0 is the surest name of an id, -1 none."""

    id_rank: int
    weight: bool
    answer: bool
    labels: bool
    technical: bool
    contact: bool
    specify: bool
    asks: bool
    asks_openly: bool
    names: bool


def title_of(name: str, label: str = "") -> Title:
    """Understand a column's name and, where it has one, its question in words.

    >>> title_of("8. Yhteystietosi: Sähköposti").contact, title_of("Q4", "Muu, mikä?").specify
    (True, True)
    >>> title_of("Vastaajan numero").id_rank, title_of("Mitä toivotte?").asks
    (0, True)
    """
    whole = [_plain(title) for title in (name, label) if title]
    bare = list(dict.fromkeys([*whole, *(_NUMBERING.sub("", title, count=1) for title in whole)]))
    tails = [part for title in bare for part in (title.rpartition(": ")[2], title.rpartition(" - ")[2]) if part]
    return Title(
        id_rank=next((rank for rank, names in enumerate(_IDS) if _any(names, bare)), -1),
        weight=_any(_WEIGHT, whole),
        answer=_any(_ANSWER, bare),
        labels=bool(whole) and _LABELS.fullmatch(whole[0]) is not None,
        technical=_any(_TECHNICAL, bare),
        contact=_any(_CONTACT, [*bare, *tails]) or _any(_LEAVE_CONTACT, bare),
        specify=_any(_SPECIFY, [*bare, *tails]),
        asks=_any(_ASKING, bare),
        asks_openly=_any(_OPEN, bare),
        names=_any(_NAMING, bare),
    )


def _any(pattern: re.Pattern[str], titles: list[str]) -> bool:
    return any(pattern.fullmatch(title) for title in titles)


def _plain(title: str) -> str:
    return " ".join(title.split()).strip(" :*").casefold()
