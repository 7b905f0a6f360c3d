"""Accounts, tokens, models and the audit trail. Passwords and tokens come in hashed; nothing here can read them."""

from __future__ import annotations

from typing import get_args

import sqlalchemy as sa

from theme_mining.core.errors import InputError, near_miss
from theme_mining.core.stored import AuditEntry, ModelKept, Role, UserKept
from theme_mining.storage._opened import Opened, now
from theme_mining.storage._schema import AUDIT, MODELS, TOKENS, USERS

__all__ = ["People"]


class People(Opened):
    """The part of the store that knows who may do what, and who did."""

    def add_user(self, name: str, password_hash: str, role: Role, language: str = "fi", *, who: str = "") -> None:
        """Add an account. Raises InputError for a name that is taken, an empty one, or an unknown role."""
        if not name.strip():
            raise InputError("The account has no name", do="give it one")
        _check_role(role)
        with self._writing() as connection:
            if connection.execute(sa.select(USERS.c.name).where(USERS.c.name == name)).scalar() is not None:
                raise InputError(f'There is an account "{name}" already', do="choose another name, or set its password")
            row = {"name": name, "password_hash": password_hash, "role": role, "language": language, "at": now()}
            connection.execute(sa.insert(USERS).values(row))
            self._note(connection, who, "add_user", name, role)

    def user(self, name: str) -> UserKept | None:
        """Give an account, or None."""
        with self._reading() as connection:
            row = connection.execute(_USER.where(USERS.c.name == name)).one_or_none()
        return UserKept(*row) if row else None

    def users(self) -> list[UserKept]:
        """Give all accounts by name."""
        with self._reading() as connection:
            return sorted((UserKept(*row) for row in connection.execute(_USER)), key=lambda user: user.name)

    def password_hash(self, name: str) -> str | None:
        """Give the hash of an account's password, or None where there is no such account."""
        with self._reading() as connection:
            return connection.execute(sa.select(USERS.c.password_hash).where(USERS.c.name == name)).scalar()

    def set_password(self, name: str, password_hash: str, *, who: str = "") -> None:
        """Change an account's password; its tokens go. Raises InputError where there is no such account."""
        with self._writing() as connection:
            self._known(connection, name)
            connection.execute(sa.update(USERS).where(USERS.c.name == name).values(password_hash=password_hash))
            connection.execute(sa.delete(TOKENS).where(TOKENS.c.name == name))
            self._note(connection, who, "set_password", name)

    def set_role(self, name: str, role: Role, *, who: str = "") -> None:
        """Change what an account may do. Raises InputError for an unknown account or role."""
        _check_role(role)
        with self._writing() as connection:
            self._known(connection, name)
            connection.execute(sa.update(USERS).where(USERS.c.name == name).values(role=role))
            self._note(connection, who, "set_role", name, role)

    def set_language(self, name: str, language: str, *, who: str = "") -> None:
        """Change the language an account sees. Raises InputError where there is no such account."""
        with self._writing() as connection:
            self._known(connection, name)
            connection.execute(sa.update(USERS).where(USERS.c.name == name).values(language=language))
            self._note(connection, who, "set_language", name, language)

    def remove_user(self, name: str, *, who: str = "") -> None:
        """Remove an account with its tokens; its decisions stay. Raises InputError where there is no such account."""
        with self._writing() as connection:
            self._known(connection, name)
            connection.execute(sa.delete(USERS).where(USERS.c.name == name))
            self._note(connection, who, "remove_user", name)

    def add_token(self, name: str, token_hash: str, *, who: str = "") -> None:
        """Keep the hash of a token of an account. Raises InputError where there is no such account."""
        with self._writing() as connection:
            self._known(connection, name)
            connection.execute(sa.insert(TOKENS).values(hash=token_hash, name=name, at=now()))
            self._note(connection, who, "add_token", name)

    def user_of_token(self, token_hash: str) -> UserKept | None:
        """Give the account a token belongs to, or None."""
        with self._reading() as connection:
            query = _USER.join(TOKENS, TOKENS.c.name == USERS.c.name).where(TOKENS.c.hash == token_hash)
            row = connection.execute(query).one_or_none()
        return UserKept(*row) if row else None

    def tokens(self, name: str) -> list[tuple[str, str]]:
        """Give the tokens of an account, the newest first: the first eight digits of the hash, and when it was made."""
        with self._reading() as connection:
            query = sa.select(TOKENS.c.hash, TOKENS.c.at).where(TOKENS.c.name == name).order_by(TOKENS.c.at.desc())
            return [(token[:8], at) for token, at in connection.execute(query)]

    def remove_token(self, name: str, token: str, *, who: str = "") -> None:
        """Make one token of an account worthless, named as `tokens` names it. Raises InputError for an unknown one."""
        with self._writing() as connection:
            mine = sa.select(TOKENS.c.hash).where(TOKENS.c.name == name)
            found = [key for key in connection.execute(mine).scalars() if token and key.startswith(token)]
            if not found:
                raise InputError(f'The account "{name}" has no token "{token}"', do="see the list of its tokens")
            connection.execute(sa.delete(TOKENS).where(TOKENS.c.hash.in_(found)))
            self._note(connection, who, "remove_token", name)

    def remove_tokens(self, name: str, *, who: str = "") -> int:
        """Make all tokens of an account worthless; give how many there were."""
        with self._writing() as connection:
            gone = connection.execute(sa.delete(TOKENS).where(TOKENS.c.name == name)).rowcount
            self._note(connection, who, "remove_tokens", name)
            return int(gone)

    def audit(self, who: str, what: str, target: str = "") -> None:
        """Write something that was done outside the store's own writes into the trail; never an answer's text."""
        with self._writing() as connection:
            self._note(connection, who, what, target)

    def audit_trail(self, offset: int = 0, limit: int | None = 100) -> list[AuditEntry]:
        """Give the trail, the newest first."""
        with self._reading() as connection:
            query = sa.select(AUDIT).order_by(AUDIT.c.number.desc()).offset(offset).limit(limit)
            return [AuditEntry(*row) for row in connection.execute(query)]

    def add_model(self, name: str, folder: str, manifest_hash: str, *, who: str = "") -> None:
        """Tell the store of a model folder; the same name again replaces it."""
        with self._writing() as connection:
            connection.execute(sa.delete(MODELS).where(MODELS.c.name == name))
            row = {"name": name, "folder": folder, "manifest_hash": manifest_hash, "at": now()}
            connection.execute(sa.insert(MODELS).values(row))
            self._note(connection, who, "add_model", name)

    def models(self) -> list[ModelKept]:
        """Give the models the store knows of, by name."""
        with self._reading() as connection:
            return sorted((ModelKept(*row) for row in connection.execute(sa.select(MODELS))), key=lambda m: m.name)

    def _known(self, connection: sa.Connection, name: str) -> None:
        names = connection.execute(sa.select(USERS.c.name)).scalars().all()
        if name not in names:
            raise InputError(f'There is no account "{name}"', near_miss(name, names), "check the name")


def _check_role(role: str) -> None:
    if role not in get_args(Role):
        raise InputError(f'There is no role "{role}"', near_miss(role, get_args(Role)), "choose one of these")


_USER = sa.select(USERS.c.name, USERS.c.role, USERS.c.language)
