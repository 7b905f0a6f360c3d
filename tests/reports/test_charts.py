"""Charts are valid Vega-Lite, take the page's colours, and show two themes of one name apart."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import altair as alt
import pandas as pd
import pytest

from theme_mining.core.tables import ThemeTable
from theme_mining.reports import figures
from theme_mining.reports._charts import _wide, map_chart, share_chart, share_chart_narrow, share_picture
from theme_mining.reports._drawn import specification


@pytest.fixture(scope="module")
def themes(table: ThemeTable) -> pd.DataFrame:
    return figures(table).themes


def test_the_chart_is_valid_vega_lite(themes: pd.DataFrame) -> None:
    alt.Chart.from_json(specification(_wide(themes), "transparent"), validate=True)


@pytest.mark.parametrize("chart", [share_chart, share_chart_narrow])
def test_the_picture_is_xml_with_css_colours_and_no_class_or_font_of_its_own(chart: type, themes: pd.DataFrame) -> None:
    svg = chart(themes, "Otsikko & muuta", "Kuvaus <tässä>")
    root = ET.fromstring(svg)
    assert root[0].text == "Otsikko & muuta"
    assert "var(--bar)" in svg
    assert not re.search(r'"#0[0-9]0[0-9]0[0-9]"', svg)
    assert "font-family" not in svg


def test_bars_are_as_long_as_the_shares(themes: pd.DataFrame) -> None:
    svg = share_chart(themes.assign(share=[0.5, 0.25, 0.1]), "a", "b")
    bars = [float(v) for v in re.findall(r'd="M0,\d+h([\d.]+)v14h-[\d.]+Z" fill="var\(--bar\)"', svg)]
    assert [round(bar / bars[0], 6) for bar in bars] == [1.0, 0.5, 0.2]


def test_two_themes_of_one_name_get_a_bar_each(themes: pd.DataFrame) -> None:
    svg = share_chart(themes.assign(name="Sama nimi"), "a", "b")
    assert "[raha]" in svg
    assert "[tieto]" in svg


def test_the_picture_to_paste_is_on_white_without_variables(themes: pd.DataFrame) -> None:
    svg = share_picture(themes)
    assert 'fill="white"' in svg
    assert "var(" not in svg


def test_a_map_names_its_themes() -> None:
    points = pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, 4.0]})
    names = pd.DataFrame({"x": [1.0], "y": [2.0], "name": ["Teema"]})
    assert ">Teema</text>" in map_chart(points, names, "a", "b")
