"""Slides with tables: themes by group, who answered; as many rows a slide as its text leaves room for."""

from __future__ import annotations

from theme_mining.reports._deck import CELL_SIZE, Cell, Deck, Line, describe
from theme_mining.reports._figures import Background
from theme_mining.reports._office import ACCENT, SOFT, columns_at_most, even_parts, heat_colour
from theme_mining.reports._sentences import arrow, background_sentences, shown_name
from theme_mining.reports._texts import number, percent
from theme_mining.reports._whole import Whole, who_rows

__all__ = ["background", "who"]

MOST_COLUMNS = 9
WHO = ("who_group", "who_register", "who_register_share", "who_answered", "who_answered_share", "who_rate")


def background(deck: Deck, report: Whole, by: Background) -> None:
    """Put in the themes by the groups of one background."""
    t = deck.t
    title = shown_name(by.name, t)
    said: list[Line] = [(text, 13, SOFT, False) for text in background_sentences(report.found, by, t)[:1]]
    if report.question:
        said.insert(0, (report.question, 13, ACCENT, True))
    for columns in even_parts(len(by.groups), columns_at_most(by.groups, 0.64 * deck.inner, CELL_SIZE, MOST_COLUMNS)):
        shown = t("continued", title=title) if columns.start else title
        _tables(deck, report, (shown, t("by_background")), said, _heat(deck, report, by, columns))


def who(deck: Deck, report: Whole) -> None:
    """Put in who answered, beside the register."""
    t = deck.t
    for margin in report.found.voices.margins:
        grid = [[Cell(t(key), bold=True, right=at > 0) for at, key in enumerate(WHO)]]
        for row in who_rows(margin, report.table.hide_cells_below, t):
            cells = (row.group, row.register, row.register_share, row.answered, row.answered_share, row.rate)
            grid.append([Cell(text, right=at > 0) for at, text in enumerate(cells)])
        _tables(deck, report, (f"{t('who')}: {shown_name(margin.name, t)}", t("who_lead")), [], grid)


def _tables(deck: Deck, report: Whole, said: tuple[str, str], lines: list[Line], grid: list[list[Cell]]) -> None:
    """Put a table on as many slides as it takes, its heading row on each. `said` are title and description."""
    title, description = said
    note = deck.t("tables_note", limit=report.table.hide_cells_below) if lines else ""
    first = 0.36 if lines else 0.25
    top, start = 0.0, 0
    while start < len(grid) - 1:
        slide = deck.titled(deck.t("continued", title=title) if start else title)
        top = deck.below_title(slide, lines)
        held = deck.rows_on_slides([grid[0], *grid[1 + start :]], first, top)[0]
        shown = [grid[0], *grid[1 + start : 1 + start + len(held)]]
        describe(deck.table(slide, top, shown, first), title, description)
        deck.marked(slide, report, note=note)
        start += len(held)


def _heat(deck: Deck, report: Whole, by: Background, columns: range) -> list[list[Cell]]:
    t = deck.t
    heads = [f"{by.groups[g]}\nn = {number(by.table.base[g])}" for g in columns]
    grid = [[Cell(t("theme"), bold=True), *(Cell(head, bold=True, right=True) for head in heads)]]
    for k, name in enumerate(report.found.themes["name"]):
        row = [Cell(str(name))]
        for g in columns:
            if by.hidden[k, g]:
                row.append(Cell(t("hidden_sign"), right=True))
                continue
            share, way = float(by.table.share[k, g]), arrow(by, k, g)
            row.append(Cell(way + percent(share), heat_colour(share), bool(way), right=True))
        grid.append(row)
    return grid
