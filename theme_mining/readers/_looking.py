"""What one column looks like: free text, id, weight, a background variable, or none of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from theme_mining.readers._typing import is_date, number_of
from theme_mining.readers._words import column_words

if TYPE_CHECKING:
    from theme_mining.core.tables import SourceTable

__all__ = ["Look", "look"]

# Names of an id column, the surest first.
_IDS = (
    re.compile(
        r"(?:response ?id|respondent ?id|vastaajanumero|vastaajan? ?(?:id|numero|tunnus)|vastaaja-?id|record_id"
        r"|vastaus_?id|vastauksen (?:id|tunnus|numero)|vastausnumero|answer_?id)",
        re.I,
    ),
    re.compile(r"(?:id|nro|numero|tunnus|tunniste|respondent|vastaaja|voter|voter id|järjestysnumero|svarsid)", re.I),
    re.compile(r".*(?:\bid\b|_id\b|\btunnus\b|\btunniste\b|\bresponse id\b).*", re.I),
)
_WEIGHT = re.compile(
    r"(?:.*\b)?(?:weight|wgt|paino|painokerroin|painomuuttuja|analyysipaino|vikt|otospaino)(?:\b.*"
    r"|_?\d*)",
    re.I,
)
_ANSWER = re.compile(r"(?:text|teksti|answer|vastaus|avoin vastaus|kommentti|response|svar|palaute|avovastaus)", re.I)
# Our own results, and people's codings: never answers, never background.
_LABELS = re.compile(
    r"(?:label|labels|theme|themes|teema|teemat|luokka|luokat|koodi|koodit|toinen_koodaaja|lemmas|confidence|review|evidence)",
    re.I,
)
# What a survey tool writes about the sitting, not what anybody answered.
_TECHNICAL = re.compile(
    r"start ?(?:time|date)|end ?date|completion ?time|last modified time|recorded ?date|aloitusaika"
    r"|alkamisaika|päättymisaika"
    r"|valmistumisaika|viimeksi muokattu|muokattu|timestamp|aikaleima|tidstämpel|date ?submitted"
    r"|submit ?date|lähetyspäivä|lähetetty|lähetysaika"
    r"|vastausaika|tallennettu|aloitettu|startdate|datestamp|interviewtime|seed|refurl|referrer url"
    r"|ip ?-?(?:address|osoite)?|ipaddr"
    r"|e-?mail(?: address)?|sähköposti(?:osoite)?|email|name|nimi|first name|last name|etunimi"
    r"|sukunimi|puhelin(?:numero)?|phone"
    r"|collector ?id|collectorid|kerääjätunnus|custom data \d*|last ?page|viimeinen sivu|start ?language"
    r"|aloituskieli|status|tila|progress|finished"
    r"|duration.*|userlanguage|distributionchannel|location(?:latitude|longitude)|externalreference"
    r"|(?:recipient)(?:lastname|firstname|email)"
    r"|redcap_.*|.*_complete|.*_timestamp|score|pisteet|points - .*|feedback - .*|user ?agent"
    r"|selain|linkki|session|tiedosto|token|consent"
    r"|q_.*|_id|group time: .*|total time",
    re.I,
)
_FEW = 5  # answers; below this, shares say nothing


@dataclass(frozen=True, slots=True)
class Look:
    """What a column looks like; `id_rank` 0 is the surest name of an id, -1 none."""

    name: str
    n_filled: int
    n_distinct: int
    all_numbers: bool
    dates: bool
    unique: bool
    open_text: bool
    called_answer: bool
    id_rank: int
    names_weight: bool
    technical: bool
    labels: bool
    groups: bool

    @property
    def kind(self) -> str:
        """What it is, in a word: open, numbers, dates, technical, labels, groups, empty, other."""
        if not self.n_filled:
            return "empty"
        for kind, holds in (
            ("labels", self.labels),
            ("technical", self.technical),
            ("open", self.open_text),
            ("dates", self.dates),
            ("groups", self.groups),
            ("numbers", self.all_numbers),
        ):
            if holds:
                return kind
        return "other"


def look(table: SourceTable, name: str) -> Look:
    """Look at a column."""
    words = column_words(table, name)
    filled = [word for word in words if word.strip()]
    distinct = len(set(filled))
    numbers = bool(filled) and all(number_of(word) is not None for word in filled)
    dates = bool(filled) and all(is_date(word) for word in filled)
    label = table.column_labels.get(name, "")
    titles = [_plain(title) for title in (name, label) if title]
    labels = bool(_LABELS.fullmatch(titles[0])) if titles else False
    technical = any(_TECHNICAL.fullmatch(title) for title in titles)
    plain = not (numbers or dates or labels or technical)
    open_text = plain and _is_open(filled, distinct)
    most = max(2, min(40, len(filled) // 2))
    return Look(
        name=name,
        n_filled=len(filled),
        n_distinct=distinct,
        all_numbers=numbers,
        dates=dates,
        unique=len(set(words)) == len(words) and len(filled) == len(words),
        open_text=open_text,
        called_answer=any(_ANSWER.fullmatch(title) for title in titles),
        id_rank=next((rank for rank, names in enumerate(_IDS) if any(names.fullmatch(t) for t in titles)), -1),
        names_weight=numbers and any(_WEIGHT.fullmatch(title) for title in titles),
        technical=technical,
        labels=labels,
        groups=bool(filled) and not (open_text or dates or labels or technical) and 2 <= distinct <= most,
    )


def _is_open(filled: list[str], distinct: int) -> bool:
    """Tell answers in people's own words from chosen ones: several words in many, few of them alike.

    A closed question repeats its options; of the real open questions at hand (FSD2821, FSD3134: six-word answers)
    at least 60 % of the filled cells are distinct and 50 % have more than one word.
    """
    if not filled:
        return False
    several = sum(1 for word in filled if len(word.split()) > 1)
    if len(filled) < _FEW:
        return several * 2 >= len(filled) and sum(len(word.split()) for word in filled) >= 3 * len(filled)
    return several >= 0.3 * len(filled) and distinct >= 0.3 * len(filled) and distinct > 2


def _plain(title: str) -> str:
    return " ".join(title.split()).strip(" :*").casefold()
