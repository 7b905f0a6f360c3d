"""The language of an answer: fi, sv, en, mixed, none.

Little words and ends of words settle most answers; only where they leave it open is lingua asked (restricted to the
three languages; its models are not loaded before). On SIB-200 sentences cut to 3–8 words: see
tests/benchmarks/language/results.md.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from theme_mining.core.types import Language
from theme_mining.language.emptiness import no_content
from theme_mining.language.lemma_model import LemmaModel
from theme_mining.language.tokens import normal

__all__ = ["language_of"]

_WORD = re.compile(r"[^\W\d_]+")
_MASK = re.compile(r"\[[^\W\d_][\w -]{1,30}\]")
_LINKS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
_LITTLE = {
    "fi": """
        ja on ei se että oli ovat tai kun niin kuin myös olla mutta joka sekä hän ne nyt vain jos sen mitä siitä
        mukaan olen oon mä sä me te he kanssa sitä eivät ole tämä tässä siinä enemmän paljon hyvin ollut kaikki enää
        ettei voi olisi jotka joita jossa vielä koska kyllä aina joskus itse minun meidän heidän tulee pitää pitäisi
        saa saada asiat asioita yli alle noin jo kuten esimerkiksi mikä missä miten miksi sitten ennen jälkeen
        välillä ilman kautta asti lisää hyvä hyvää huono kuitenkin vaan vaikka sellainen tällainen toinen kaksi
        kolme yksi muun muassa eri usein näin tätä niiden niitä joiden heitä häntä hänen olivat olleet tehdä ihan
        liian ehkä ollaan aika mut sit oo ois jne eikä minä sinä tuo nämä nuo kuka ken kukaan mikään jokin joku moni
        monta jopa juuri silloin siis siksi
    """,
    "sv": """
        och att det som är för av med till den har inte om ett men jag vi han från så på kan när de där eller också
        skulle mycket alla mer efter nu hon vid bli blir måste få sina sin sitt över vill bara under hur dem ut
        detta ska skall vara varit finns bra dig mig oss er mot genom utan mellan även sedan andra många något någon
        några ingen inget både samt enligt här vad vem vilka vilket vilken än ju redan innan hela nya flera sig dess
        deras hans hennes kunde blev hade gör göra går gå in upp ner eftersom därför medan trots åt hos en i mera
        bättre samarbete behövs borde tack ej tycker kanske år dag blivit fick sade ofta samma annan annat denna
        dessa
    """,
    "en": """
        the of and to is in that it for was with as be by are this from or have an they which you were their has its
        been not but can more there all would will we what about when who if out up into than them then some other
        could these two may first any my your our his her she him also people so only over such how most made after
        where through before because should each between both many much no do does did being while during under
        those very just even since however well why work need time good at had one a said he on against
    """,
}  # fmt: skip
_LITTLE_WORDS = {
    word: tuple(name for name in _LITTLE if word in _LITTLE[name].split())
    for t in _LITTLE.values()
    for word in t.split()
}
# ends and letter groups that one of the languages has and the others all but lack
_FINNISH = re.compile(
    r"aa|ii|uu|yy|ää|öö|uo|yö|ie(?=[nmlstp])|(?:ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|nen|sti|kin|iset|isen|jen|"
    r"mista|minen|mme|vat|vät|tään|taan|kse[nt]|den|ista|issa|ksia|uus|yys|tta|ttä|isia|ja|jä|ien|jä|an|än)$"
)
_SWEDISH = re.compile(
    r"å|sj(?!u$)|skj|tj|ck(?!s$|[aeiou]?[lr]?y$)|(?:ning|ningar|ningen|het|heter|erna|arna|orna|ande|ende|igt|iga|lig|"
    r"ligt|liga|skt|ska|ar|or|ade|ats|are|ens|sk|dde|tt)$|^(?:fö|gö|hö|kä|lä|kö|trä|mä|sä|vä|nä|bö|dä)"
)
_ENGLISH = re.compile(
    r"th|wh|sh(?!p)|ou|ea(?![nt]?$)|ee(?=[dpk])|ow|ght|ck?ed$|(?:ing|tion|tions|ed|ly|ness|ment|ity|ies|ous|al|"
    r"ive|able|ers|ble|ence|ance|ure)$|^w|^kn|y$"
)
_FOREIGN_TO_FINNISH = re.compile(r"[cqwxzå]|^(?:b|d|f|g|[bcdfghjklmnpqrstvwxz]{2})|[bcdfgkpmv]$")
_SURE = 2.0  # lead in votes that settles it without lingua
_FEW = 3  # words under which Finnish has it in a draw: too little for lingua, and most answers are Finnish
_INFLECTED = {"N", "A", "V"}
_MIXED_WORDS = 3  # little words of each of two languages that make an answer mixed
_LONGEST = 2000  # characters looked at; no answer changes language after that


def language_of(text: str) -> Language:
    """Give the language of an answer.

    ``none`` where it says nothing; ``mixed`` where two languages each have several little words of their own.

    >>> language_of("Enemmän yhteistyötä kuntien kanssa"), language_of("mer samarbete med kommunen")
    ('fi', 'sv')
    """
    if no_content(text):
        return "none"
    text = text[:_LONGEST]
    if not text.isascii():
        text = normal(text)
    if "[" in text:
        text = _MASK.sub(" ", text)
    if "@" in text or "//" in text or "www." in text:
        text = _LINKS.sub(" ", text)
    return _judge(text)


def _judge(text: str) -> Language:
    words = _WORD.findall(text.lower())
    if not words:
        return "none"
    counts = [_vote(word) for word in words]
    fi, sv, en = (sum(column) for column in zip(*[votes for votes, _ in counts], strict=True))
    lead = max(fi - max(sv, en), sv - max(fi, en), en - max(fi, sv))
    homes = [home for _, home in counts if home >= 0]
    if homes and min(homes) != max(homes):
        sure = sorted(((homes.count(n), n) for n in range(3)), reverse=True)
        if sure[1][0] >= _MIXED_WORDS and 3 * sure[1][0] >= sure[0][0]:
            return "mixed"
    if lead < _SURE:
        return _ask(text, {"fi": fi, "sv": sv, "en": en})
    return "fi" if fi > max(sv, en) else "sv" if sv > en else "en"


@lru_cache(maxsize=30_000)
def _vote(word: str) -> tuple[tuple[float, float, float], int]:
    """Give a word's votes for fi, sv, en, and the number of the one language it is a little word of, or -1."""
    homes = _LITTLE_WORDS.get(word)
    if homes:
        share = 2.0 / len(homes)
        votes = tuple(share if name in homes else 0.0 for name in _LITTLE)
        return (votes[0], votes[1], votes[2]), list(_LITTLE).index(homes[0]) if len(homes) == 1 else -1
    fi = 1.0 if _FINNISH.search(word) else 0.0
    sv = 0.8 if _SWEDISH.search(word) else 0.0
    en = 0.8 if _ENGLISH.search(word) else 0.0
    if _FOREIGN_TO_FINNISH.search(word):
        fi -= 0.6
    if "ä" in word or "ö" in word:
        en -= 1.0
    return (fi, sv, en), -1


