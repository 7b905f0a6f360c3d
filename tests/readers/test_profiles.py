"""Detect, propose, confirm, save: what was confirmed once is used again."""

import tomllib

import pytest

from theme_mining.core.errors import InputError, SettingsError
from theme_mining.core.shipped import shipped
from theme_mining.readers import load_profile, propose, read_table

from .conftest import ANSWERS, IDEAS, REGIONS

HEADER = ["Vastaajanumero", "Alue", "Mitä toivotte?", "Mitä se vaatii?"]
ROWS = [[i + 1, REGIONS[i], ANSWERS[i], IDEAS[i]] for i in range(6)]
TEST_ROW = [7, "Järvenseutu", "testi", "Testi."]


def test_a_proposal_says_what_was_understood(text_file):
    proposal = propose(read_table(text_file([HEADER, *ROWS, TEST_ROW])))
    said = "\n".join(proposal.lines())
    assert "Open question 2: Mitä se vaatii?" in said
    assert "Id: Vastaajanumero" in said
    assert "Test rows: 8" in said
    assert not any(answer.split("\n")[0] in said for answer in ANSWERS)


def test_a_saved_profile_reads_the_next_file_the_same_way(text_file, tmp_path):
    proposal = propose(read_table(text_file([HEADER, *ROWS, TEST_ROW])))
    saved = tmp_path / "kysely.toml"
    saved.write_text(proposal.to_toml("vuosikysely"), encoding="utf-8")
    profile = load_profile(saved)
    table, columns = profile.apply(read_table(text_file([HEADER, *ROWS, TEST_ROW], name="uusi.csv")))
    assert (columns.text, columns.id) == (tuple(HEADER[2:]), "Vastaajanumero")
    assert len(table.frame) == 6
    assert profile.name == "vuosikysely"


def test_a_profile_is_a_settings_section(text_file):
    raw = tomllib.loads(propose(read_table(text_file([HEADER, *ROWS]))).to_toml())
    assert raw["read"]["text"] == HEADER[2:]


def test_quotes_and_newlines_in_names_survive(text_file, tmp_path):
    header = ['Vastaaja "nro"', 'Mitä "yhteistyötä"\\ toivotte?']
    proposal = propose(read_table(text_file([header, *([i, ANSWERS[i]] for i in range(6))])))
    (tmp_path / "p.toml").write_text(proposal.to_toml(), encoding="utf-8")
    assert load_profile(tmp_path / "p.toml").columns.text == (header[1],)


def test_a_file_of_another_form_is_refused(text_file, tmp_path):
    (tmp_path / "p.toml").write_text(propose(read_table(text_file([HEADER, *ROWS]))).to_toml("a"), encoding="utf-8")
    other = read_table(text_file([["x", "y"], [1, "z"]], name="muu.csv"))
    with pytest.raises(InputError, match="not of the form"):
        load_profile(tmp_path / "p.toml").apply(other)


@pytest.mark.parametrize(
    ("text", "match"),
    [("[read]\ntxt = []", "Unknown setting"), ("[reed]", "Unknown setting"), ("x =", "cannot be read"),
     ("[read]\ntext = 5", "no list"), ("[read]\nid = 5", "a text wanted")],
)  # fmt: skip
def test_a_broken_profile_is_named(tmp_path, text, match):
    (tmp_path / "p.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=match):
        load_profile(tmp_path / "p.toml")


def test_a_missing_profile_names_the_near_miss(tmp_path):
    with pytest.raises(SettingsError, match='did you mean "webropol"'):
        load_profile("webropoll")
    with pytest.raises(SettingsError, match="no profile"):
        load_profile(tmp_path / "ei.toml")


def test_the_profiles_that_come_along_can_be_read():
    names = [path.stem for path in sorted(shipped("configs/profiles").glob("*.toml"))]
    assert {"webropol", "surveypal", "lyyti"} <= set(names)
    assert all(load_profile(name).name for name in names)
