"""Sessions on the server: who is logged in, until when, and how often somebody guessed wrong.

All of it lives in the memory of the one server process: nothing to sign, nothing to steal from a disk, and logging out
truly ends a session. After a restart everybody logs in again.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Session", "Sessions", "Throttle"]

IDLE = 2 * 3600.0  # seconds without a request (OWASP Session Management: 2–5 min for high, 15–30 min for low risk …
LIFE = 12 * 3600.0  # … and 4–8 h of work); coding is slow reading, so a working day with long pauses
MANY = 20_000  # sessions or names remembered at most; the oldest are dropped


@dataclass(slots=True)
class Session:
    """One browser where somebody logged in; `proof` tells whether the password is still the same."""

    user: str
    began: float
    seen: float
    proof: str = field(default="", repr=False)


class Sessions:
    """Sessions by a random key of which only the hash is kept."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock, self._lock = clock, threading.Lock()
        self._kept: dict[str, Session] = {}
        self._secret = secrets.token_bytes(32)

    def begin(self, user: str, proof: str = "") -> str:
        """Give the key of a new session."""
        key, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            if len(self._kept) >= MANY:
                self._sweep(now)
            self._kept[_hashed(key)] = Session(user, now, now, proof)
        return key

    def find(self, key: str) -> Session | None:
        """Give the session of a key and note that it was used; None when there is none, or it has run out."""
        now = self._clock()
        with self._lock:
            found = self._kept.get(_hashed(key)) if key else None
            if found is None:
                return None
            if now - found.seen > IDLE or now - found.began > LIFE:
                del self._kept[_hashed(key)]
                return None
            found.seen = now
            return found

    def end(self, key: str) -> None:
        """End a session."""
        with self._lock:
            self._kept.pop(_hashed(key), None)

    def end_all(self, user: str) -> None:
        """End every session of a user."""
        with self._lock:
            self._kept = {key: kept for key, kept in self._kept.items() if kept.user != user}

    def token(self, key: str) -> str:
        """Give the token that a form carries against forgery from elsewhere; `key` is the browser's cookie.

        The key need not be a session's: a browser where nobody has logged in has a random one, too.
        """
        return hmac.new(self._secret, key.encode(), hashlib.sha256).hexdigest()

    def token_fits(self, key: str, token: str) -> bool:
        """Tell whether a form carries its session's token."""
        return bool(key) and hmac.compare_digest(self.token(key).encode(), token.encode())

    def _sweep(self, now: float) -> None:
        live = {key: kept for key, kept in self._kept.items() if now - kept.seen <= IDLE and now - kept.began <= LIFE}
        newest = sorted(live, key=lambda key: live[key].seen)[-MANY // 2 :]
        self._kept = {key: live[key] for key in newest}


class Throttle:
    """Slows down guessing: after `free` failures within `window` seconds a name or address waits.

    Parameters
    ----------
    free : int
        Failures without a wait; 5 as in OWASP's Authentication Cheat Sheet's examples.
    window : float
        Seconds after which a failure is forgotten.
    """

    def __init__(self, free: int = 5, window: float = 900.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.free, self.window = free, window
        self._clock, self._lock = clock, threading.Lock()
        self._failures: dict[str, list[float]] = {}

    def wait(self, *names: str) -> int:
        """Give how many seconds the first of these must wait still; 0 when none must."""
        now = self._clock()
        with self._lock:
            return max((self._left(name, now) for name in names), default=0)

    def failed(self, *names: str) -> None:
        """Note a failure of each name."""
        now = self._clock()
        with self._lock:
            if len(self._failures) >= MANY:
                self._failures = {n: t for n, t in self._failures.items() if now - t[-1] < self.window}
                for oldest in sorted(self._failures, key=lambda n: self._failures[n][-1])[: -MANY // 2]:
                    del self._failures[oldest]
            for name in names:
                recent = [t for t in self._failures.get(name, ()) if now - t < self.window]
                self._failures[name] = [*recent, now][-50:]

    def succeeded(self, name: str) -> None:
        """Forget the failures of a name."""
        with self._lock:
            self._failures.pop(name, None)

    def _left(self, name: str, now: float) -> int:
        recent = [t for t in self._failures.get(name, ()) if now - t < self.window]
        over = len(recent) - self.free
        if over < 0:
            return 0
        pause = min(30.0 * 2**over, self.window)
        return max(0, int(recent[-1] + pause - now + 0.999))


def _hashed(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
