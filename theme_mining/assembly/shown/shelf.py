"""Surveys ready to be shown, kept by revision; what takes long is made beside, and the pages say so meanwhile."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from theme_mining.assembly.settings import Settings
from theme_mining.assembly.shown.signals import SignalShown, read_signals
from theme_mining.assembly.shown.whole import Whole
from theme_mining.assembly.shown.words import Words, read_words

__all__ = ["Shelf", "Standing"]

PATIENCE_S = 0.15  # a survey that takes longer to count is shown as it was a moment ago while it is counted anew
INLINE = 3000  # answers up to which words are read while the page waits: about half a second
MOST_KEPT = 4096  # figures and pictures kept of one revision


@dataclass(slots=True)
class Standing:
    """A survey at one revision, with what was made of it."""

    revision: int
    whole: Whole
    made: dict[Hashable, Any] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def once(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Give what `make` gives, made once a key."""
        with self.lock:
            if key in self.made:
                return self.made[key]
        found = make()
        with self.lock:
            if len(self.made) >= MOST_KEPT:
                self.made.clear()
            return self.made.setdefault(key, found)


class Shelf:
    """Keeps one Standing a survey, and what is read from the texts alone. Safe between threads.

    Parameters
    ----------
    store : SqlStore
    settings : Settings
        `report.hide_cells_below`, and how words and vectors are read.
    """

    def __init__(self, store: Any, settings: Settings) -> None:
        self._store, self._settings = store, settings
        self._kept: dict[str, Standing] = {}
        self._took: dict[str, float] = {}
        self._locks: dict[str, threading.Lock] = {}
        self._read: dict[tuple[str, str], tuple[str, Any]] = {}
        self._busy: set[tuple[str, str]] = set()
        self._lock = threading.Lock()

    def standing(self, survey: str) -> Standing:
        """Give a survey at its newest revision, or, while a large one is counted anew, at the one before.

        Raises InputError for a survey that is not there.
        """
        revision, kept = self._store.revision(survey), self._kept.get(survey)
        if kept is not None and kept.revision == revision:
            return kept
        if kept is not None and self._took.get(survey, 0.0) > PATIENCE_S:
            self._beside((survey, "counting"), lambda: self._count(survey))
            return kept
        return self._count(survey)

    def words(self, survey: str, standing: Standing) -> Words | None:
        """Give the nouns of the answers; None while they are read."""
        found: Words | None = self._texts(survey, "words", standing.whole, read_words)
        return found

    def signals(self, survey: str, standing: Standing) -> tuple[SignalShown, ...] | None:
        """Give the weak signals; None while they are looked for."""
        found: tuple[SignalShown, ...] | None = self._texts(survey, "signals", standing.whole, read_signals)
        return found

    def _count(self, survey: str) -> Standing:
        with self._lock:
            lock = self._locks.setdefault(survey, threading.Lock())
        with lock:
            revision, kept = self._store.revision(survey), self._kept.get(survey)
            if kept is not None and kept.revision == revision:
                return kept
            began = time.perf_counter()
            table = self._store.theme_table(survey, hide_cells_below=self._settings.report.hide_cells_below)
            made = Standing(revision, Whole(table))
            self._took[survey] = time.perf_counter() - began
            self._kept[survey] = made
            return made

    def _texts(self, survey: str, what: str, whole: Whole, read: Callable[[Whole, Settings], Any]) -> Any:
        key, state = (survey, what), whole.texts_fingerprint
        found = self._read.get(key)
        if found is not None and found[0] == state:
            return found[1]

        def keep() -> None:
            self._read[key] = (state, read(whole, self._settings))

        if len(whole.frame) <= INLINE:
            keep()
            return self._read[key][1]
        self._beside(key, keep)
        return None

    def _beside(self, key: tuple[str, str], work: Callable[[], Any]) -> None:
        with self._lock:
            if key in self._busy:
                return
            self._busy.add(key)

        def run() -> None:
            try:
                work()
            finally:
                with self._lock:
                    self._busy.discard(key)

        threading.Thread(target=run, name=f"theme-mining {key[1]}", daemon=True).start()
