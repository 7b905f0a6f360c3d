"""`theme-mining codebook`: look at a codebook, edit it without losing anything, turn it into another format."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from theme_mining.cli.options import settings_options, take

if TYPE_CHECKING:
    from theme_mining.assembly.codebook_place import Place
    from theme_mining.cli.show import Show
    from theme_mining.flows.codebook_history import History

_PLACE = click.argument("place", metavar="PLACE", type=click.Path(path_type=Path))
_CAUSE = click.option("--cause", metavar="TEXT", default="", help="Why; kept with the version.")
_YES = click.option("--yes", is_flag=True, help="Take the edit without asking.")


def _editing(function: Callable[..., None]) -> Callable[..., None]:
    for option in (_YES, _CAUSE, settings_options):
        function = option(function)
    return _PLACE(function)


@click.group("codebook")
def command() -> None:
    """Look at a codebook and edit it. PLACE is a codebook file, or the folder that `discover` wrote.

    Every edit first shows what it does to the shares, then asks (or takes --yes), and makes a new version with its
    cause; earlier versions stay beside it in *.history.json. In a folder the tables and the page are written anew.
    Themes are named by id or by name. Files: .json .toml .xlsx .csv .qdc; .txt is read, a name a line.

    \b
    Examples:
      theme-mining codebook show teemat --history
      theme-mining codebook merge teemat tiedonkulku viestinta --name "Tiedonkulku ja viestintä"
      theme-mining codebook split teemat rahoitus --into 2
      theme-mining codebook cut teemat 5
      theme-mining codebook convert teemat/codebook.json koodikirja.xlsx
    """


@command.command("show")
@_PLACE
@click.option("--history", is_flag=True, help="The versions and their causes instead.")
@click.option("--version", type=int, metavar="N", help="An earlier version.")
@settings_options
def show_codebook(place: Path, history: bool, version: int | None, **options: Any) -> None:
    """Show the themes of a codebook with their sizes, or its versions."""
    from theme_mining.assembly.codebook_place import open_place

    show = take(options).show()
    opened = open_place(place)
    book = opened.history.versions[opened.history.at(version)] if version else opened.history.now
    if history:
        rows = [(b.version, b.state, len(b), b.origin) for b in opened.history.versions]
        show.table("", ("version", "state", "themes", "cause"), rows)
        names = ("version", "state", "themes", "cause")
        show.result([dict(zip(names, row, strict=True)) for row in rows]) if show.as_json else None
        return
    sizes = _sizes(opened) if opened.kept and not version else {}
    lines = [(t.id, t.name, str(sizes.get(t.id, "")), t.parent, ", ".join(t.keywords[:6])) for t in book]
    show.table(
        f"Version {book.version}, {book.state}: {book.origin}", ("id", "theme", "answers", "group", "words"), lines
    )
    show.result([{**_plain(t), "answers": sizes.get(t.id)} for t in book]) if show.as_json else None


@command.command("merge")
@_editing
@click.argument("themes", metavar="THEME THEME …", nargs=-1, required=True)
@click.option("--name", metavar="TEXT", default="", help="Name of the joined theme [the first one's].")
def merge_themes(place: Path, themes: Sequence[str], name: str, cause: str, yes: bool, **options: Any) -> None:
    """Join themes into the first of them, which keeps its id."""
    from theme_mining.assembly.codebook_editing import named
    from theme_mining.flows.review_codebook import merge

    _edit(place, lambda p: merge(p.history.now, [named(p.history.now, t) for t in themes], name, cause), yes, options)


@command.command("split")
@_editing
@click.argument("theme", metavar="THEME")
@click.option("--into", type=click.IntRange(2, 40), default=2, metavar="K", help="How many parts [2].")
@click.option("--name", "names", multiple=True, metavar="TEXT", help="Name of a part; repeat, one a part.")
def split_theme(
    place: Path, theme: str, into: int, names: Sequence[str], cause: str, yes: bool, **options: Any
) -> None:
    """Split a theme by what its answers say; in a codebook without answers, into the names given."""
    from theme_mining.assembly.codebook_editing import named, split_place

    settings = take(dict(options)).settings()
    _edit(place, lambda p: split_place(p, named(p.history.now, theme), settings, into, names, cause), yes, options)


@command.command("rename")
@_editing
@click.argument("theme", metavar="THEME")
@click.argument("name", metavar="NAME")
def rename_theme(place: Path, theme: str, name: str, cause: str, yes: bool, **options: Any) -> None:
    """Give a theme another name; its id and answers stay."""
    from theme_mining.assembly.codebook_editing import named
    from theme_mining.flows.review_codebook import rename

    _edit(place, lambda p: rename(p.history.now, named(p.history.now, theme), name, cause), yes, options)


@command.command("move")
@_editing
@click.argument("theme", metavar="THEME")
@click.argument("group", metavar="[GROUP]", default="")
def move_theme(place: Path, theme: str, group: str, cause: str, yes: bool, **options: Any) -> None:
    """Put a theme under a group; without GROUP to the top. A parked theme opens again so."""
    from theme_mining.assembly.codebook_editing import named
    from theme_mining.flows.review_codebook import move

    def make(p: Place) -> Any:
        book = p.history.now
        return move(book, named(book, theme), named(book, group) if group else "", cause)

    _edit(place, make, yes, options)


@command.command("park")
@_editing
@click.argument("theme", metavar="THEME")
def park_theme(place: Path, theme: str, cause: str, yes: bool, **options: Any) -> None:
    """Set a theme aside: it stays in the codebook, and no answer carries it until it is moved back."""
    from theme_mining.assembly.codebook_editing import named
    from theme_mining.flows.review_codebook import park

    _edit(place, lambda p: park(p.history.now, named(p.history.now, theme), cause), yes, options)


@command.command("cut")
@_editing
@click.argument("groups", metavar="N", type=click.IntRange(1))
def cut_groups(place: Path, groups: int, cause: str, yes: bool, **options: Any) -> None:
    """Cut the tree of themes into N groups, without finding themes again."""
    from theme_mining.assembly.codebook_editing import cut_place

    _edit(place, lambda p: cut_place(p, groups, cause), yes, options)


@command.command("accept")
@_editing
def accept_codebook(place: Path, cause: str, yes: bool, **options: Any) -> None:
    """Accept the draft: the version that later rounds are classified on."""
    from theme_mining.flows.review_codebook import accept

    _edit(place, lambda p: accept(p.history.now, cause or "accepted"), yes, options)


@command.command("undo")
@_PLACE
@click.option("--to", "version", type=int, metavar="N", help="Bring back version N instead of undoing one edit.")
@_YES
@settings_options
def undo_edit(place: Path, version: int | None, yes: bool, **options: Any) -> None:
    """Undo the last edit, as a new version; again steps further back."""
    from theme_mining.assembly.codebook_place import open_place

    opened = open_place(place)
    _offer(opened, opened.history.undo(version), yes, take(options).show())


@command.command("diff")
@click.argument("before", metavar="A", type=click.Path(path_type=Path))
@click.argument("after", metavar="B", required=False, type=click.Path(path_type=Path))
@click.option("--versions", nargs=2, type=int, metavar="N M", help="Two versions of A instead.")
@settings_options
def diff_codebooks(before: Path, after: Path | None, versions: tuple[int, int] | None, **options: Any) -> None:
    """Show what differs between the codebooks A and B, or two versions of A (by default its last two)."""
    from theme_mining.assembly.codebook_place import open_place
    from theme_mining.assembly.codebooks import read_codebook
    from theme_mining.flows.codebook_history import differences

    show = take(options).show()
    if after:
        one, two = read_codebook(before), read_codebook(after)
    else:
        kept = open_place(before).history
        pair = [kept.versions[kept.at(n)] for n in versions] if versions else [*kept.versions[-2:]]
        one, two = pair[0], pair[-1]
    rows = differences(one, two)
    show.table("", ("theme", "what", "before", "after"), rows)
    show.note("The two are the same" if not rows else f"{len(rows)} differences")
    names = ("theme", "what", "before", "after")
    show.result([dict(zip(names, row, strict=True)) for row in rows]) if show.as_json else None


@command.command("convert")
@_PLACE
@click.argument("output", metavar="OUT", type=click.Path(path_type=Path))
@settings_options
def convert_codebook(place: Path, output: Path, **options: Any) -> None:
    """Read a codebook and write it as another kind; the suffix of OUT says which.

    .json and .toml hold everything, tables all but version and state, .qdc neither ids nor examples.
    """
    from theme_mining.assembly.codebooks import read_codebook, write_codebook

    book = read_codebook(place)
    write_codebook(book, output)
    take(options).show().result(
        {"output": str(output), "themes": len(book)}, [f"Written: {output}, {len(book)} themes"]
    )


def _edit(place: Path, make: Callable[[Place], Any], yes: bool, options: dict[str, Any]) -> None:
    from theme_mining.assembly.codebook_place import open_place

    opened = open_place(place)
    _offer(opened, opened.history.take(make(opened)), yes, take(options).show())


def _offer(place: Place, after: History, yes: bool, show: Show) -> None:
    """Show what an edit does, and take it when that is wanted."""
    from theme_mining.flows.codebook_history import differences

    changes = place.effect(after)
    now = {**{t.id: t.name for t in place.history.now}, **{t.id: t.name for t in after.now}}
    show.table(
        "Codebook",
        ("theme", "what", "before", "after"),
        [row for row in differences(place.history.now, after.now) if row[1] not in ("keywords", "examples")],
    )
    if place.kept:
        rows = [
            (now.get(row["theme"], row["theme"]), row["before"], row["after"], f"{row['share_before']:.1%}",
             f"{row['share_after']:.1%}", f"{row['low']:.1%}–{row['high']:.1%}")
            for row in changes.to_dict("records")
        ]  # fmt: skip
        heads = ("theme", "answers before", "after", "share before", "after ", "95 % interval")
        show.table("Shares of answers that change", heads, rows) if rows else show.note("No answer changes its themes")
    if not yes and sys.stdin.isatty():
        yes = click.confirm(f"Take this as version {after.now.version}?", err=True)
    if yes:
        place.save(after)
    show.note(
        f"Version {after.now.version} written: {place.path}" if yes else "Nothing was changed; --yes takes the edit"
    )
    show.result(
        {"taken": yes, "version": after.now.version, "cause": after.now.origin, "effect": changes.to_dict("records")}
    ) if show.as_json else None


def _sizes(place: Place) -> dict[str, int]:
    from collections import Counter

    cells = place.themes(place.history)["themes"]
    return dict(Counter(theme for cell in cells for theme in cell.split(";") if theme))


def _plain(theme: Any) -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(theme)
