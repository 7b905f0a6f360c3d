"""Importing and asking for help load nothing heavy."""

import subprocess
import sys

import pytest

HEAVY = ("torch", "spacy", "sentence_transformers", "sklearn", "pandas", "sqlalchemy", "altair", "scipy")


def loaded_by(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return {name.split(".")[0] for name in done.stdout.splitlines()[-1].split()}


def test_importing_theme_mining_loads_no_heavy_library() -> None:
    assert loaded_by("import theme_mining").isdisjoint(HEAVY)


def test_help_loads_no_heavy_library() -> None:
    code = "from theme_mining.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass"
    assert loaded_by(code).isdisjoint(HEAVY)


@pytest.mark.parametrize("name", ["FinnishText", "StaticEmbedder", "discover", "train", "load", "language"])
def test_the_public_names_are_there(name: str) -> None:
    import theme_mining

    assert name in dir(theme_mining)
    assert callable(getattr(theme_mining, name))


def test_the_default_vectors_come_without_torch() -> None:
    code = (
        "import theme_mining as tm\n"
        "rows = tm.StaticEmbedder().transform(tm.FinnishText().transform(['Yhteistyötä järjestöjen kanssa']))\n"
        "assert rows.shape[0] == 1"
    )
    assert loaded_by(code).isdisjoint({"torch", "sentence_transformers", "spacy"})
