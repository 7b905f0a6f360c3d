"""Where a person lives and when she was born: street addresses, postcodes with town, dates of birth."""

from __future__ import annotations

import re

from theme_mining.language.mask_found import Found

__all__ = ["find_addresses", "find_births"]

_CASE = r"(?:n|lle|lla|llä|lta|ltä|ssa|ssä|sta|stä|a|ä|an|än|en|on|un|seen|na|nä)?"
# Street words in strong and weak grade; the weak list also names other things, so it wants a capital or a flat.
_STREET = (
    r"(?:kat[uo]|kadu|tie|kuja|polku|polu|väylä|kaari|kaare|kaarre|kaarte|raitti|raiti|rinne"
    r"|rinte|bulevardi|penger|penkere"
    r"|esplanadi|taival|taipalee|törmä|kaarto|haka|syrjä|kumpu|gatan|gata|vägen|gränd|gränden"
    r"|stigen|esplanaden|allén)"
)
_LOOSE = (
    r"(?:ranta|ranna|tori|puisto|piha|portti|porti|kulma|mäki|mäe|mäen|silta|silla|laita|laida"
    r"|aukio|pelto|niitty|suora|torget|backen)"
)
_NUMBER = (
    r"\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?!\d|[.,]\d|\s?(?:%|€|euroa|vuot|kert|henk|päiv|tunt|luok"
    r"|kilo|km\b|metr|asukas|jäsen|ihmis|ihmin|perhe|lasta|nuor|talou|kotitalou|yhdisty|järjestö))"
)
_FLAT = r"(?:\s?[a-hA-H](?![^\W\d_])(?:\s?(?:as\.?|asunto)?\s?\d{1,3}(?!\d))?|\s(?:as\.?|asunto)\s?\d{1,3})"
_STREET_NUMBER = re.compile(rf"(?:{_STREET}|{_LOOSE})\w{{0,4}}\s\d", re.I)
_FIVE_DIGITS = re.compile(r"\d{5}")
_BEFORE = (
    r"(?:(?:Vanha|Iso|Pieni|Uusi|Pohjoinen|Eteläinen|Itäinen|Läntinen|Ylä|Ala|Norra|Södra|Östra"
    r"|Västra|Stora|Lilla)\s)?"
)
_ADDRESS = re.compile(
    rf"(?<![\w-]){_BEFORE}(?:[^\W\d_][\w-]{{2,}}?{_STREET}|esplanadi|bulevardi){_CASE}\s{_NUMBER}(?::\w+)?{_FLAT}?(?:\s?[-/]\s?\d+)?(?![\w])",
    re.I,
)
# `Aleksis Kiven katu 20`, `Jyrki Esimerkin aukio 3 B`: the street's word stands apart
_APART_STREET = (
    r"(?:kat[uo]|kadu|tie|kuja|polku|polu|kaari|kaare|raitti|raiti|rinne|rinte|puistikko|puistiko|puisto|väylä|aukio|tori"
    r"|ranta|ranna|esplanadi|bulevardi|penger|penkere|portti|porti|silta|silla|gata|gatan|väg|vägen|gränd|gränden|stig"
    r"|stigen|plats|park|torg)"
)
_APART = re.compile(
    rf"(?<![\w-])[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+){{0,2}}\s{_APART_STREET}{_CASE}\s{_NUMBER}(?::\w+)?{_FLAT}?(?!\w)"
)
_BOX = re.compile(r"(?<!\w)PL\s\d{1,5}(?=,?\s+(?:FI-?)?\d{5}\s+[A-ZÅÄÖ]|\D{0,20}osoit)")
_BOX_SAID = re.compile(r"osoit\w*[^\n\d]{0,12}?(?P<value>(?<!\w)PL\s\d{1,5})", re.I)
_LOOSE_ADDRESS = re.compile(
    rf"(?<![\w-])(?:[A-ZÅÄÖ][\w-]{{2,}}?{_LOOSE}{_CASE}\s\d{{1,3}}(?![\d.,]\d){_FLAT}"
    rf"|(?:(?<=osoite )|(?<=osoite: )|(?<=osoitteessa )|(?<=asun )|(?<=on ))"
    rf"[^\W\d_][\w-]{{2,}}?{_LOOSE}{_CASE}\s\d{{1,3}}(?!\d)(?::\w+)?{_FLAT}?)"
)
_BEFORE_POSTCODE = re.compile(
    r"(?<![\w-])[A-ZÅÄÖ][\w-]+(?:\s[A-ZÅÄÖ][\w-]+)?\s\d{1,3}(?:\s?[a-hA-H])?(?:\s\d{1,3})?(?=,?\s+(?:FI-?)?\d{5}\s+[A-ZÅÄÖ])"
)
_SAID = re.compile(
    r"(?:osoitteeni on|osoite on|osoite:|kotiosoite\w*(?: on)?:?|osoitteessa|asun|asuu|asumme|adress:|bor på)\s+"
    r"(?P<value>[^\W\d_][\w-]{2,}(?:\s[A-ZÅÄÖ][\w-]+)?\s\d{1,3}(?!\d|[.,]\d)(?::\w+)?(?:\s?[a-hA-H](?![^\W\d_]))?(?:\s(?:as\.?\s?)?\d{1,3})?)(?!\s?(?:vuot"
    r"|km|kilo|metr|%|kert|henk|hengen|ihmis|ihmin|asuk|perhe|lasta|nuor|talou|vanhus|jäsen"
    r"|yhdist|eri|muu))",
    re.I,
)
_STREET_SAID = re.compile(
    rf"(?:asun|asuu|asumme|kotini on|osoitteeni on)\s+(?P<value>[^\W\d_][\w-]{{2,}}?{_STREET}(?:lla"
    rf"|llä|ssa|ssä)?)(?!\w)",
    re.I,
)
_POSTCODE = re.compile(r"(?<![\w-])(?:FI-?)?\d{5}\s+(?:[A-ZÅÄÖ][a-zåäö]{2,}|[A-ZÅÄÖ]{3,})(?:\s(?:kk|kylä))?(?!\w)")
_POSTCODE_SAID = re.compile(r"(?:postinumero\w*|postnummer)(?: on|:| är)?\s+(?P<value>\d{5})(?!\d)", re.I)
_NO_TOWN = re.compile(r"(?:Euro|Suomal|Jäsen|Ihmi|Henkilö|Vapaaeht|Asiak|Vastaa)", re.I)

