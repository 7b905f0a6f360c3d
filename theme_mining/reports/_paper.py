"""The report as a plain list of parts (headings, paragraphs, tables, charts, quotes) for a page of paper."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from theme_mining.core.codebook import Theme
from theme_mining.reports._drawn import picture
from theme_mining.reports._figures import Background
from theme_mining.reports._office import heat_colour
from theme_mining.reports._sentences import arrow, background_sentences, shown_name, verdict_arrow
from theme_mining.reports._texts import number, percent
from theme_mining.reports._whole import Whole, charts_of, rounds_listed, told, who_rows

__all__ = ["paper"]

Part = dict[str, Any]
MOST_COLUMNS = 7


def paper(report: Whole) -> dict[str, Any]:
    """Give title, bases and parts in their order, as plain values."""
    drawn = _drawn(report)
    parts = [
        *_opening(report), *_parts(report, drawn), *_words(report, drawn), *_who(report), *_closing(report),
    ]  # fmt: skip
    return {
        "title": report.table.title, "language": report.t.language, "kicker": report.t("kicker"), "mark": report.mark,
        "bases": " · ".join(report.bases), "parts": parts,
    }  # fmt: skip


def _drawn(report: Whole) -> dict[str, Part]:
    """Give the charts by their keys, each with the base of the question it is of."""
    bases = {str(at): part.found.respondents for at, part in enumerate(report.parts, 1)}
    found = {}
    for c in charts_of(report):
        kind, _, number_of = c.key.partition("-")
        n = report.found.respondents if kind == "closed" else bases.get(number_of, report.found.respondents)
        found[c.key] = {
            "kind": "chart", "svg": picture(c, titled=False), "alt": f"{c.title}: {c.description}",
            "wide": kind not in ("network", "together"), "caption": f"{c.title} · n = {number(n)} · {report.mark}",
        }  # fmt: skip
    return found


def _parts(report: Whole, drawn: dict[str, Part]) -> Iterator[Part]:
    """Give shares, rounds, groups and themes: once, or under each question; closed questions among or after them."""
    if not report.parts:
        yield from _shares(report, drawn)
        yield from _rounds(report, drawn)
        yield from _closed(report, drawn)
        yield from _backgrounds(report)
        yield from _themes(report)
        return
    for at, part in enumerate(report.parts, 1):
        mine = {key: drawn[f"{key}-{at}"] for key in ("shares", "rounds", "together") if f"{key}-{at}" in drawn}
        yield {"kind": "break"}
        yield _heading(part.question)
        yield _lead(report.t("question_lead", n=number(part.found.respondents)))
        yield _said([*part.sentences, *part.cautions])
        inner = (_shares(part, mine), _rounds(part, mine), _backgrounds(part), _themes(part), _together(part, mine))
        for held in inner:
            for block in held:
                yield {**block, "level": block["level"] + 1} if block["kind"] == "heading" else block
    yield from _closed(report, drawn)
    yield from _corrected(report)


def _heading(text: str, level: int = 1) -> Part:
    return {"kind": "heading", "text": text, "level": level}


def _lead(text: str, keep: bool = True) -> Part:
    """Give a line in soft ink; kept on the page of what follows, unless it says something of what came before."""
    return {"kind": "lead", "text": text, "keep": keep}


def _said(lines: Sequence[str], keep: bool = False) -> Part:
    return {"kind": "said", "lines": list(lines), "keep": keep}


def _cell(text: object, small: str = "", fill: str = "") -> Part:
    return {"text": str(text), "small": small, "fill": f"#{fill}" if fill and fill != "FFFFFF" else ""}


def _table(heads: Sequence[str], rows: Sequence[Sequence[Any]], first: float = 3.2, words: bool = False) -> Part:
    cells = [[c if isinstance(c, dict) else _cell(c) for c in row] for row in rows]
    widths = [first, *[1.0] * (len(heads) - 1)]
    return {"kind": "table", "heads": list(heads), "rows": cells, "widths": widths, "words": words}


def _opening(report: Whole) -> Iterator[Part]:
    yield _heading(report.t("summary"))
    yield _said(report.sentences)
    if report.cautions:
        yield _heading(report.t("cautions"), 2)
        yield _said(report.cautions)


def _shares(report: Whole, drawn: dict[str, Part]) -> Iterator[Part]:
    t, found = report.t, report.found
    if not report.themed:
        if not found.closed:
            yield _heading(t("shares"))
            yield {"kind": "text", "text": t("no_themes_yet")}
        return
    yield _heading(t("shares"))
    yield _lead(t("shares_lead"))
    yield drawn["shares"]
    heads = [t("theme"), t("respondents"), report.share_name, t("interval"), t("answers"), t("share_answers"),
             t("interval")]  # fmt: skip
    rows = [
        [r["name"], number(r["respondents"]), percent(r["share"]), t.interval(r["low"], r["high"]),
         number(r["answers"]), percent(r["share_answers"]), t.interval(r["low_answers"], r["high_answers"])]
        for r in found.themes.to_dict("records")
    ]  # fmt: skip
    yield _table(heads, rows)
    if not report.question:
        yield from _corrected(report)


def _corrected(report: Whole) -> Iterator[Part]:
    """Give the shares of all answers corrected for the classifier's errors, under a heading where questions differ."""
    t, told_of = report.t, report.table.corrected
    if told_of is None or not (known := told_of[told_of["method"] != "none"]).shape[0]:
        return
    names = report.found.themes.set_index("theme")["name"].to_dict()
    rows = [
        [names.get(r["theme"], r["theme"]), percent(r["corrected"]), t.interval(r["low"], r["high"])]
        for r in known.to_dict("records")
    ]
    if report.parts:
        yield _heading(t("share_corrected"))
    yield _table([t("theme"), t("share_corrected"), t("interval")], rows)


