"""An SPSS file: one row an answer, one 0/1 variable a theme, value labels on everything coded."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from theme_mining.core.files import replacing
from theme_mining.core.tables import ThemeTable
from theme_mining.measure.shares import theme_matrix
from theme_mining.reports._frames import fixed_sav_time, spss_names
from theme_mining.reports._sav_sets import add_dichotomy_set
from theme_mining.reports._texts import texts
from theme_mining.reports.workbook import theme_labels

__all__ = ["Spss", "plug"]

_LONGEST_TEXT, _LONGEST_LABEL = 32_767, 120


class Spss:
    """Report as one .sav file."""

    suffix = ".sav"

    def __init__(self, language: str = "fi") -> None:
        self.texts = texts(language)

    def write(self, table: ThemeTable, path: Path) -> None:
        """Write the file. Texts longer than SPSS holds (32,767 bytes) are cut.

        Raises StoreError when the place cannot be written.
        """
        import pyreadstat

        frame, labels, values = self._coded(table)
        with replacing(Path(path)) as beside:
            pyreadstat.write_sav(
                frame,
                str(beside),
                file_label=_cut(table.title, 60),
                column_labels=labels,
                variable_value_labels=values,
                variable_measure={
                    name: "scale" if name in ("varmuus", "paino") else "nominal" for name in frame.columns
                },
            )
            fixed_sav_time(beside)
            named = {0.0: self.texts("not_named"), 1.0: self.texts("named")}
            sets = [name for name in frame.columns if values.get(name) == named]
            if len(sets) > 1:
                add_dichotomy_set(beside, "teemat", self.texts("themes_set"), sets)

    def _coded(
        self, table: ThemeTable
    ) -> tuple[pd.DataFrame, dict[str, str | None], dict[str, dict[float, str]]]:  # fmt: skip
        """Give the coded table, variable labels and value labels."""
        t, answers = self.texts, table.answers.reset_index(drop=True)
        columns: dict[str, pd.Series] = {}
        labels: dict[str, str | None] = {}
        values: dict[str, dict[float, str]] = {}
        used = [theme.id for theme in table.codebook]
        used += sorted({theme for row in answers["themes"] for theme in row} - set(used))
        has = theme_matrix(list(answers["themes"]), used)
        names = spss_names(
            ["tunnus", "vastaaja", "kysymys", "vastaus", "kieli", "varmuus", "tarkista", "paino",
             *(f"teema_{theme}" for theme in used), *table.background]
        )  # fmt: skip
        for name, column in zip(names[:2], ("id", "respondent"), strict=True):
            columns[name] = answers[column].astype(str)
            labels[name] = t(column)
        columns["kysymys"], values["kysymys"] = _as_codes(answers["question"])
        columns["vastaus"] = answers["text"].map(lambda text: _cut(text, _LONGEST_TEXT))
        columns["kieli"], values["kieli"] = _as_codes(
            answers["language"].map({c: t(f"lang_{c}") for c in ("fi", "sv", "en", "mixed", "none")})
        )
        columns["varmuus"] = answers["confidence"].astype(float)
        columns["tarkista"], values["tarkista"] = answers["review"].astype(float), {0.0: t("no"), 1.0: t("yes")}
        columns["paino"] = answers["weight"].astype(float)
        labels |= {"kysymys": t("question"), "vastaus": t("answer"), "kieli": t("language")}
        labels |= {"varmuus": t("confidence"), "tarkista": t("review_q"), "paino": t("weight")}
        shown = theme_labels(table.codebook, used)
        for at, theme in enumerate(used):
            name = names[8 + at]
            columns[name] = pd.Series(has[:, at].astype(float))
            labels[name], values[name] = f"{t('theme')}: {shown[theme]}", {0.0: t("not_named"), 1.0: t("named")}
        for name, background in zip(names[8 + len(used) :], table.background, strict=True):
            columns[name], values[name] = _as_codes(answers[background])
            labels[name] = background
        return pd.DataFrame(columns), {name: _cut(label or "", 255) for name, label in labels.items()}, values


plug = Spss


def _as_codes(column: pd.Series) -> tuple[pd.Series, dict[float, str]]:
    """Give codes from 1 in sorted order (missing where empty) and their labels."""
    groups = sorted({str(v) for v in column if str(v).strip()})
    place = {group: float(n) for n, group in enumerate(groups, 1)}
    codes = [place.get(str(v), float("nan")) for v in column]
    return pd.Series(codes, dtype="float64"), {code: _cut(group, _LONGEST_LABEL) for group, code in place.items()}


def _cut(text: str, n_bytes: int) -> str:
    return text.encode("utf-8", "replace")[:n_bytes].decode("utf-8", "ignore")
