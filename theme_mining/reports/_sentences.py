"""What the figures say, in plain Finnish: made by rules, each sentence true to its interval."""

from __future__ import annotations

from theme_mining.reports._figures import Background, Figures
from theme_mining.reports._texts import interval, number, percent

__all__ = ["sentences"]

ALPHA = 0.05


def sentences(found: Figures) -> list[str]:
    """Give the summary's sentences."""
    said = [_base(found)]
    if found.base and len(found.themes):
        said += [_leading(found)]
        said += [s for b in found.backgrounds if b.shown for s in _differences(found, b)]
    return said


def _base(found: Figures) -> str:
    empty = f" Lisäksi {number(found.no_content)} vastausta oli vailla sisältöä." if found.no_content else ""
    return f"{number(found.respondents)} vastaajaa kirjoitti {number(found.base)} sisällöllistä vastausta.{empty}"


def _leading(found: Figures) -> str:
    first = found.themes.iloc[0]
    return (
        f"Yleisin teema on ”{first['name']}”: sen mainitsi {percent(first['share'])} vastaajista "
        f"(95 %:n luottamusväli {interval(first['low'], first['high'])})."
    )


def _differences(found: Figures, background: Background) -> list[str]:
    table, said = background.table, []
    cells = [
        (abs(table.residual[k, g]), k, g)
        for k in range(len(found.themes))
        for g in range(len(background.groups))
        if table.residual_p[k, g] < ALPHA and not background.hidden[k, g]
    ]
    for _, k, g in sorted(cells, key=lambda c: (-c[0], c[1], c[2]))[:2]:
        way = "useammin" if table.residual[k, g] > 0 else "harvemmin"
        said.append(
            f"Teema ”{found.themes['name'][k]}” mainittiin ryhmässä ”{background.groups[g]}” {way} kuin muissa: "
            f"{percent(table.share[k, g])} ({interval(table.low[k, g], table.high[k, g])})."
        )
    return said
