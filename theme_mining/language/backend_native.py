"""Native Voikko: the C library libvoikko with its Finnish dictionary."""

from __future__ import annotations

import ctypes
from typing import Any

from theme_mining.language.backend import LONGEST_WORD, missing

__all__ = ["NativeVoikko"]

# Hyphens from which a handle is opened anew after a word. libvoikko 4.3 gives up on long chains half-way and then loses
# readings of other words for good: after `venäjä-englanti-saksa-ranska-espanja-albania-bulgaria`, `kotimainen` has one
# of its two. Chains of 7 parts did it (6 did not), 1 of 434,893 different words of titles and speeches, and none of a
# million made-up compounds. Opening takes 0.9 ms.
CHAIN = 3


class NativeVoikko:
    """One handle of libvoikko; for one thread.

    Raises
    ------
    ModelError
        When the library or its Finnish dictionary is not there.
    """

    name = "native"

    def __init__(self) -> None:
        try:
            from voikko.libvoikko import VoikkoLibrary

            self._library: Any = VoikkoLibrary.open()
        except (ImportError, OSError) as error:
            raise missing("The native Voikko library cannot be loaded", error) from None
        self._handle: Any = None
        self._open()
        self.version = self._dictionary()

    def _open(self) -> None:
        if self._handle:
            self._library.voikkoTerminate(self._handle)
        problem = ctypes.c_char_p()
        self._handle = self._library.voikkoInit(ctypes.byref(problem), b"fi", None)
        if not self._handle or problem.value:
            raise missing("Voikko's Finnish dictionary cannot be opened", (problem.value or b"").decode())

    def outputs(self, word: str) -> list[str]:
        """Give the transducer output of every reading, whatever was asked before."""
        if len(word) > LONGEST_WORD or "\0" in word:
            return []
        found = self._analysed(word)
        if word.count("-") >= CHAIN:
            self._open()
        return found

    def _analysed(self, word: str) -> list[str]:
        analyses = self._library.voikkoAnalyzeWordUcs4(self._handle, word)
        if not analyses:
            return []
        found, at = [], 0
        value = self._library.voikko_mor_analysis_value_ucs4
        while analyses[at]:
            found.append(value(analyses[at], b"FSTOUTPUT") or "")
            at += 1
        self._library.voikko_free_mor_analysis(analyses)
        return [output for output in found if output]

    def _dictionary(self) -> str:
        version = self._library.voikkoGetVersion().decode()
        dictionaries = self._library.voikko_list_dicts(None)
        if not dictionaries or not dictionaries[0]:
            return f"libvoikko {version}"
        description = self._library.voikko_dict_description(dictionaries[0]).decode()
        self._library.voikko_free_dicts(dictionaries)
        return f"libvoikko {version}, {description}"

    def __del__(self) -> None:
        handle = self.__dict__.get("_handle")
        if handle:
            self._library.voikkoTerminate(handle)
            self._handle = None
