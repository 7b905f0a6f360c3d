"""Ways to reach a person: phones in all Finnish spellings, e-mail, web addresses with names, handles."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from theme_mining.language.mask_found import Found

__all__ = ["find_handles", "find_mails", "find_phones", "find_spoken_phones", "find_urls"]

_GAP = r"[ \u00a0\u202f\t]?[-–/]?[ \u00a0\u202f\t]?"
_D = r"[\dOo]"
# A Finnish number begins with 0 and an area or operator code, or with +358 or 00358; seven to twelve digits in all.
_PHONE = re.compile(
    rf"(?<![\w+.,])(?:(?:\+|00) ?358[.]?{_GAP}(?:\(0\))?{_GAP}\(?[1-9]{_D}{{0,2}}\)?|358 ?[45]\d"
    rf"|\(?[0Oo] ?[1-9]{_D}{{0,2}} ?\)?)"
    rf"(?:{_GAP}{_D}){{4,9}}(?![\w%€]|[.,]\d)"
)
_DOTTED = re.compile(r"(?<![\w.])(?:\+358[. ]?\d\d|0\d\d)\.\d{2,4}(?:[. ]\d{2,4}){1,3}(?![\w]|[.,]\d)")
_FOREIGN = re.compile(r"(?<![\w+])\+ ?[1-9]\d{0,2}(?:[ ()-]{0,2}\d){6,12}(?!\w)")
_SAID = re.compile(
    r"(?:\b(?:puh|p|tel|gsm|mob|matkapuh|puhelin\w*|numeroni|numerosta|numeroon|whatsapp|wa"
    r"|phone|telefon)\b[.:]?(?: on)?[.:]?\s*)"
    r"(?P<value>\d(?:[ -]{0,2}\d){5,9})(?![\w]|[.,:]\d)",
    re.I,
)
_SERVICE = re.compile(r"116 ?1\d\d|0[6789]0\d")
_TIME = re.compile(r"\d{1,2}[.:]\d\d ?[-–] ?\d{1,2}[.:]\d\d")
_COMPANY = re.compile(r"\d{7}-\d")  # a business id is an organisation's
_WORD_DIGIT = (
    r"(?:nolla|yksi|kaksi|kolme|neljä|viisi|kuusi|seitsemän|kahdeksan|yhdeksän|(?:neljä|viisi"
    r"|nel|vii)s?k(?:ymmentä|yt)(?:kuusi|yksi|viisi|neljä|kaksi)?)"
)
_SPOKEN = re.compile(rf"(?<!\w){_WORD_DIGIT}(?:[ ,-]{{1,3}}{_WORD_DIGIT}){{5,}}(?!\w)", re.I)

_TLD = r"(?:fi|com|net|org|eu|se|ee|info|ax|me|io|edu|gov|uk|ru|de)"
_DOT = r"(?:\s?\.\s?|\s?[\[({]?\s?(?:piste|dot|punkt)\s?[\])}]?\s?)"
_AT = (
    r"(?:\s?@\s?|\s?[\[({]\s?(?:at|ät|miuku(?:mauku)?|a)\s?[\])}]\s?|\s(?:at|ät|miukumauku|kissanhäntä)\s|-(?:at|ät)-)"
)
_MAIL = re.compile(r"[^\W_][\w.+%'-]{0,64}@[^\W_][\w-]*(?:\.[\w-]+)*(?:\.?[^\W\d_])")
_SPOKEN_MAIL = re.compile(
    rf"(?<![\w@])[^\W_][\w+%-]*(?:(?:\.|\spiste\s)[\w+%-]+){{0,3}}{_AT}[\w-]+(?:{_DOT}[\w-]+){{0,2}}?{_DOT}{_TLD}(?!\w)",
    re.I,
)
_URL = re.compile(
    r"(?:https?://|www\.|(?:[a-z]{2}\.)?(?:facebook|linkedin|instagram|twitter|x|tiktok|youtube)\.com/)[^\s<>\"]*[^\s<>\".,;:!?)\]]",
    re.I,
)
_SOCIAL = re.compile(
    r"facebook|linkedin|instagram|twitter|//x\.com|tiktok|youtube|snapchat|t\.me/|wa\.me/|github", re.I
)
_HANDLE = re.compile(r"(?<![\w@.])@[^\W\d_][\w.]{1,29}(?<!\.)")
_HANDLE_SAID = re.compile(
    r"\b(?:instagram|insta|ig|snapchat|snap|snäppi|snäp|telegram|tiktok|twitter|facebook|fb|skype|discord)"
    r"(?:p?issa|p?issä|ssa|ssä|-?tunnus\w*|-?tili\w*|-?nimi\w*)?(?: on| nimellä| nimimerkillä)?\s*"
    r"(?:(?:[:=]|nimellä|nimimerkillä)\s*(?P<value>[^\s,;]*[\w])"
    r"|(?<=\s)(?P<shaped>@?[a-zåäö][a-zåäö0-9]*(?:[._][\w.]*\w|(?<=[a-zåäö])\d+(?!\w)|#\d{2,5})))",
    re.I,
)


def find_phones(text: str) -> list[Found]:
    """Give the phone numbers in a text that has digits."""
    found = []
    for pattern in (_PHONE, _DOTTED, _FOREIGN):
        for match in pattern.finditer(text):
            if _is_phone(match[0], text[match.end() : match.end() + 12]):
                found.append(_found(match, "puhelin", 4))
    for match in _SAID.finditer(text):
        if not _SERVICE.match(match["value"]) and not _TIME.match(text[match.start("value") :]):
            found.append(_found(match, "puhelin", 5, "value"))
    return found


def _is_phone(form: str, after: str) -> bool:
    digits = re.sub(r"\D", "", form.replace("O", "0").replace("o", "0"))
    if not 7 <= len(digits) <= 15 or sum(c.isdigit() for c in form) < 5:
        return False
    if _TIME.match(form) or _COMPANY.fullmatch(form) or re.fullmatch(r"0\d[/-]\d\d[/-](?:19|20)?\d\d", form):
        return False
    return not re.match(r"\s?(?:euroa|€|eur|henkilö|jäsen|prosent|%)", after)


def find_spoken_phones(text: str) -> list[Found]:
    """Give phone numbers written out as words."""
    return [_found(match, "puhelin", 4) for match in _SPOKEN.finditer(text)]


def find_mails(text: str) -> list[Found]:
    """Give e-mail addresses, also `matti at firma piste fi`."""
    found = [_found(match, "sähköposti", 2) for match in _MAIL.finditer(text)]
    return found + [_found(match, "sähköposti", 2) for match in _SPOKEN_MAIL.finditer(text)]


def find_handles(text: str) -> list[Found]:
    """Give social-media handles."""
    found = [_found(match, "tunnus", 4) for match in _HANDLE.finditer(text)]
    for match in _HANDLE_SAID.finditer(text):
        found.append(_found(match, "tunnus", 7, "value" if match["value"] else "shaped"))
    return found


def find_urls(text: str, is_name: Callable[[str], bool]) -> list[Found]:
    """Give web addresses that may name a person: of social media, with `~` or a query, or a name in them.

    An organisation's plain address stays.
    """
    found = []
    for match in _URL.finditer(text):
        address = match[0]
        path = re.sub(r"^https?://", "", address, flags=re.I).partition("/")[2]
        parts = [part for part in re.split(r"[^\w]|_|\d", address) if len(part) > 2 and part != "www"]
        personal = (_SOCIAL.search(address) and path) or "~" in address or "?" in address or "@" in address
        pairs = [one + two for one, two in itertools.pairwise(parts)]  # `matti-meikalainen`
        if personal or any(is_name(part) for part in (*parts, *pairs)):
            found.append(_found(match, "url", 3))
    return found


def _found(match: re.Match[str], kind: str, rank: int, group: str | int = 0) -> Found:
    value = match[group]
    key = re.sub(r"\D", "", value)[-9:] if kind == "puhelin" and any(c.isdigit() for c in value) else value.casefold()
    return Found(match.start(group), match.end(group), kind, key, rank)