def _rounds(report: Whole, drawn: dict[str, Part]) -> Iterator[Part]:
    t, rounds = report.t, report.rounds
    if rounds is None:
        return
    yield _heading(t("rounds"))
    two = len(rounds.titles) == 2
    bases = {"before": number(rounds.bases[0]), "after": number(rounds.bases[-1])}
    yield _lead(
        t("rounds_lead", title=rounds.title, **bases) if two else t("rounds_lead_many", list=rounds_listed(rounds, t))
    )
    yield _said([*rounds.sentences, *rounds.notes])
    if rounds.rows:
        yield drawn["rounds"]
        shares = [t("share_before"), t("share_after")] if two else list(rounds.titles)
        more = [] if two else [t("since_first"), t("interval")]
        rows = [
            [row.name, *map(percent, row.shares), verdict_arrow(row.verdict) + row.change, f"{row.low}…{row.high}",
             *([] if two else [verdict_arrow(row.whole_verdict) + row.whole, row.whole_interval])]
            for row in rounds.rows
        ]  # fmt: skip
        yield _table([t("theme"), *shares, t("change"), t("interval"), *more], rows)
    if rounds.words is not None:
        yield _heading(t("round_words"), 2)
        yield {"kind": "terms", "pairs": [
            [group, told(words, t)] for group, words in zip(rounds.words.groups, rounds.words.words, strict=True)
        ]}  # fmt: skip


def _closed(report: Whole, drawn: dict[str, Part]) -> Iterator[Part]:
    t = report.t
    if report.found.closed:
        yield _heading(t("closed"))
    for at, question in enumerate(report.found.closed, 1):
        yield _heading(question.name, 2)
        several = t("closed_multiple") if question.multiple else ""
        yield _lead(t("closed_lead", n=number(question.base), multiple=several))
        yield {**drawn[f"closed-{at}"], "caption": f"n = {number(question.base)} · {report.mark}"}
        rows = [
            [r["name"], number(r["respondents"]), percent(r["share"]), t.interval(r["low"], r["high"])]
            for r in question.options.to_dict("records")
        ]
        yield _table([t("option"), t("votes"), t("of_closed"), t("interval")], rows)


def _backgrounds(report: Whole) -> Iterator[Part]:
    t, found = report.t, report.found
    shown = [b for b in found.backgrounds if b.shown]
    if found.backgrounds:
        yield _heading(t("by_background"))
    if shown:
        yield _lead(t("background_lead", limit=report.table.hide_cells_below))
    for background in shown:
        name = shown_name(background.name, t)
        yield _heading(t("closed_by", question=name) if background.closed else name, 2)
        yield _said(background_sentences(found, background, t), keep=True)
        for first in range(0, len(background.groups), MOST_COLUMNS):
            yield _heat(report, background, range(first, min(first + MOST_COLUMNS, len(background.groups))))
        if background.merged:
            yield _lead(t("others_merged", groups=", ".join(background.merged)), keep=False)
        if background.missing:
            yield _lead(t("missing", n=number(background.missing)), keep=False)
    hidden = [shown_name(b.name, t) for b in found.backgrounds if not b.shown]
    if hidden:
        yield _lead(t("not_shown", names=", ".join(hidden)), keep=False)


