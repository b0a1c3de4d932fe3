"""Questions to a running installation whose wrong answer does harm silently."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import redis
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection, transaction

from apps.core.rotation import secrets_unreadable
from apps.tenants.blueprint import BLUEPRINT
from apps.tenants.context import PUBLIC_SCHEMA
from apps.tenants.migrating import schemas_behind
from apps.tenants.models import Business

EXTENSIONS = ("btree_gist", "pg_trgm", "vector")
LOCKS_WANTED = 256


@dataclass(frozen=True, slots=True)
class Finding:
    question: str
    is_well: bool
    answer: str


def examine() -> list[Finding]:
    """Every question asked; one that cannot be answered is a bad finding, not an exception."""
    return [_ask(question, look) for question, look in QUESTIONS.items()]


def _ask(question: str, look: Callable[[], tuple[bool, str]]) -> Finding:
    try:
        with transaction.atomic():
            return Finding(question, *look())
    except (DatabaseError, redis.RedisError) as error:
        return Finding(question, False, str(error).strip().splitlines()[0])


def _rows(query: str, *parameters: Any) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, parameters)
        rows: list[Any] = cursor.fetchall()
        return rows


def _server() -> tuple[bool, str]:
    [(number,)] = _rows("SHOW server_version_num")
    return int(number) >= 160000, f"PostgreSQL {int(number) // 10000}"


def _hebrew() -> tuple[bool, str]:
    """Under LANG=C pg_trgm finds no Hebrew at all and says nothing."""
    [(likeness,)] = _rows("SELECT similarity('חניה', 'בחניה')")
    return likeness > 0, f"similarity {likeness:.2f}"


def _extensions() -> tuple[bool, str]:
    """One that lives in a business's schema dies with the business, and everybody's constraints with it."""
    found = dict(
        _rows(
            "SELECT extname, nspname FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace"
            " WHERE extname = ANY(%s)",
            list(EXTENSIONS),
        )
    )
    wrong = [name for name in EXTENSIONS if found.get(name) != "public"]
    return not wrong, f"not in public: {', '.join(wrong)}" if wrong else "all in public"


def _exclusions() -> tuple[bool, str]:
    """Every business has as many constraints against double booking as the others."""
    counts = dict(
        _rows(
            "SELECT nspname, count(pg_constraint.oid) FROM pg_namespace"
            " LEFT JOIN pg_constraint ON connamespace = pg_namespace.oid AND contype = 'x'"
            " WHERE nspname = ANY(%s) GROUP BY nspname",
            _schemas(),
        )
    )
    most = max(counts.values(), default=0)
    fewer = [schema for schema, count in counts.items() if count < most]
    return not fewer, f"fewer than {most}: {', '.join(fewer)}" if fewer else f"{most} in each business"


def _foreign_keys() -> tuple[bool, str]:
    """A key from a business into public would tie a thousand schemas to one table."""
    found = _rows(
        "SELECT conrelid::regclass::text FROM pg_constraint JOIN pg_class target ON target.oid = confrelid"
        " WHERE contype = 'f' AND connamespace <> target.relnamespace"
    )
    return not found, ", ".join(table for (table,) in found) or "none"


def _journals() -> tuple[bool, str]:
    """A journal that can be changed proves nothing, and nobody would notice that its trigger is gone.

    Nor that it is only enabled as others are (`O`), which a superuser's session may pass by.
    """
    found = _rows(
        "SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s) AND NOT EXISTS ("
        " SELECT FROM pg_trigger JOIN pg_class journal ON journal.oid = tgrelid"
        " WHERE relnamespace = pg_namespace.oid AND tgname = 'audit_append_only' AND tgenabled = 'A')",
        [PUBLIC_SCHEMA, *_schemas()],
    )
    return not found, ", ".join(sorted(schema for (schema,) in found)) or "none"


def _role() -> tuple[bool, str]:
    """Only an owner or a superuser switches a trigger off: under production's settings neither serves."""
    [(role, owns)] = _rows(
        "SELECT current_user, bool_or(pg_has_role(relowner, 'MEMBER')) FROM pg_class"
        " WHERE relname = 'audit_platform_platformauditentry'"
    )
    return not (owns and settings.IS_PRODUCTION), f"{role} {'owns tables' if owns else 'owns no table'}"


def _secrets() -> tuple[bool, str]:
    lost = secrets_unreadable()
    return not lost, ", ".join(lost) or "none"


def _missing_schemas() -> tuple[bool, str]:
    there = {schema for (schema,) in _rows("SELECT nspname FROM pg_namespace")}
    wanted = Business.objects.filter(status=Business.Status.ACTIVE).values_list("schema_name", flat=True)
    missing = [schema for schema in wanted if schema not in there]
    return not missing, ", ".join(missing) or "none"


def _behind() -> tuple[bool, str]:
    opened = {BLUEPRINT, *_schemas()}
    behind = [schema for schema in schemas_behind() if schema in opened]
    return not behind, ", ".join(behind) or "none"


def _locks() -> tuple[bool, str]:
    """A dump or a migration of many schemas takes a lock a table."""
    [(locks,)] = _rows("SHOW max_locks_per_transaction")
    return int(locks) >= LOCKS_WANTED, f"{locks}, wanted {LOCKS_WANTED}"


def _valkey() -> tuple[bool, str]:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping()), "answers"
    finally:
        client.close()


def _schemas() -> list[str]:
    """Of the businesses that were opened: one that is being set up may lack anything."""
    opened = Business.objects.exclude(status__in=(Business.Status.PROVISIONING, Business.Status.FAILED))
    return list(opened.values_list("schema_name", flat=True))


QUESTIONS: dict[str, Callable[[], tuple[bool, str]]] = {
    "PostgreSQL": _server,
    "Hebrew in trigrams": _hebrew,
    "extensions": _extensions,
    "constraints against double booking": _exclusions,
    "keys from a business into public": _foreign_keys,
    "journals that can be changed": _journals,
    "role that serves": _role,
    "secrets that no key opens": _secrets,
    "active businesses without a schema": _missing_schemas,
    "businesses behind the code": _behind,
    "locks a transaction": _locks,
    "Valkey": _valkey,
}
