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
        self._start = {mark: self.model.rewritings(mark) for mark in ("", "^")}

    def guess(self, form: str, n: int = 6) -> list[tuple[str, float]]:
        """Give up to `n` (lemma, probability), the likeliest first; never none."""
        low = form.lower()
        mark = "^" if form[:1].isupper() else ""
        total = sum(count for _, count in self._start[mark]) or 1.0
        shares = {}
        for rule, count in self._start[mark]:
            strip = rule.partition(">")[0]
            if low.endswith(strip) and len(low) > len(strip):
                shares[rule] = count / total
        for size in range(1, min(LONGEST_END, len(low) - 1) + 1):
            seen = dict(self.model.rewritings(mark + low[-size:]))
            if not seen:
                break
            total = sum(seen.values())
            trust = total / (total + _THETA * len(seen))
            for rule in shares:
                shares[rule] = trust * seen.get(rule, 0.0) / total + (1 - trust) * shares[rule]
        best = sorted(shares.items(), key=lambda item: (-item[1], item[0]))[:n]
        found = []
        for rule, share in best:
            strip, _, add = rule.partition(">")
            found.append((low[: len(low) - len(strip)] + add, share))
        return found or [(low, 1.0)]
