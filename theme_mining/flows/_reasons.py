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
    finnish, english = _but(n, looked[0][0], high)
    return (
        f"Teemoja on {n}. Vertailtiin lukumääriä {low}–{high}: tällä samankaltaiset vastaukset pysyvät parhaiten "
        f"yhdessä (modulaarisuus {_fi(links)}) ja otosten jaot ovat samaa mieltä (ARI {_fi(stable)})"
        + (f"; lähes yhtä hyviä olisivat {next_best}." if next_best else ".")
        + finnish
        + "\n"
        + f"There are {n} themes. Of {low}–{high} this number best keeps like answers together (modularity "
        f"{links:.2f}) while resamples agree (ARI {stable:.2f})"
        + (f"; nearly as good: {next_best}." if next_best else ".")
        + english
    )


def _but(n: int, best: int, high: int) -> tuple[str, str]:
    """Give what must be said beside: that another scored as well, and that the limit of the comparison was reached."""
    finnish, english = "", ""
    if n != best:
        finnish = " Yhtä hyvistä otettiin suurin, koska teemoja on helpompi yhdistää kuin jakaa."
        english = " Of equally good numbers the largest was taken: themes are merged more easily than split."
    if n == high:
        finnish += " Luku on vertailun suurin: vastaukset voisi jakaa hienommaksikin."
        english += " It is the largest that was compared: the answers could be divided more finely."
    return finnish, english


def _fi(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")
