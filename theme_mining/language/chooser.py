"""One lemma for each word of a sentence, chosen among its candidates."""

from __future__ import annotations

from collections.abc import Sequence

from theme_mining.language.vocabulary import Candidate, Vocabulary

__all__ = ["Chooser"]


class Chooser:
    """Chooses among the candidates of each word with an eye on its neighbours."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def choose(self, forms: Sequence[str]) -> list[Candidate]:
        """Give one candidate for each form of a sentence, in order."""
        candidates = self.vocabulary.candidates
        return [candidates(form)[0] for form in forms]
