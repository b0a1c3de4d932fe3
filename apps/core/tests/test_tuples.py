"""Statements whose plans are kept answer whatever becomes of the tables under them."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import NotSupportedError, ProgrammingError, connection, transaction

from apps.core.tuples import rows_of, rows_prepared
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant

WORDS = "SELECT id, word FROM kept_word WHERE word <> %s ORDER BY id"
MADE = "CREATE TABLE kept_word (id integer, word {}); INSERT INTO kept_word VALUES (1, '{}')"
WIDER = "ALTER TABLE kept_word ALTER COLUMN word TYPE varchar(9)"
PASSING = "b_passing"


def elsewhere(schema: str, *statements: str) -> None:
    """Said on another connection, as a migration is."""

    def say() -> None:
        try:
            with in_tenant(schema), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(say).result()


def asked_often() -> list[list[tuple[int, str]]]:
    """More often than PostgreSQL takes to keep one plan for all parameters."""
    return [rows_prepared(WORDS, ["-"]) for _ in range(8)]


@pytest.fixture
def words(tenants_db, business, other_business) -> Iterator[None]:
    for schema, word in ((business.schema_name, "here"), (other_business.schema_name, "there")):
        elsewhere(schema, MADE.format("varchar(5)", word))
    yield
    for schema in (business.schema_name, other_business.schema_name):
        elsewhere(schema, "DROP TABLE kept_word")


def test_a_column_that_a_migration_changes_is_read_on(words, business):
    assert asked_often() == [[(1, "here")]] * 8

    elsewhere(business.schema_name, WIDER)

    assert asked_often() == [[(1, "here")]] * 8
    # Kept once, and what was kept of the old column is gone.
    kept = rows_of(
        "SELECT generic_plans > 0 FROM pg_prepared_statements WHERE statement LIKE %s", ["%kept_word%"]
    )
    assert len(kept) == 1


def test_a_change_inside_a_transaction_is_refused_there_and_forgotten_with_it(words, business):
    asked_often()
    elsewhere(business.schema_name, WIDER)

    with pytest.raises(NotSupportedError, match="cached plan"), transaction.atomic():
        rows_prepared(WORDS, ["-"])

    assert asked_often() == [[(1, "here")]] * 8


def test_businesses_of_which_one_is_migrated_are_entered_in_turn(words, business, other_business):
    elsewhere(other_business.schema_name, WIDER)

    for _ in range(3):
        assert asked_often() == [[(1, "here")]] * 8
        with in_tenant(other_business.schema_name):
            assert asked_often() == [[(1, "there")]] * 8


def test_a_business_that_was_removed_and_made_anew_is_read_anew(tenants_db, business):
    made = [f"CREATE SCHEMA {PASSING}", f"CREATE TABLE {PASSING}.kept_word (id integer, word text)"]
    try:
        for word in ("first", "second"):
            elsewhere(
                PUBLIC_SCHEMA,
                f"DROP SCHEMA IF EXISTS {PASSING} CASCADE",
                *made,
                f"INSERT INTO {PASSING}.kept_word VALUES (1, '{word}')",
            )
            with in_tenant(PASSING):
                assert asked_often() == [[(1, word)]] * 8
    finally:
        elsewhere(PUBLIC_SCHEMA, f"DROP SCHEMA {PASSING} CASCADE")


def test_what_is_wrong_with_a_statement_is_said(tenants_db, business):
    for _ in range(2):
        with pytest.raises(ProgrammingError, match="kept_word"):
            rows_prepared(WORDS, ["-"])
