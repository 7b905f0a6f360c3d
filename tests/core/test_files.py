"""Files are written whole or not at all."""

from pathlib import Path

import pytest

from theme_mining.core.errors import StoreError
from theme_mining.core.files import replacing, replacing_folder


def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError, match="halfway"), replacing(tmp_path / "a.txt") as beside:
        beside.write_text("half", encoding="utf-8")
        raise RuntimeError("halfway")
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "old"


def test_a_finished_write_takes_the_place_of_the_old_file(tmp_path: Path) -> None:
    with replacing(tmp_path / "new" / "a.txt") as beside:
        beside.write_text("whole", encoding="utf-8")
    assert (tmp_path / "new" / "a.txt").read_text(encoding="utf-8") == "whole"


def test_a_failed_folder_leaves_the_old_files(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.txt").write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError, match="halfway"), replacing_folder(tmp_path / "d") as beside:
        (beside / "a.txt").write_text("half", encoding="utf-8")
        raise RuntimeError("halfway")
    assert (tmp_path / "d" / "a.txt").read_text(encoding="utf-8") == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["d"]


def test_a_file_where_a_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "d").write_text("", encoding="utf-8")
    with pytest.raises(StoreError, match="is a file"), replacing_folder(tmp_path / "d"):
        pass
    with pytest.raises(StoreError, match="is a folder"), replacing(tmp_path):
        pass
