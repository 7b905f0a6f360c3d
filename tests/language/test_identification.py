"""The language of an answer."""

from __future__ import annotations

import pytest

from theme_mining.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Enemmän yhteistyötä kuntien kanssa", "fi"),
        ("mä oon tyytyväinen", "fi"),
        ("resurssit", "fi"),
        ("Mer samarbete med kommunerna", "sv"),
        ("bättre information om stöd", "sv"),
        ("more money for organisations", "en"),
        ("better cooperation", "en"),
        ("vet inte", "none"),
        ("12345", "none"),
        ("Katso https://www.example.com/and/the/of/with", "fi"),
        ("Se on hyvä ja toimii myös. Men det är inte så bra för oss", "mixed"),
    ],
)
def test_language_of_short_answers(text: str, language: str):
    assert language_of(text) == language
