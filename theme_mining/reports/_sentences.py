"""What the figures say, in plain language: made by rules, each sentence true to its interval."""

from __future__ import annotations

import numpy as np

from theme_mining.measure.intervals import wilson
from theme_mining.measure.shares import paired_difference
from theme_mining.reports._closed import Closed
from theme_mining.reports._figures import Background, Figures
from theme_mining.reports._texts import Texts, number, percent, texts

__all__ = [
    "arrow",
    "background_sentences",
    "caution_sentences",
    "closed_sentence",
    "sentences",
    "shown_name",
    "verdict_arrow",
]

ALPHA = 0.05
NEXT, DIFFERENCES = 3, 3
WORTH_SAYING = 0.10
COMMON = 5


def sentences(found: Figures, t: Texts | None = None) -> list[str]:
    """Give the summary: bases, the leading themes, the rarest, what is left out and what is unsure.

    A theme is called the most common only when its share differs from the next one's (paired, 5 %); that the two
    were picked from the same answers does no harm (Gutmann & Maymin 1987, Annals of Statistics 15:456–461). Where each
    question has themes of its own, one sentence a question names its most common theme.
    """
    t = t or texts("fi")
    if found.questions:
        return _by_question(found, t)
    said = [_base(found, t)]
    named = found.themes[found.themes["respondents"] > 0]
    if found.base and len(named):
        key, values = _leading(("s_first", "s_first_tied"), found, t)
        said.append(t(key, **values))
        said += _next_and_rare(found, t, len(named))
    unnamed = found.themes.loc[found.themes["respondents"] == 0, "name"].tolist()
    if found.base and unnamed:
        said.append(t("s_unnamed", list=", ".join(t.quoted(name) for name in unnamed)))
    return said + _clearest(found, t) + _left(found, t)


def background_sentences(found: Figures, background: Background, t: Texts | None = None) -> list[str]:
    """Give what holds between the groups: the clearest differences or that there are none; what is common to all."""
    t = t or texts("fi")
    said = [_difference(found, background, cell, t, "_here") for cell in _a_theme_once(_different(background))]
    if not (background.table.residual_p < ALPHA).any():
        said.append(t("s_same"))
    return said + _everywhere(found, background, t)


def arrow(background: Background, k: int, g: int) -> str:
    """Give the mark of a cell that differs from the other groups at 5 %, empty where it does not."""
    if background.hidden[k, g] or background.table.residual_p[k, g] >= ALPHA:
        return ""
    return "▲ " if background.table.residual[k, g] > 0 else "▼ "


def verdict_arrow(verdict: str) -> str:
    """Give the mark of a change between rounds, empty where there is none.

    >>> verdict_arrow("up"), verdict_arrow("same")
    ('▲ ', '')
    """
    return {"new": "▲ ", "up": "▲ ", "faded": "▼ ", "down": "▼ "}.get(verdict, "")


def caution_sentences(found: Figures, t: Texts) -> list[str]:
    """Give what must be said of the figures: weights that are none, groups the register or the answers lack."""
    said = []
    for caution in found.cautions:
        values = dict(caution.values)
        for key in ("share", "gap"):
            if key in values:
                values[key] = percent(float(str(values[key])))
        if "n" in values:
            values["n"] = number(float(str(values["n"])))
        said.append(t(caution.key, **values))
    return said


def closed_sentence(question: Closed, t: Texts) -> str:
    """Give the option chosen most, and whether it differs from the next."""
    first = question.options.iloc[0]
    values = {
        "question": question.name,
        "n": number(question.base),
        "option": first["name"],
        "share": percent(first["share"]),
        "interval": t.interval(first["low"], first["high"]),
    }
    if question.leads:
        return t("s_closed", **values)
    second = question.options.iloc[1]
    return t("s_closed_tied", **values, second=second["name"], second_share=percent(second["share"]))


def shown_name(background: str, t: Texts) -> str:
    """Give a background column's name as a heading."""
    return t("question") if background == "question" else background[:1].upper() + background[1:]


def _by_question(found: Figures, t: Texts) -> list[str]:
    """Give the summary of a survey whose questions have themes of their own."""
    held = {theme for part in found.questions for theme in part.themes["theme"]}
    unnamed = found.themes.loc[~found.themes["theme"].isin(held), "name"].tolist()
    said = [_base(found, t), *(_question(part, t) for part in found.questions)]
    if unnamed:
        said.append(t("s_unnamed", list=", ".join(t.quoted(name) for name in unnamed)))
    return said + _left(found, t)


def _question(part: Figures, t: Texts) -> str:
    """Give a question with the number who answered it and its most common theme."""
    asked = {"question": part.question, "n": number(part.respondents)}
    if not part.people.any():
        return t("s_question_none", **asked)
    key, values = _leading(("s_question", "s_question_tied"), part, t)
    return t(key, **asked, **values)


def _left(found: Figures, t: Texts) -> list[str]:
    """Give how many answers got no theme and how many await a person."""
    said = [t("s_other", share=percent(found.other / found.base))] if found.other else []
    return said + ([t("s_review", n=number(found.review))] if found.review else [])


