"""The run behind a report's figures, as lines to show."""

from __future__ import annotations

from collections.abc import Mapping

from theme_mining.core.tables import ThemeTable
from theme_mining.reports._texts import Texts, number

__all__ = ["method_lines", "run_lines", "run_mark"]


def run_lines(table: ThemeTable, t: Texts) -> list[tuple[str, str]]:
    """Give the run as (name, value): ids, hashes, versions, seed, counts."""
    run, book = table.run, table.codebook
    state = t(f"state_{book.state}")
    return [
        (t("run_date"), table.made_on),
        (t("run_id"), run.id),
        (t("run_verb"), run.verb),
        (t("run_settings"), run.settings_hash),
        (t("run_seed"), str(run.seed)),
        (t("run_codebook"), t("run_codebook_value", version=book.version, state=state, fingerprint=book.fingerprint)),
        (t("run_fingerprints"), _joined(run.fingerprints)),
        (t("run_versions"), _joined(run.versions)),
        (t("run_counts"), _joined(run.counts)),
    ]


def run_mark(table: ThemeTable, t: Texts) -> str:
    """Give the run in a few characters, to stand beside every figure."""
    short = table.run.id[:8]
    return t("mark", run=short, date=table.made_on) if table.made_on else t("mark_undated", run=short)


def method_lines(table: ThemeTable, bases: tuple[int, int, float], t: Texts, by_question: bool = False) -> list[str]:
    """Give the method in plain sentences. `bases` are answers with content, respondents, effective respondents."""
    answers, respondents, effective = bases
    weighted = t("m_weighted", effective=number(effective)) if table.weighted else t("m_unweighted")
    if table.population is not None:
        weighted = t("m_population", names=", ".join(dict.fromkeys(table.population["background"].astype(str))))
    said = [
        t("m_base", base=number(answers), respondents=number(respondents)),
        *([t("m_questions")] if by_question else []),
        weighted,
        *([t("m_voice", voice=table.voice)] if table.voice else []),
        t("m_interval"),
        *_corrected(table, t),
        t("m_tests"),
        t("m_hidden", limit=table.hide_cells_below),
        t("m_masked"),
        t("m_review"),
    ]
    return said if answers else [weighted, t("m_interval")]


def _corrected(table: ThemeTable, t: Texts) -> list[str]:
    if table.corrected is None:
        return []
    methods = set(table.corrected["method"])
    keys = {"coded sample": "m_corrected_sample", "errors in training": "m_corrected_training"}
    return [t(key) for method, key in keys.items() if method in methods]


def _joined(values: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in sorted(values.items()))
