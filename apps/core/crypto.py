"""Secrets at rest: encrypted with settings.FIELD_KEYS, newest first, and never shown by accident.

Fernet (AES-128-CBC with HMAC-SHA256). A new key goes in front; the older ones still read what they wrote
until `secrets_rotate` has written it anew.
"""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

# The end of anything shorter would give too much of it away.
SHORTEST_WITH_AN_END = 12


class SecretUnreadableError(RuntimeError):
    """None of our keys opens what is stored: the one that wrote it is missing from settings.FIELD_KEYS."""


class Secret:
    """Text nobody is to see: printed, logged, formatted or copied into JSON it shows nothing of itself."""

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """The text itself, for the one who must be told it."""
        return self._text

    @property
    def last_four(self) -> str:
        """By which its owner knows it; empty for a short one."""
        return self._text[-4:] if len(self._text) >= SHORTEST_WITH_AN_END else ""

    def __repr__(self) -> str:
        return "Secret(…)"

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._text == self._text

    def __hash__(self) -> int:
        return hash(self._text)


class LostSecret(Secret):
    """One that no key of ours opens: its row can be read and it can be replaced, but it cannot be used."""

    __slots__ = ()

    def __init__(self) -> None:
        super().__init__("")

    def reveal(self) -> str:
        raise SecretUnreadableError

    def __bool__(self) -> bool:
        return True

    def __eq__(self, other: object) -> bool:
        return False

    __hash__ = Secret.__hash__


def encrypt(secret: Secret) -> str:
    return _box().encrypt(secret.reveal().encode()).decode()


def decrypt(stored: str) -> Secret:
    """A LostSecret when no key of ours opens it."""
    try:
        return Secret(_box().decrypt(stored).decode())
    except (InvalidToken, ValueError):
        return LostSecret()


def encrypt_anew(stored: str) -> str | None:
    """The same secret under the newest key; None when that key wrote it. Raises SecretUnreadableError."""
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(stored)
    except InvalidToken:
        return encrypt(decrypt(stored))
    return None


if TYPE_CHECKING:
    _TextField = models.TextField[Secret | None, Secret | None]
else:
    _TextField = models.TextField


class EncryptedTextField(_TextField):
    """Holds a Secret. Only in tables of the public schema: `secrets_rotate` visits no business's own.

    The database sees ciphertext, different each time, so nothing can be looked up by it: only `isnull` is.
    Forms leave it out.
    """

    def to_python(self, value: Any) -> Any:
        return Secret(value) if isinstance(value, str) else value

    def from_db_value(self, value: str | None, *_: Any) -> Secret | None:
        return None if value is None else decrypt(value)

    def get_prep_value(self, value: Any) -> str | None:
        secret = self.to_python(value)
        return None if secret is None else encrypt(secret)

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def formfield(self, **_: Any) -> None:
        return None


def _box() -> MultiFernet:
    if not settings.FIELD_KEYS:
        raise ImproperlyConfigured("FIELD_ENCRYPTION_KEYS is empty: no secret can be stored or read")
    return _box_of(tuple(settings.FIELD_KEYS))


@lru_cache(maxsize=4)
def _box_of(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
