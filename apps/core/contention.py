"""A transaction that others came in the way of is begun again: nothing of it was written."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import structlog
from django.db import DatabaseError, connection
from psycopg import errors

from apps.core.errors import ContendedError

P = ParamSpec("P")
T = TypeVar("T")
TRIES = 4
BROKEN_OFF = (
    errors.DeadlockDetected,
    errors.SerializationFailure,
    # Foreign keys are looked at when a transaction ends: what a row names was deleted since it was read.
    errors.ForeignKeyViolation,
)

log = structlog.get_logger(__name__)


def again_if_contended(service: Callable[P, T]) -> Callable[P, T]:
    """`service`, which is one transaction, is done again when it raises ContendedError, and when PostgreSQL
    broke it off because of others; a few times, then ContendedError is raised.

    Inside another transaction it goes back to where it began, with all that it locked. What PostgreSQL broke
    off belongs to whoever began the outermost one.
    """

    @wraps(service)
    def done(*args: P.args, **kwargs: P.kwargs) -> T:
        for _ in range(TRIES - 1):
            try:
                return service(*args, **kwargs)
            except (ContendedError, DatabaseError) as error:
                if not _may_begin_again(error):
                    raise
                log.info("transaction_again", service=service.__name__, error=_kind(error))
        try:
            return service(*args, **kwargs)
        except DatabaseError as error:
            if not _may_begin_again(error):
                raise
            raise ContendedError from error

    return done


def is_contention(error: BaseException) -> bool:
    """Whether PostgreSQL broke off a transaction because of what others did at the same moment."""
    return isinstance(error.__cause__, BROKEN_OFF)


def _may_begin_again(error: Exception) -> bool:
    itself: Any = connection
    return isinstance(error, ContendedError) or (is_contention(error) and not itself.in_atomic_block)


def _kind(error: Exception) -> str:
    return type(error.__cause__ or error).__name__
