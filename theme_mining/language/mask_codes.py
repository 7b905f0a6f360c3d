"""Codes that stand for one person or account: identity codes, bank accounts, cards, customer numbers, plates."""

from __future__ import annotations

import re

from theme_mining.language.mask_found import Found

__all__ = ["find_codes"]

# Day, month, year, century sign, individual number, check character. Century signs: + (1800s), - Y X W V U (1900s),
# A B C D E F (2000s); 900-999 are temporary numbers (Population Information System, decree 128/2010 as amended 2022).
# Mistyped codes are taken too: dots in the date, spaces, a dash of another kind, the sign left out, a digit missing
# or too many, a wrong check character.
_DATE = r"\d{2}[. ]?\d{2}[. ]?(?:19|20)?\d{2}"
_IDENTITY = re.compile(
    rf"(?<![^\W_]){_DATE}"
    r"(?: ?[-+−–—‐‑/_] ?(?:\d[\doOlI]\d[ -]?[0-9a-zåäö]{1,2}|\d{2,4}[a-z]{1,2}"
    r"|[x*#_?]{2,4})| ?[a-fu-y] ?\d{3} ?[0-9a-z]"
    r"| \d{3}[a-z]|\d{3}[a-z])"
    r"(?![^\W_])",
    re.I,
)
_IDENTITY_SAID = re.compile(
    r"(?:henkilötunnu\w*|hetu\w*|sotu\w*|sosiaaliturvatunnu\w*"
    r"|personbeteckning\w*|personnummer\w*"
    r"|personal identity code)"
    r"[^\d\n]{0,40}?(?P<value>(?<!\d)\d{6}\W{0,3}(?:[a-fu-y] ?)?\d{2,4}(?:[ -]?[0-9a-zåäö](?!\w))?)(?!\d)",
    re.I,
)
_TEN_DIGITS = re.compile(r"\d{6} ?[-–] ?\d{4}")
_IBAN = re.compile(
    r"(?<![^\W_])(?:[Ff][Ii] ?[\dlIoO]{2}(?:[ \u00a0.-]?[\dlIoO]){11,17}"
    r"|[A-Z]{2}\d\d(?:[ \u00a0-]?[A-Z0-9]{4}){2,7}(?:[ \u00a0-]?[A-Z0-9]{1,4})?)"
    r"(?![^\W_])"
)
_ACCOUNT = re.compile(r"(?<![\w-])\d{6}-\d{2,8}(?![\w-])")  # the domestic account number used until 2014
_CARD = re.compile(r"(?<![\w-])\d{4}(?:[ -]?\d{4}){3}(?![\w-])")
_NUMBERED = re.compile(
    r"(?:(?:asiakas|potilas|jäsen|henkilö|työntekijä|opiskelija|vakuutus|sairausvakuutus|käyttäjä"
    r"|passin?|ajokort\w{1,3}"
    r"|henkilökort\w{1,3}|kirjastokort\w{1,3}|diaari|hakemus|konto|medlems|kund)[ -]?(?:numero"
    r"|tunnus|tunnukse|nro|nr|nummer|koodi)"
    r"\w*|\btunnuksen[ai]\w*|\bsalasana\w*|\busername|\bpassword|\bpin-?koodi\w*)(?:\s+(?:on|oli|är|is))?\s*[:=]?\s*"
    r"(?P<value>[\w.@!?#-]*\d[\w.@!?#-]*\w)",
    re.I,
)
_NUMBER_WORD = re.compile(r"[Nn]umero|[Tt]unnu|nro|nr|num|koodi|[Ss]alasana|[Pp]assword|[Uu]sername")
_PLATE = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{3}-\d{3}(?![\w-])")
_PLATE_SAID = re.compile(
    r"(?:rekister\w*|rekkar\w*|rek\.|kilp\w+|auto\w*|mopo\w*|registernummer)[^\n\d]{0,25}?"
    r"(?P<value>(?<![^\W_])[a-zåäö]{1,3}[- ]?\d{1,3}(?![\w-]))",
    re.I,
)
_PLATE_BEFORE = re.compile(r"(?<![\w-])[A-ZÅÄÖ]{2,3}[- ]\d{1,3}(?=\s(?:mopo|auto|pakettiauto|rekka|moottoripyörä)\w*)")
_NO_PLATES = frozenset(("ISO", "SFS", "THL", "KHO", "DIN", "EN", "CRP", "LED", "USB"))


def find_codes(text: str) -> list[Found]:
    """Give the codes in a text that has digits."""
    found = []
    for match in _IDENTITY.finditer(text):
        if not _TEN_DIGITS.fullmatch(match[0]) or _checks(match[0]):
            found.append(_found(match, "henkilötunnus", 0))
    found += [_found(match, "henkilötunnus", 1, "value") for match in _IDENTITY_SAID.finditer(text)]
    for match in _IBAN.finditer(text):
        if (match[0][:2].upper() == "FI" and sum(c.isdigit() for c in match[0]) > 9) or _valid_iban(match[0]):
            found.append(_found(match, "iban", 1))
    found += [_found(match, "iban", 2) for match in _ACCOUNT.finditer(text)]
    found += [_found(match, "tunnus", 2) for match in _CARD.finditer(text)]
    if _NUMBER_WORD.search(text):
        found += [_found(match, "tunnus", 2, "value") for match in _NUMBERED.finditer(text)]
    for match in _PLATE.finditer(text):
        if match[0][:3] not in _NO_PLATES:
            found.append(_found(match, "rekisterinumero", 6))
    found += [_found(match, "rekisterinumero", 6) for match in _PLATE_BEFORE.finditer(text)]
    found += [_found(match, "rekisterinumero", 6, "value") for match in _PLATE_SAID.finditer(text) if _plate(match)]
    return found


def _found(match: re.Match[str], kind: str, rank: int, group: str | int = 0) -> Found:
    key = re.sub(r"\W", "", match[group]).casefold()
    return Found(match.start(group), match.end(group), kind, key, rank)


def _plate(match: re.Match[str]) -> bool:
    letters = re.sub(r"[\W\d_]", "", match["value"])
    return "-" in match["value"] or letters.isupper() or len(letters) == 3


def _checks(code: str) -> bool:
    """Tell whether a code of ten digits is an identity code and no phone number."""
    from stdnum.fi import hetu

    return bool(hetu.is_valid(re.sub(r"\s", "", code).replace("–", "-"), allow_temporary=True))


def _valid_iban(text: str) -> bool:
    from stdnum import iban

    return bool(iban.is_valid(text))
