"""Which lower-case forms could be an inflected name at all, told without Voikko: a stem, then a Finnish ending.

A form that no listed name begins as is a word; asking Voikko about it would cost more than everything else together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from theme_mining.language.mask_lexicon import FINNISH_FIRST, FINNISH_LAST

__all__ = ["may_be_name", "stems_of"]

_ENDING = re.compile(
    r"(?:[ie:]|:i)?(?:n|t|a|ä|na|nä|lle|lla|llä|lta|ltä|ssa|ssä|sta|stä|ksi|ta|tä|tta|ttä|an|en|in"
    r"|on|un|yn|än|ön|seen|ea|eä|i|h[aeiouyäö]n|lä|la)?(?:kin|kaan|kään|ko|kö|pa|pä|han|hän|ni|nsa|nsä|mme|nne)*"
)
_SHORTEST, _LONGEST_STEM = 3, 16


def stems_of(name: str) -> Iterator[str]:
    """Give the stems a name's inflected forms begin with, in strong and weak grade.

    >>> sorted(stems_of("virtanen")), sorted(stems_of("pekka")), sorted(stems_of("tuomas"))
    (['virtanen', 'virtas', 'virtase'], ['peka', 'pekka'], ['tuoma', 'tuomaa', 'tuomakse', 'tuomas', 'tuomasi'])
    """
    yield name
    if name.endswith("nen"):
        yield name[:-2].removesuffix("n") + "s"
        yield name[:-2].removesuffix("n") + "se"
        return
    if name[-1] in "aeiouyäö":
        yield from _weak(name)
        return
    yield name + "i"
    if name.endswith("s"):
        yield name[:-1]
        yield name[:-1] + name[-2]
        yield name[:-1] + "kse"


def _weak(name: str) -> Iterator[str]:
    """Give the stem in weak grade where the last syllable begins with k, p or t, doubled or after a vowel."""
    for at in (-2, -3):
        letter, before = name[at:][:1], name[at - 1 : at]
        if len(name) < 1 - at or letter not in "kpt":
            continue
        if letter == before:
            yield name[:at] + name[at + 1 :] if at + 1 else name[:at]
        elif letter == "t" and before in "aeiouyäöh":
            yield name[:at] + "d" + name[at + 1 :]
        elif letter == "p" and before in "aeiouyäö":
            yield name[:at] + "v" + name[at + 1 :]
        return


_STEMS = frozenset(stem for name in FINNISH_FIRST | FINNISH_LAST for stem in stems_of(name) if len(stem) >= _SHORTEST)


def may_be_name(low: str) -> bool:
    """Tell whether a lower-case form can be a listed name in some inflection; many that can are words all the same.

    >>> may_be_name("virtaselle"), may_be_name("matinkin"), may_be_name("toivoisin"), may_be_name("palvelu")
    (True, True, False, False)
    """
    for cut in range(_SHORTEST, min(len(low), _LONGEST_STEM) + 1):
        if low[:cut] in _STEMS and _ENDING.fullmatch(low, cut):
            return True
    return False