_MONTH = (
    r"(?:tammi|helmi|maalis|huhti|touko|kesä|heinä|elo|syys|loka|marras|joulu)kuu(?:n|ta)?|januari"
    r"|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
)
_DAY = (
    rf"\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:(?:18|19|20)?\d\d)|(?:19|20)\d\d-\d\d-\d\d"
    rf"|\d{{1,2}}\.?\s?(?:päivä(?:nä)?\s)?(?:{_MONTH})\s?(?:18|19|20)\d\d|\d{{6,8}}"
)
_BIRTH = re.compile(
    rf"(?:\bsynt\w*\.?|\bsynn\w+|\bs\.\s?a(?:ika|\.)?|\bs\.|\bfödd?\w*|\bborn\b|\bdob\b|\bs-aika)[^\d\n]{{0,30}}?(?P<value>{_DAY})(?!\d)",
    re.I,
)


def find_addresses(text: str) -> list[Found]:
    """Give street addresses and postcodes in a text that has digits."""
    found = []
    if _STREET_NUMBER.search(text):
        for pattern in (_ADDRESS, _LOOSE_ADDRESS, _APART):
            found += [_found(match, "osoite", 6) for match in pattern.finditer(text) if _is_street(match[0])]
    for pattern in (_SAID, _STREET_SAID):
        found += [_found(match, "osoite", 7, "value") for match in pattern.finditer(text)]
    if "PL " in text:
        found += [_found(match, "osoite", 6) for match in _BOX.finditer(text)]
        found += [_found(match, "osoite", 6, "value") for match in _BOX_SAID.finditer(text)]
    if _FIVE_DIGITS.search(text):
        found += [_found(match, "osoite", 6) for match in _BEFORE_POSTCODE.finditer(text)]
        found += [_found(m, "postinumero", 6) for m in _POSTCODE.finditer(text) if not _NO_TOWN.search(m[0])]
        found += [_found(match, "postinumero", 6, "value") for match in _POSTCODE_SAID.finditer(text)]
    return found


def _is_street(form: str) -> bool:
    """Tell a street from a road number: `valtatie 5` is no one's home."""
    return not re.match(
        r"(?:valta|kanta|maan|rauta|moottori|yhdys|seutu|kehä|luku|osa|tavoite)-?t(?:ie|ietä|ien|iellä|iet)\b",
        form,
        re.I,
    )


def find_births(text: str) -> list[Found]:
    """Give dates of birth: a date after a word of being born."""
    return [_found(match, "syntymäaika", 5, "value") for match in _BIRTH.finditer(text)]


def _found(match: re.Match[str], kind: str, rank: int, group: str | int = 0) -> Found:
    return Found(match.start(group), match.end(group), kind, " ".join(match[group].casefold().split()), rank)
