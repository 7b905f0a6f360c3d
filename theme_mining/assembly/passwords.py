"""Passwords and tokens: how they are made, kept and checked. Nothing here is ever shown again or logged.

Passwords are hashed with argon2id, parameters of RFC 9106's second choice (64 MiB, 3 passes), which is argon2-cffi's
default. Tokens are 256 random bits, so a plain SHA-256 of one is enough to keep it.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import lru_cache

from theme_mining.core.errors import SettingsError

__all__ = ["MIN_LENGTH", "hash_password", "hash_token", "new_token", "password_fits"]

MIN_LENGTH = 12  # characters; NIST SP 800-63B-4, 3.1.1.2 wants 15 where a password stands alone, 8 at the least
MAX_LENGTH = 1024  # longer input only serves to keep the server busy
TOKEN_PREFIX = "tm_"


def hash_password(password: str) -> str:
    """Give the argon2id hash of a password, salt and parameters within. Raises SettingsError when it is too short."""
    from argon2 import PasswordHasher

    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise SettingsError(
            f"The password has {len(password)} characters",
            f"at least {MIN_LENGTH} and at most {MAX_LENGTH} wanted",
            "a sentence of four or five words is easy to remember",
        )
    return PasswordHasher().hash(password)


def password_fits(hashed: str, password: str) -> bool:
    """Tell whether a password is the one that was hashed; an empty `hashed` takes as long and never fits."""
    from argon2 import PasswordHasher
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(password) > MAX_LENGTH:
        return False
    try:
        fits = PasswordHasher().verify(hashed or _nobody(), password)
    except (Argon2Error, InvalidHashError):
        return False
    return bool(hashed) and fits


def new_token() -> str:
    """Give a new token: shown once, kept as `hash_token` of it."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """Give what is kept of a token (64 hexadecimal digits).

    >>> len(hash_token("tm_x"))
    64
    """
    return hashlib.sha256(token.encode()).hexdigest()


@lru_cache(maxsize=1)
def _nobody() -> str:
    """Give a hash that no one knows the password of, so that an unknown name takes as long as a known one."""
    return hash_password(secrets.token_urlsafe(32))
