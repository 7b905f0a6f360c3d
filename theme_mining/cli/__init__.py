"""The command line: reads options, calls one assembly function, shows the result.

Progress and notes go to stderr, results to stdout. Exit codes: 0 done · 2 settings or usage · 3 input ·
4 model · 5 store · 130 interrupted.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from theme_mining.core.errors import ThemeMiningError

__all__ = ["main"]

VERBS = {
    "demo": "the whole line on the bundled survey: discover, classify, report",
    "read": "show what was understood of a survey file, and load it into a store",
    "mask": "hide personal data in the text columns",
    "lemmatise": "add the lemmas of the words",
    "embed": "turn answers into vectors (.npy)",
    "discover": "find themes: assignments, draft codebook, report",
    "codebook": "show, edit, undo, compare and convert codebooks",
    "train": "train a model from answers with themes",
    "classify": "give themes to a new batch",
    "next-wave": "classify a new round on the accepted codebook, then show what is new in it",
    "evaluate": "score a model on answers whose themes are known",
    "compare": "two models on one labelled set, or two rounds on one codebook",
    "suggest": "which answers to code next, and which labels look wrong",
    "report": "a page, PDF, workbook, slides, document, SPSS or REFI-QDA file from answers with themes",
    "review": "settle doubtful answers of a store, or bring a workbook's corrections home",
    "serve": "the web pages of a store",
    "store": "what a store holds; backup, restore, accounts",
    "forget": "erase a respondent from a store, and prove it",
    "models": "list, show, verify and compare models",
    "corpora": "the project's own survey, and recipes for public corpora",
    "config": "settings, as they stand",
    "doctor": "what is there, what is missing, and the line that mends it",
}
"""Verb → its one-line help. A verb lives in the module of its name, imported when it is called."""


class _Verbs(click.Group):
    """Loads a verb's module only when that verb is called, so that --help takes no time."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in VERBS:
            return None
        module = importlib.import_module(f"theme_mining.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, VERBS[verb]) for verb in self.list_commands(ctx)])


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="theme_mining", prog_name="theme-mining")
def _app() -> None:
    """Themes of open-ended survey answers in Finnish.

    \b
    Examples:
      theme-mining demo
      theme-mining discover vastaukset.xlsx -o teemat
      theme-mining train koodatut.xlsx --labels teemat -o malli
      theme-mining classify uudet.xlsx --model malli -o luokitellut.xlsx
      theme-mining report luokitellut.xlsx -o raportti.html
    """


# New objects between looks for unreachable cycles. Answers are many small objects without any: 8 % less time and 10 MB
# more for `classify` on 16,734 answers than with Python's own (700, 10, 10).
_GARBAGE = (100_000, 50, 100)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and leave with the contract's exit code."""
    gc.set_threshold(*_GARBAGE)
    for library in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(library, "1")  # the same sums on every machine; see DECISIONS.md
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    given = [a for a in given if a != "--debug"]
    try:
        sys.exit(_run(given))
    except ThemeMiningError as error:
        if debug:
            raise
        click.echo(f"theme-mining: {error}", err=True)
        sys.exit(error.exit_code)
    except Exception as error:  # a fault of ours: its text may hold an answer, so only its kind is shown
        if debug:
            raise
        click.echo(f"theme-mining: a fault in the program ({type(error).__name__})", err=True)
        click.echo("  run the same with --debug and report what it prints; look through it for answers first", err=True)
        sys.exit(1)


def _run(arguments: list[str]) -> int:
    try:
        result: Any = _app.main(arguments, prog_name="theme-mining", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.UsageError as error:
        error.show()
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("theme-mining: interrupted; nothing half-written was left", err=True)
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
