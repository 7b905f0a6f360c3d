"""An optional namer: asks an OpenAI-compatible endpoint that the user runs or trusts; off unless it is given."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field

from theme_mining.core.errors import SettingsError

__all__ = ["EndpointNamer"]

_ASK = (
    "Anna suomenkielinen teeman nimi avovastauksille: yksi substantiivilauseke, 1–5 sanaa, perusmuodossa, "
    "esimerkiksi Tiedonkulku ja viestintä. Vastaa pelkällä nimellä."
)
_LONGEST = 60  # characters; a longer answer is a sentence, not a name


@dataclass(frozen=True, slots=True)
class EndpointNamer:
    """Names a theme from its telling lemmas and a few masked answers; give it as ``DiscoverOptions.namer``.

    Parameters
    ----------
    url : str
        Base address with version, such as ``http://localhost:11434/v1``; ``/chat/completions`` is added.
    model : str
        The model's name there.
    key : str
        Sent as bearer token when not empty; never shown.
    timeout : float
        Seconds for one name.

    An answer that is no name (empty, or over 60 characters) gives "": the usual name is then kept.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 30.0

    def __post_init__(self) -> None:
        if not self.url.startswith(("http://", "https://")):
            raise SettingsError("The namer's address is no web address", "http:// or https:// wanted")

    def __call__(self, lemmas: Sequence[str], examples: Sequence[str]) -> str:
        """Give a name. Raises SettingsError when the endpoint does not answer as agreed."""
        said = "Sanat: " + ", ".join(lemmas) + "\n" + "\n".join(f"- {text}" for text in examples)
        asked = {
            "model": self.model,
            "temperature": 0,
            "seed": 1729,
            "messages": [{"role": "system", "content": _ASK}, {"role": "user", "content": said}],
        }
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {self.key}"} if self.key else {})
        request = urllib.request.Request(
            self.url.rstrip("/") + "/chat/completions", json.dumps(asked).encode(), headers
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as reply:
                name = str(json.load(reply)["choices"][0]["message"]["content"])
        except (urllib.error.URLError, OSError) as error:
            raise SettingsError(
                "The endpoint that names themes does not answer",
                type(error).__name__,
                "start it, or leave the namer out",
            ) from None
        except (ValueError, KeyError, IndexError, TypeError):
            raise SettingsError(
                "The endpoint that names themes answers something else than a chat completion",
                do="give an OpenAI-compatible address",
            ) from None
        lines = name.strip().splitlines()
        name = lines[0].strip(" \"'.*") if lines else ""
        return name[:1].upper() + name[1:] if len(name) <= _LONGEST else ""
