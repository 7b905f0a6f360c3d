"""Settings: defaults < file < options < --set, and unknown keys refused with the near miss."""

from pathlib import Path

import pytest

from theme_mining.assembly.settings import Settings, load_settings
from theme_mining.core.errors import SettingsError
from theme_mining.core.shipped import shipped


@pytest.mark.parametrize("file", sorted(shipped("configs").glob("*.toml")), ids=lambda file: file.stem)
def test_every_shipped_settings_file_loads(file: Path) -> None:
    assert load_settings(file).seed == 1729


def test_the_default_file_holds_the_defaults() -> None:
    assert load_settings(shipped("configs/default.toml")).hash == Settings().hash


def test_later_sources_win(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text('seed = 5\n[embed]\nuse = "tfidf"\nbatch_size = 8\n', encoding="utf-8")
    settings = load_settings(tmp_path / "s.toml", ["embed.batch_size=16"], embed={"use": "transformer"})
    assert (settings.seed, settings.embed.use, settings.embed.batch_size) == (5, "transformer", 16)


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("sed=1", 'did you mean "seed"'),
        ("embed.modle=x", 'did you mean "model"'),
        ("embed.batch_size=0", "greater than or equal to 1"),
        ("report.hide_cells_below=2", "greater than or equal to 3"),
        ("seed", "key=value"),
        ("seed.x=1", "no parts|valid integer"),
    ],
)
def test_a_wrong_setting_is_refused_with_what_to_do(override: str, message: str) -> None:
    with pytest.raises(SettingsError, match=message):
        load_settings(None, ["seed=3", override])


def test_a_broken_settings_file_names_file_and_place(tmp_path: Path) -> None:
    (tmp_path / "s.toml").write_text("seed = \n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"s\.toml cannot be read[\s\S]*line 1"):
        load_settings(tmp_path / "s.toml")


def test_settings_written_as_toml_are_the_same_settings(tmp_path: Path) -> None:
    settings = load_settings(None, ["read.text=['Mitä \"te\" toivotte?']", "embed.dim=64"])
    (tmp_path / "s.toml").write_text(settings.to_toml(), encoding="utf-8")
    assert load_settings(tmp_path / "s.toml").hash == settings.hash
