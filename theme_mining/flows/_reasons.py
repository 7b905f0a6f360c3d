"""Why there are as many themes as there are, in Finnish and English."""

from __future__ import annotations

from typing import Any

__all__ = ["reason_for"]


def reason_for(number: Any) -> str:
    """Give the reason in plain Finnish, then in English, a line each; `number` is a clusterer's ``number_``."""
    n, looked = number.n, sorted(number.looked, key=lambda row: -row[3])
    if number.how == "given":
        return f"Teemoja on {n}, koska niin pyydettiin.\nThere are {n} themes because that many were asked for."
    if not looked:
        return (
            f"Teemoja on {n}: erilaisia vastauksia on niin vähän, ettei lukumäärää voi vertailla.\n"
            f"There are {n} themes: too few different answers to compare numbers."
        )
    _, links, stable, _ = next(row for row in looked if row[0] == n)
    next_best = ", ".join([str(row[0]) for row in looked if row[0] != n][:2])
    low, high = min(row[0] for row in looked), max(row[0] for row in looked)
    return (
        f"Teemoja on {n}. Vertailtiin lukumääriä {low}–{high}: tällä samankaltaiset vastaukset pysyvät parhaiten "
        f"yhdessä (modulaarisuus {_fi(links)}) ja otosten jaot ovat samaa mieltä (ARI {_fi(stable)})"
        + (f"; lähes yhtä hyviä olisivat {next_best}.\n" if next_best else ".\n")
        + f"There are {n} themes. Of {low}–{high} this number best keeps like answers together (modularity "
        f"{links:.2f}) while resamples agree (ARI {stable:.2f})"
        + (f"; nearly as good: {next_best}." if next_best else ".")
    )


def _fi(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
