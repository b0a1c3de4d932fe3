"""Calls at once, each in a process of its own with its own connection."""

import multiprocessing
from collections.abc import Callable
from datetime import datetime
from typing import Any

Call = tuple[Callable[..., Any], tuple[Any, ...]]


def called_at_once(schema: str, calls: list[Call]) -> list[Any]:
    """What each returns, in no order; the error's name where one fails. They begin together, with their
    connections open.
    """
    from django.db import connection

    wrapper: Any = connection
    wrapper.close()
    wrapper.close_pool()
    context = multiprocessing.get_context("fork")
    start, answers = context.Barrier(len(calls)), context.SimpleQueue()
    children = [
        context.Process(target=_child, args=(schema, call, given, start, answers)) for call, given in calls
    ]
    for child in children:
        child.start()
    told = [answers.get() for _ in children]
    for child in children:
        child.join()
    return told


def meeting_book(
    lead_id: int, starts_at: datetime, resource_id: int, service_id: int
) -> tuple[str, int | None]:
    """ "booked" and the meeting's id, or the refusal's code."""
    from apps.audit.actors import SYSTEM
    from apps.core.errors import AppError
    from apps.scheduling.services.booking import Wish, appointment_book

    wish = Wish(
        lead_id=lead_id, starts_at=starts_at, source="api", resource_id=resource_id, service_id=service_id
    )
    try:
        return "booked", appointment_book(wish, actor=SYSTEM).pk
    except AppError as error:
        return error.code, None


def _child(schema: str, call: Callable[..., Any], given: tuple[Any, ...], start: Any, answers: Any) -> None:
    from django.db import connection

    from apps.tenants.context import in_tenant

    try:
        with in_tenant(schema):
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            start.wait(timeout=120)
            answers.put(call(*given))
    except Exception as error:
        answers.put(type(error).__name__)
