"""What the environment says: whichever settings read a variable ask here."""

import os
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured


class Environment(environ.Env):
    """A value that cannot be read stops the start with its variable's name and not with the value, which may
    be a secret.
    """

    BOOLEANS = frozenset({*environ.Env.BOOLEAN_TRUE_STRINGS, "false", "off", "n", "no", "0"})

    def get_value(self, var: str, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().get_value(var, *args, **kwargs)
        except ValueError:
            raise _unreadable(var) from None

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        """django-environ takes every word it does not know for a no."""
        if str(self.ENVIRON.get(var, "no")).strip().lower() not in self.BOOLEANS:
            raise _unreadable(var, "true or false")
        return bool(super().bool(var, default=default))

    def web_address(self, var: str, default: str = "") -> str:
        """Without a slash at its end."""
        address = str(self(var, default=default)).rstrip("/")
        try:
            parts = urlsplit(address)
            is_whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            raise _unreadable(var, "an address such as https://example.com") from None
        if address and not is_whole:
            raise _unreadable(var, "an address such as https://example.com")
        return address

    def one_of(self, var: str, words: Sequence[str], default: str) -> str:
        word = str(self(var, default=default)).upper()
        if word not in words:
            raise _unreadable(var, f"one of {', '.join(words)}")
        return word

    def email_settings(self, var: str, default: str) -> dict[str, Any]:
        """Django's EMAIL_ settings."""
        try:
            settings: dict[str, Any] = self.email_url_config(self(var, default=default))
        except (ImproperlyConfigured, ValueError):
            raise _unreadable(var, "an address such as smtp+tls://user:password@host:587") from None
        return settings


def _unreadable(var: str, wanted: str = "") -> ImproperlyConfigured:
    return ImproperlyConfigured(
        f"{var} cannot be read: {f'give {wanted}' if wanted else 'correct it'}, or leave it out"
    )


env = Environment()
# A line without a value in .env is no value.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}