def _inflected(word: str, sightings: list[tuple[str, str, float]]) -> float:
    """Give 1 for a word that was seen inflected in Finnish (`resurssit`), else 0."""
    return float(any(kind in _INFLECTED and marked.replace("#", "") != word for marked, kind, _ in sightings))


@lru_cache(maxsize=5_000)
def _asked(text: str) -> dict[str, float]:
    detector = _detector()
    return {c.language.name: c.value for c in detector.compute_language_confidence_values(text)} if detector else {}


def _ask(text: str, votes: dict[str, float]) -> Language:
    """Give lingua's answer, our own votes counted with it."""
    seen = LemmaModel.default().seen
    words = _WORD.findall(text.lower())
    votes["fi"] += sum([_inflected(word, seen(word)) for word in words])
    if len(words) < _FEW and votes["fi"] >= max(votes.values()):
        return "fi"
    shares = _asked(text)
    names: dict[Language, str] = {"fi": "FINNISH", "sv": "SWEDISH", "en": "ENGLISH"}
    # a lead of 1 vote weighs as much as half of lingua's certainty (SIB-200 train+dev: 0.25–1 all within 0.002)
    return max(names, key=lambda name: shares.get(names[name], 0.0) + 0.5 * votes[name])


@cache
def _detector() -> Any:
    try:
        from lingua import Language as Known
        from lingua import LanguageDetectorBuilder
    except ImportError:
        return None
    return (
        LanguageDetectorBuilder.from_languages(Known.FINNISH, Known.SWEDISH, Known.ENGLISH)
        .with_low_accuracy_mode()
        .build()
    )
