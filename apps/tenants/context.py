"""Entering a business. Nothing outside apps.tenants changes the schema of a connection.

The schema belongs to a thread. On the event loop it is always public, so async code carries the schema name
as data and enters it only inside a sync function: `await run_in_tenant(schema, service, lead_id=7)`.
"""

import asyncio
import contextvars
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache, partial
from typing import Any, ParamSpec, TypeVar

import structlog
from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connections
from django_tenants.utils import get_public_schema_name

from apps.tenants.backend.door import OtherBusinessError, door_open, only_business, working_for

P = ParamSpec("P")
T = TypeVar("T")
PUBLIC_SCHEMA: str = get_public_schema_name()
SCOPED = re.compile(r"(?:public|b_[a-z0-9_]+)\..")


class EventLoopError(RuntimeError):
    """The event loop has no business, all its coroutines share one connection: use `run_in_tenant`."""


class UnscopedNameError(ValueError):
    """A name that is global to a server must be made by `scoped`."""


def _connection() -> Any:
    """This thread's own connection: what is written on Django's proxy of it changes nothing here."""
    return connections[DEFAULT_DB_ALIAS]


def current_schema() -> str:
    """The schema of this thread; "public" outside a business and always on the event loop."""
    return str(_connection().schema_name)


@contextmanager
def in_tenant(schema: str) -> Iterator[None]:
    """Runs the block in the business's schema, then returns to where it came from.

    Raises EventLoopError on the event loop, and OtherBusinessError where a thread works for another business.
    """
    if schema != PUBLIC_SCHEMA and only_business() not in (None, schema):
        raise OtherBusinessError(schema)
    with structlog.contextvars.bound_contextvars(business=schema):
        if schema == current_schema():
            # Entering anew would cost two more SET search_path.
            yield
            return
        if _is_on_event_loop():
            raise EventLoopError(schema)
        wrapper = _connection()
        before = wrapper.tenant
        with door_open():
            wrapper.set_schema(schema)
        try:
            yield
        finally:
            with door_open():
                wrapper.set_tenant(before)


@contextmanager
def working_in(schema: str) -> Iterator[None]:
    """Enters the business for whoever asked something of it: to the end of the block no other can be entered,
    whatever is asked. In public it is as `in_tenant`.
    """
    with in_tenant(schema):
        if schema == PUBLIC_SCHEMA:
            yield
            return
        with working_for(schema):
            yield


@contextmanager
def other_businesses_too() -> Iterator[None]:
    """Lets the block enter others than the one that is worked for. Who does is listed in test_choke_point."""
    with working_for(None):
        yield


def tables_migrate(schema: str, *to: str) -> None:
    """Brings a schema up to the code, or to one migration: `tables_migrate(schema, "crm", "0001")`."""
    wrapper = _connection()
    before = wrapper.tenant
    which = {"shared": True} if schema == PUBLIC_SCHEMA else {"tenant": True, "schema_name": schema}
    with door_open():
        try:
            call_command("migrate_schemas", *to, **which, interactive=False, verbosity=0)
        finally:
            wrapper.set_tenant(before)


async def run_in_tenant(schema: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Runs a sync function inside the business from async code, on a thread of our own pool."""
    return await _on_thread(_executor(), schema, partial(function, *args, **kwargs))


async def run_in_tenant_queued(schema: str, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """As run_in_tenant, but one at a time in this process: for work that can wait beside work that cannot.

    A thread that waits for the interpreter may stand behind every other that wants it. With 20 calls whose
    turns were stored on 8 threads at once, the event loop's audio was 13 ms late (p99), and 6 ms with
    this queue (bench.media).
    """
    return await _on_thread(_queue(), schema, partial(function, *args, **kwargs))


async def _on_thread(threads: ThreadPoolExecutor, schema: str, call: Callable[[], T]) -> T:
    context = contextvars.copy_context()
    return await asyncio.get_running_loop().run_in_executor(threads, context.run, _run, schema, call)


def _run(schema: str, call: Callable[[], T]) -> T:
    close_old_connections()
    try:
        with working_in(schema):
            return call()
    finally:
        close_old_connections()


@cache
def _executor() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=settings.TENANT_THREADS, thread_name_prefix="tenant")


@cache
def _queue() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=1, thread_name_prefix="tenant-queue")


def _is_on_event_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def scoped(schema: str, *parts: str | int) -> str:
    """Makes a name that is global to a server (group, lock, key, path) private to a business."""
    if not schema:
        raise ValueError("a scoped name needs a schema")
    return ".".join([schema, *map(str, parts)])


def scoped_required(name: str) -> str:
    """The name; raises UnscopedNameError unless it is one of `scoped`'s."""
    if not SCOPED.match(name):
        raise UnscopedNameError(name)
    return name
