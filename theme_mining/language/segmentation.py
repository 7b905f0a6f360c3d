"""An answer → its segments, one idea each: sentences, list items, contrasting and joined clauses.

Places are token numbers, so offsets into the answer are exact. A list is told from a sentence with commas by what its
items are: noun phrases without a finite verb (`resurssit, tiedonkulku ja yhteiset koulutukset`), not adjectives of one
noun (`hyvä, toimiva yhteistyö`) nor subordinate clauses (`toivon, että …`). Short answers stay whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from theme_mining.language.tokens import Token
from theme_mining.language.weighing import Candidate

__all__ = ["segment_ranges"]

_ENDS = {".", "!", "?", "…", ";", "•", "·", "*"}
_ABBREVIATIONS = {
    "esim", "mm", "ym", "yms", "jne", "tms", "ns", "ts", "klo", "nro", "n", "s", "v", "vrt", "ml", "ko", "em", "ao",
    "os", "puh", "huom", "kpl", "synt", "prof", "tri", "ent", "eli", "ks", "kts", "mrd", "milj", "vs", "st", "bl",
    "dvs", "osv", "etc", "e", "i", "t",
}  # fmt: skip
_CONTRASTS = {"mutta", "mut", "toisaalta", "men", "däremot", "but", "however"}
_JOINERS = {"ja", "sekä", "tai", "och", "samt", "eller", "and", "or"}
_SUBORDINATE = {
    "että", "et", "joka", "jotka", "jos", "kun", "koska", "vaikka", "kuin", "jotta", "mikä", "ellei", "ettei",
    "jolloin", "missä", "mistä", "mihin", "miten", "kuka", "kuten", "eli", "att", "som", "om", "när", "eftersom",
    "that", "which", "who", "if", "when", "because",
}  # fmt: skip
_NOUNS = {"N", "NAME", "ABBR", "X", "NUM"}
_MOODS = {"Tt", "Te", "Tk", "Tm"}
_LONGEST_ITEM = 6  # words of a list item; longer ones are clauses
_LONGEST_FOREIGN_ITEM = 3  # words of a Swedish or English item, whose word classes are not known
_CONTRAST, _CLAUSE = 2, 3  # words on each side that make a contrast, a joined clause, an idea of its own


class _Answer(NamedTuple):
    text: str
    tokens: Sequence[Token]
    words: Sequence[Candidate]

    def low(self, place: int) -> str:
        return self.tokens[place].form.lower()

    def n_words(self, start: int, end: int) -> int:
        return sum(1 for token in self.tokens[start:end] if token.kind in ("word", "number", "mask"))

    def has_verb(self, start: int, end: int) -> bool:
        return any(_finite(word) for word in self.words[start:end])

    def has_noun(self, start: int, end: int) -> bool:
        """Tell whether the last word of an item can head a noun phrase."""
        last = [n for n in range(start, end) if self.tokens[n].kind in ("word", "mask", "number")]
        if not last or self.tokens[last[-1]].form.endswith("-"):
            return False
        kinds = {tag.partition(":")[0] for tag in self.words[last[-1]].tags}
        return self.tokens[last[-1]].kind != "word" or bool(kinds & _NOUNS) or "Tn4" in self.words[last[-1]].tags[0]


def segment_ranges(text: str, tokens: Sequence[Token], words: Sequence[Candidate]) -> list[tuple[int, int]]:
    """Give (first, last + 1) token numbers of each segment, in order; at least one where there are tokens.

    Parameters
    ----------
    text : str
        The answer.
    tokens : sequence of Token
        Its tokens.
    words : sequence of Candidate
        How each token was read.
    """
    answer = _Answer(text, tokens, words)
    found = []
    for start, end in _sentences(answer):
        for first, last in _clauses(answer, start, end):
            found += _items(answer, first, last)
    trimmed = [_trim(answer, start, end) for start, end in found]
    kept = [(start, end) for start, end in trimmed if answer.n_words(start, end)]
    return kept or ([(0, len(tokens))] if tokens else [])


def _finite(word: Candidate) -> bool:
    fields = word.tags[0].split(":")
    return fields[0] == "NEG" or (fields[0] == "V" and (len(fields) == 1 or bool(_MOODS & set(fields))))


def _sentences(answer: _Answer) -> list[tuple[int, int]]:
    """Split at sentence ends, line ends and list marks."""
    found, start = [], 0
    tokens = answer.tokens
    for n in range(len(tokens)):
        if n + 1 == len(tokens):
            break
        gap = answer.text[tokens[n].end : tokens[n + 1].start]
        if ("\n" in gap or "\r" in gap) or _ends_sentence(answer, n, gap):
            found.append((start, n + 1))
            start = n + 1
    return [*found, (start, len(tokens))]


def _ends_sentence(answer: _Answer, n: int, gap: str) -> bool:
    form, after = answer.tokens[n].form, answer.tokens[n + 1]
    if form[0] not in _ENDS and not form.startswith(".."):
        return False
    if form in (";", "•", "·", "!", "?", "…") or form.startswith(".."):
        return after.kind != "mark" and (form in (";", "•", "·") or bool(gap) or after.form[:1].isupper())
    if form != "." or after.kind == "mark":
        return False
    before = answer.low(n - 1) if n else ""
    if before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and gap):
        return False
    if n and answer.tokens[n - 1].kind == "number" and not after.form[:1].isupper():
        return False
    return after.form[:1].isupper() or bool(gap)


def _clauses(answer: _Answer, start: int, end: int) -> list[tuple[int, int]]:
    """Split at contrasts, and at joining words between two clauses with verbs of their own."""
    found, at = [], start
    for n in range(start + 1, end - 1):
        low = answer.low(n)
        if low not in _CONTRASTS and low not in _JOINERS:
            continue
        contrast = low in _CONTRASTS
        least = _CONTRAST if contrast else _CLAUSE
        if answer.n_words(at, n) < least or answer.n_words(n + 1, end) < least:
            continue
        joined = low in _JOINERS and answer.tokens[n - 1].form == "," and answer.low(n + 1) not in _SUBORDINATE
        if contrast or (joined and answer.has_verb(at, n) and answer.has_verb(n + 1, end)):
            found.append((at, n))
            at = n
    return [*found, (at, end)]


def _items(answer: _Answer, start: int, end: int) -> list[tuple[int, int]]:
    """Split a list into its items; anything else stays as it is."""
    commas = [n for n in range(start, end) if answer.tokens[n].form in (",", "/", "+", "-", "–") and _loose(answer, n)]
    if not commas:
        return [(start, end)]
    cuts = list(commas)
    last = max(commas)
    joiners = [n for n in range(last + 1, end) if answer.low(n) in _JOINERS]
    if joiners and not answer.tokens[joiners[-1] - 1].form.endswith("-"):
        cuts.append(joiners[-1])
    bounds = [start, *sorted(cuts), end]
    items = _parts(answer, bounds)
    if all(_is_item(answer, a, b, first=a == start) for a, b in items):
        return items
    if len(cuts) > len(commas):
        items = _parts(answer, [start, *commas, end])
        if all(_is_item(answer, a, b, first=a == start) for a, b in items):
            return items
    return [(start, end)]


def _parts(answer: _Answer, bounds: list[int]) -> list[tuple[int, int]]:
    """Give the ranges between bounds that hold words; all but the first leave their separator out."""
    ranges = [(a if a == bounds[0] else a + 1, b) for a, b in pairwise(bounds)]
    return [(a, b) for a, b in ranges if answer.n_words(a, b)]


def _loose(answer: _Answer, n: int) -> bool:
    """Tell whether a mark parts items: a comma, or a slash or dash with spaces around it."""
    if answer.tokens[n].form == ",":
        return True
    token = answer.tokens[n]
    return (
        token.start > 0 and answer.text[token.start - 1].isspace() and answer.text[token.end : token.end + 1].isspace()
    )


def _is_item(answer: _Answer, start: int, end: int, first: bool) -> bool:
    n = answer.n_words(start, end)
    if not n:
        return False
    foreign = answer.words[start].source == "foreign"
    if n > (_LONGEST_FOREIGN_ITEM if foreign else _LONGEST_ITEM + 4 * first):
        return False
    if not first and (answer.has_verb(start, end) or answer.low(start) in _SUBORDINATE):
        return False
    return answer.has_noun(start, end)


def _trim(answer: _Answer, start: int, end: int) -> tuple[int, int]:
    """Leave out separators at the edges: commas, dashes, list numbers; sentence ends stay."""
    while start < end and answer.tokens[start].kind == "mark" and answer.tokens[start].form not in "\"'”’([#@&%€$":
        start += 1
    while end > start and answer.tokens[end - 1].form in (",", ";", "-", "–", "•", "·", "*", "/", ":"):
        end -= 1
    return start, end