def _base(found: Figures, t: Texts) -> str:
    if not found.base:
        return t("s_nobody")
    said = t("s_base", respondents=number(found.respondents), answers=number(found.base))
    if not found.written:
        said = t("s_base_chosen", respondents=number(found.respondents))
    if found.table.voice:
        said += " " + t("s_voices", voice=found.table.voice, n=number(found.voices.voices))
    return said + (" " + t("s_no_content", n=number(found.no_content)) if found.no_content else "")


def _leading(keys: tuple[str, str], found: Figures, t: Texts) -> tuple[str, dict[str, object]]:
    """Give the key and the values of the sentence of the most common theme: it leads, or is tied with the next."""
    first = found.themes.iloc[0]
    values = {
        "theme": first["name"],
        "share": percent(first["share"]),
        "interval": t.interval(first["low"], first["high"]),
    }
    if len(found.themes) == 1 or _leads(found):
        return keys[0], values
    second = found.themes.iloc[1]
    return keys[1], {**values, "second": second["name"], "second_share": percent(second["share"])}


def _leads(found: Figures) -> bool:
    """Tell whether the first theme's share differs from the next one's; an organisation's voice is one unit."""
    voices = found.voices
    units = np.arange(len(found.people)) if voices.clusters is None else voices.clusters
    return paired_difference(found.people[:, 0], found.people[:, 1], found.people_weights, units=units)[1] > 0


def _next_and_rare(found: Figures, t: Texts, n_named: int) -> list[str]:
    rows = found.themes.to_dict("records")
    said = []
    if n_named > 2:
        following = rows[1 : min(1 + NEXT, n_named)]
        listed = ", ".join(
            f"{t.quoted(r['name'])} ({percent(r['share'])}, {t.interval(r['low'], r['high'])})" for r in following
        )
        said.append(t("s_next", list=listed))
    if n_named > 1 + NEXT + 1:
        last = rows[n_named - 1]
        shown = {"share": percent(last["share"]), "interval": t.interval(last["low"], last["high"])}
        said.append(t("s_rare", theme=last["name"], **shown))
    return said


def _different(background: Background) -> list[tuple[float, int, int]]:
    """Give (standard errors, theme, group) of the shown cells that differ from the other groups, clearest first."""
    table = background.table
    themes, groups = np.nonzero((table.residual_p < ALPHA) & ~background.hidden)
    cells = [
        (round(abs(float(table.residual[k, g])), 9), k, g)
        for k, g in zip(themes.tolist(), groups.tolist(), strict=True)
    ]
    return sorted(cells, key=lambda cell: (-cell[0], cell[1], cell[2]))


def _a_theme_once(cells: list[tuple[float, int, int]]) -> list[tuple[float, int, int]]:
    first = {cell[1]: cell for cell in reversed(cells)}
    return sorted(first.values(), key=lambda cell: (-cell[0], cell[1:]))[:DIFFERENCES]


def _difference(found: Figures, background: Background, cell: tuple[float, int, int], t: Texts, place: str = "") -> str:
    table, (_, k, g) = background.table, cell
    if background.name == "question":
        place = "_question"
    return t(
        ("s_more" if table.residual[k, g] > 0 else "s_less") + place,
        theme=found.themes["name"][k],
        background=shown_name(background.name, t),
        group=background.groups[g],
        share=percent(table.share[k, g]),
        interval=t.interval(table.low[k, g], table.high[k, g]),
        rest=percent(table.rest[k, g]),
    )


def _clearest(found: Figures, t: Texts) -> list[str]:
    """Give the clearest differences of all backgrounds (questions are no background), a theme and a column once."""
    cells = sorted(
        (
            (-cell[0], place, cell)
            for place, b in enumerate(found.backgrounds)
            if b.shown and b.name != "question"
            for cell in _different(b)
            if b.table.residual[cell[1], cell[2]] > 0
        ),
        key=lambda item: (item[0], item[1], item[2][1:]),
    )
    said: list[str] = []
    themes: set[int] = set()
    for _, place, cell in cells:
        if cell[1] not in themes and len(said) < DIFFERENCES:
            themes.add(cell[1])
            said.append(_difference(found, found.backgrounds[place], cell, t))
    return said


def _everywhere(found: Figures, background: Background, t: Texts) -> list[str]:
    """Say which themes every group names, and at least how often in each; or that this holds of none.

    "In every group at least x" is tested as an intersection–union (Berger 1982, Technometrics 24:295–300): each
    group's one-sided limit at the full level; the level is divided by the themes it is said of.
    """
    table = background.table
    if not len(found.themes) or len(background.groups) < 2 or background.name == "question":
        return []
    low, _ = wilson(table.share, table.effective, 1 - 2 * ALPHA / len(table.share))
    least = low.min(axis=1)
    least[background.hidden.any(axis=1)] = 0
    common = sorted(np.flatnonzero(least >= WORTH_SAYING).tolist(), key=lambda k: (-float(least[k]), k))[:COMMON]
    if not common:
        return [t("s_nowhere", least=percent(WORTH_SAYING))]
    shown = [(found.themes["name"][k], percent(int(100 * least[k]) / 100)) for k in common]
    if len(shown) == 1:
        return [t("s_everywhere", theme=shown[0][0], low=shown[0][1])]
    return [t("s_everywhere_many", list=", ".join(f"{t.quoted(name)} ({share})" for name, share in shown))]
