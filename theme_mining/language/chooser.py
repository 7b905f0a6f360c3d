"""One lemma for each word of a sentence, chosen among its candidates with an eye on its neighbours.

A word with one candidate is settled. For the others the weights of the candidate's class and lemma beside the
neighbours' keys are added to its own: `sen mukaan` (mukaan), `ota mukaan` (mukaan), `kuusi metsässä` (kuusi).
"""

from __future__ import annotations

from collections.abc import Sequence

from theme_mining.language.vocabulary import Entry, Vocabulary
from theme_mining.language.weighing import Candidate, context_features

__all__ = ["END", "START", "Chooser"]

_CACHE_PLACES = 200_000  # about 60 MB
START, END = "^", "$"


def _is_name(before: str, form: str) -> bool:
    """Tell whether a capital letter inside a sentence makes a name, which is no compound: `käyn Saarivaarassa`."""
    return form.isalpha() and form[0].isupper() and form[1:].islower() and before.isalpha() and before.islower()


class Chooser:
    """Chooses among the candidates of each word. Pickles without its cache."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._cache: dict[tuple[str, str, str], Candidate] = {}

    def __getstate__(self) -> dict[str, object]:
        return {"vocabulary": self.vocabulary}

    def __setstate__(self, state: dict[str, object]) -> None:
        self.__dict__.update(state)
        self._cache = {}

    def choose(self, forms: Sequence[str]) -> list[Candidate]:
        """Give one candidate for each form of a sentence, in order."""
        look_up = self.vocabulary.entry
        entries = [look_up(form) for form in forms]
        chosen = []
        last = len(entries) - 1
        before = START
        for place, entry in enumerate(entries):
            if len(entry.candidates) == 1:
                word = entry.best
            else:
                after = entries[place + 1].key if place < last else END
                word = self._decide(forms[place], entry, before, after)
            if word.parts and place and _is_name(forms[place - 1], forms[place]):
                word = word._replace(parts=(), marked=word.lemma)
            chosen.append(word)
            before = entry.key
        return chosen

    def _decide(self, form: str, entry: Entry, before: str, after: str) -> Candidate:
        key = (form, before, after)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) >= _CACHE_PLACES:
                self._cache.clear()
            found = self._cache[key] = self._weigh(form.lower(), entry, before, after)
        return found

    def _weigh(self, form: str, entry: Entry, before: str, after: str) -> Candidate:
        weights = self.vocabulary.model.weights
        own = weights.get("base", 1.0)
        best, most = entry.best, float("-inf")
        for candidate, kind in zip(entry.candidates, entry.kinds, strict=True):
            names = context_features(kind, form, candidate.lemma, before, after)
            score = own * candidate.score + sum([weights.get(name, 0.0) for name in names])
            if score > most:
                best, most = candidate, score
        return best
