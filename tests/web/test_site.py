"""The folder of static pages: whole, linked within itself, the same figures as the server's pages."""

from __future__ import annotations

import re

import pandas as pd
import pytest

from theme_mining.assembly.settings import Settings
from theme_mining.assembly.site import write_site
from theme_mining.core.codebook import Codebook, Theme
from theme_mining.core.errors import InputError
from theme_mining.core.types import Answer, Run
from theme_mining.storage.store import SqlStore


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("site")
    with SqlStore(place / "s.db") as store:
        texts = ["Rahaa tarvitaan lisää", "Tieto ei kulje"]
        answers = [Answer(f"{i}", "Mitä?", texts[i % 2], {"Alue": "AB"[i % 3 == 0]}, (), "fi") for i in range(40)]
        store.add_batch("kysely 1", "1", answers, title="Kysely")
        book = Codebook(1, (Theme("raha", "Raha"), Theme("tieto/kulku", "Tiedonkulku")))
        given = pd.DataFrame({"id": [a.id for a in answers], "themes": [("raha",), ("tieto/kulku",)] * 20})
        store.assign("kysely 1", book, given.assign(confidence=0.9), Run("r", "classify", "h", {}, 1, {}, {}))
        n = write_site(store, "kysely 1", Settings(), place / "sivut")
    assert n == len(list((place / "sivut").iterdir()))
    return place / "sivut"


def test_every_link_of_the_site_leads_to_a_file_of_the_site(folder):
    pages = list(folder.glob("*.html"))
    assert len(pages) >= 7
    for page in pages:
        links = re.findall(r'(?:href|src|srcset)="([^"#]+)"', page.read_text(encoding="utf-8"))
        assert links
        missing = [link for link in links if not (folder / link).is_file()]
        assert not missing, page.name


def test_the_site_begins_at_index_and_holds_the_themes_in_finnish(folder):
    first = (folder / "index.html").read_text(encoding="utf-8")
    assert '<html lang="fi">' in first
    assert "Tiedonkulku" in first
    assert "50\u00a0%" in first
    assert "<form" not in first
    assert "Tarkistus" not in first


def test_a_site_of_a_survey_that_is_not_there_is_refused(tmp_path):
    with SqlStore(tmp_path / "s.db") as store, pytest.raises(InputError, match="no survey"):
        write_site(store, "nosuch", Settings(), tmp_path / "sivut")
    assert not (tmp_path / "sivut").exists()
