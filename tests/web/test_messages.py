"""Swedish and English are complete: every message of templates and modules is there, and none that is not used."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import jinja2
import pytest

import theme_mining.web
from theme_mining.web.languages import LANGUAGES, words

ROOM = Path(theme_mining.web.__file__).parent
SPEAKERS = {"_", "_n", "said", "later", "counted"}


def _of_templates() -> set[str]:
    found: set[str] = set()
    environment = jinja2.Environment()
    for path in ROOM.glob("templates/**/*.html"):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(jinja2.nodes.Call):
            if isinstance(call.node, jinja2.nodes.Name) and call.node.name in SPEAKERS and call.args:
                constants = [a.value for a in call.args if isinstance(a, jinja2.nodes.Const)]
                found.update(c for c in constants[:1] if isinstance(c, str))
                choices = [n for a in call.args[:1] for n in a.find_all(jinja2.nodes.Const)]
                found.update(c.value for c in choices if isinstance(c.value, str) and not constants)
    return found


def _of_modules() -> set[str]:
    found: set[str] = set()
    for path in ROOM.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in SPEAKERS and isinstance(node.args[0].value, str):
                    found.add(node.args[0].value)
    return found


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


USED = _of_templates() | _of_modules()
OTHERS = [language for language in LANGUAGES if language != "fi"]


def test_messages_are_found_by_looking():
    assert len(USED) > 25


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language):
    known = words(language)
    missing = sorted(USED - {m for m, t in known.single.items() if t} - {m for m, t in known.plural.items() if all(t)})
    assert not missing


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_over(language):
    known = words(language)
    assert not sorted({*known.single, *known.plural} - USED)


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_holds_the_same_places_as_its_message(language):
    known = words(language)
    pairs = [*known.single.items(), *((m, form) for m, forms in known.plural.items() for form in forms)]
    assert not [m for m, text in pairs if _places(m) != _places(text)]