def _heat(report: Whole, background: Background, columns: range) -> Part:
    t, table = report.t, background.table
    heads = [t("theme"), *(f"{background.groups[g]} (n\u00a0=\u00a0{number(table.base[g])})" for g in columns)]
    rows: list[list[Any]] = []
    for k, name in enumerate(report.found.themes["name"]):
        row: list[Any] = [name]
        for g in columns:
            if background.hidden[k, g]:
                row.append(t("hidden_sign"))
                continue
            share = float(table.share[k, g])
            way = arrow(background, k, g)
            between = t.interval(float(table.low[k, g]), float(table.high[k, g]))
            row.append(_cell(way + percent(share), between, heat_colour(share)))
        rows.append(row)
    return _table(heads, rows, first=2.6)


def _themes(report: Whole) -> Iterator[Part]:
    t, found = report.t, report.found
    if not report.described:
        return
    yield _heading(t("themes"))
    known = {theme.id: theme for theme in report.table.codebook}
    for k, row in enumerate(found.themes.to_dict("records")):
        yield _heading(row["name"], 2)
        counts = f"{t('respondents_n', n=number(row['respondents']))}, {t('answers_n', n=number(row['answers']))}"
        yield {"kind": "big", "text": percent(row["share"]),
               "more": f"{t('interval')} {t.interval(row['low'], row['high'])} · {counts}"}  # fmt: skip
        theme = known.get(row["theme"], Theme(row["theme"], row["name"]))
        if theme.description:
            yield {"kind": "text", "text": theme.description}
        together = "; ".join(found.themes["name"][j] for j in found.together[k])
        told_of = [("includes", theme.includes), ("excludes", theme.excludes),
                   ("keywords", ", ".join(theme.keywords)), ("together", together)]  # fmt: skip
        yield {"kind": "terms", "pairs": [[t(key), value] for key, value in told_of if value]}
        for at in found.quotes[k]:
            answer = report.table.answers.iloc[at]
            language = answer["language"] if answer["language"] in ("fi", "sv", "en") else t.language
            yield {"kind": "quote", "text": str(answer["text"]).strip(), "lang": language,
                   "id": t("answer_id", id=answer["id"])}  # fmt: skip


def _words(report: Whole, drawn: dict[str, Part]) -> Iterator[Part]:
    t, words = report.t, report.words
    if words is None and report.together is None:
        return
    yield _heading(t("words"))
    if words is not None:
        yield _lead(t("words_lead", limit=report.table.hide_cells_below))
        for group in words.groups:
            yield _heading(t("words_groups", background=shown_name(group.name, t)), 2)
            rows = [[name, told(each, t)] for name, each in group.telling()]
            yield {**_table([t("group"), t("keywords")], rows, words=True), "widths": [1.0, 3.0]}
        if words.phrases:
            yield _heading(t("phrases"), 2)
            yield _lead(t("phrases_lead"))
            yield {"kind": "text", "text": ", ".join(f"{' '.join(p.words)} ({number(p.count)})" for p in words.phrases)}
        if "network" in drawn:
            yield _heading(t("network"), 2)
            yield _lead(t("network_lead", limit=report.table.hide_cells_below))
            yield drawn["network"]
    yield from _together(report, drawn, 2)


def _together(report: Whole, drawn: dict[str, Part], level: int = 1) -> Iterator[Part]:
    if "together" in drawn:
        yield _heading(report.t("together_network"), level)
        yield _lead(report.t("together_lead"))
        yield drawn["together"]


def _who(report: Whole) -> Iterator[Part]:
    t, margins = report.t, report.found.voices.margins
    if margins:
        yield {"kind": "break"}
        yield _heading(t("who"))
        yield _lead(t("who_lead"))
    for margin in margins:
        yield _heading(shown_name(margin.name, t), 2)
        yield {"kind": "text", "text": t("who_covered", share=percent(margin.covered), background=margin.name)}
        heads = ["who_group", "who_register", "who_register_share", "who_answered", "who_answered_share", "who_rate"]
        rows = [
            [r.group, r.register, r.register_share, r.answered, r.answered_share, r.rate]
            for r in who_rows(margin, report.table.hide_cells_below, t)
        ]
        yield _table([t(key) for key in heads], rows, first=2.2)


def _closing(report: Whole) -> Iterator[Part]:
    t, found = report.t, report.found
    if found.base or not found.closed:
        yield _heading(t("rest"))
        counts = (("no_content", found.no_content), ("no_theme", found.other), ("to_review", found.review))
        yield _table([t("what"), t("count")], [[t(key), number(n)] for key, n in counts])
    yield _heading(t("method"))
    for line in report.method:
        yield {"kind": "text", "text": line}
    yield _heading(t("run"))
    yield {**_table([t("run"), ""], [[n, v] for n, v in report.run if v], words=True), "widths": [1.0, 3.0]}
