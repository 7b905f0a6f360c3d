"""Lemmas of words that Voikko does not know, guessed from their ends.

`Arduinolla` → arduino, `Clintonin` → clinton. A rewriting of the end (strip some letters, add some) is as likely as it
was among known words and names with the same last letters; the shares of ends of 0 to 7 letters are interpolated
(Witten & Bell 1991, method C, with the weight measured on TDT dev).
"""

from __future__ import annotations

from theme_mining.language.lemma_model import LemmaModel

__all__ = ["Guesser"]

LONGEST_END = 7
_THETA = 1.0  # 0.5, 1 and 3 give 0.679, 0.679, 0.672 on the unknown words of TDT dev


class Guesser:
    """Guesses lemmas by the ends of words, from the counts of a model."""

    def __init__(self, model: LemmaModel) -> None:
        self.model = model
        self._short: dict[str, list[tuple[str, float]]] = {}
        self._starts = {mark: self._by_strip(mark) for mark in ("", "^")}

    def guess(self, form: str, n: int = 6) -> list[tuple[str, float]]:
        """Give up to `n` (lemma, probability), the likeliest first; never none."""
        low = form.lower()
        mark = "^" if form[:1].isupper() else ""
        by_strip, total = self._starts[mark]
        shares: dict[str, float] = {}
        for size in range(min(LONGEST_END + 1, len(low))):
            for rule, count in by_strip.get(low[len(low) - size :], ()):
                shares[rule] = count / total
        for size in range(1, min(LONGEST_END, len(low) - 1) + 1):
            seen = self._rewritings(mark + low[-size:], size)
            if not seen:
                break
            total = sum([count for _, count in seen])
            trust = total / (total + _THETA * len(seen))
            for rule in shares:
                shares[rule] *= 1 - trust
            for rule, count in seen:
                if rule in shares:
                    shares[rule] += trust * count / total
        best = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:n]
        found = []
        for rule, share in best:
            strip, _, add = rule.partition(">")
            found.append((low[: len(low) - len(strip)] + add, share))
        return found or [(low, 1.0)]

    def _by_strip(self, mark: str) -> tuple[dict[str, list[tuple[str, float]]], float]:
        """Give the rewritings of all words by what they strip, and the sum of their counts."""
        found: dict[str, list[tuple[str, float]]] = {}
        rules = self.model.rewritings(mark)
        for rule, count in rules:
            found.setdefault(rule.partition(">")[0], []).append((rule, count))
        return found, sum([count for _, count in rules]) or 1.0

    def _rewritings(self, end: str, size: int) -> list[tuple[str, float]]:
        """Give the rewritings of an end; those of short ends are many and are kept."""
        if size > 3:
            return self.model.rewritings(end)
        found = self._short.get(end)
        if found is None:
            found = self._short[end] = self.model.rewritings(end)
        return found
