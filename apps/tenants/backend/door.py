"""Whether this thread may change the schema of a connection, and the one business it may be sent into. Only
apps.tenants.context opens the door and says which.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from weakref import WeakKeyDictionary


class SchemaClosedError(RuntimeError):
    """Somebody other than apps.tenants.context reached for another schema: use `in_tenant`."""


class OtherBusinessError(RuntimeError):
    """What was asked for at one business reached for another's rows."""


class _Door(threading.local):
    is_open = False
    business: str | None = None


_door = _Door()


@contextmanager
def door_open() -> Iterator[None]:
    before = _door.is_open
    _door.is_open = True
    try:
        yield
    finally:
        _door.is_open = before


def door_is_open() -> bool:
    return _door.is_open


def only_business() -> str | None:
    """The one this thread works for; None for one that works for the platform."""
    return _door.business


@contextmanager
def working_for(business: str | None) -> Iterator[None]:
    before, _door.business = _door.business, business
    try:
        yield
    finally:
        _door.business = before


class Held:
    """What a connection knows of its business: to be read anywhere, to be written with the door open.

    The values lie outside the connection, so that no way of writing its attributes reaches them.
    """

    def __init__(self, default: object = None) -> None:
        self._default = default
        self._values: WeakKeyDictionary[Any, object] = WeakKeyDictionary()

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, wrapper: object | None, owner: type) -> Any:
        return self if wrapper is None else self._values.get(wrapper, self._default)

    def __set__(self, wrapper: object, value: object) -> None:
        if not _door.is_open:
            raise SchemaClosedError(f"a connection's {self._name} is written by in_tenant alone")
        self._values[wrapper] = value

    def __delete__(self, wrapper: object) -> None:
        raise SchemaClosedError(f"a connection's {self._name} is not to be removed")
