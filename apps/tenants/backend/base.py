"""django-tenants' connection, which changes its schema for apps.tenants.context and for nobody else."""

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql.operations import DatabaseOperations
from django_tenants.postgresql_backend import base
from django_tenants.postgresql_backend.introspection import DatabaseSchemaIntrospection
from django_tenants.utils import get_public_schema_name
from psycopg import sql

from apps.tenants.backend.door import (
    Held,
    SchemaClosedError,
    door_is_open,
    door_open,
    only_business,
)
from apps.tenants.backend.hung_up import is_hung_up
from apps.tenants.backend.statements import statement_fault

PUBLIC: str = get_public_schema_name()


class Introspection(DatabaseSchemaIntrospection):
    """Looks at one schema alone, for which django-tenants narrows the path and widens it again."""

    def get_table_list(self, cursor: Any) -> Any:
        with door_open():
            return super().get_table_list(cursor)

    def get_table_description(self, cursor: Any, table_name: str) -> Any:
        with door_open():
            return super().get_table_description(cursor, table_name)

    def get_sequences(self, cursor: Any, table_name: str, table_fields: Any = ()) -> Any:
        with door_open():
            return super().get_sequences(cursor, table_name, table_fields)

    def get_key_columns(self, cursor: Any, table_name: str) -> Any:
        with door_open():
            return super().get_key_columns(cursor, table_name)

    def get_constraints(self, cursor: Any, table_name: str) -> Any:
        with door_open():
            return super().get_constraints(cursor, table_name)


class Operations(DatabaseOperations):
    """Names also what a prepared statement asked, of which psycopg keeps no text."""

    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        return super().last_executed_query(cursor, sql, params) or str(sql)


class DatabaseWrapper(base.DatabaseWrapper):
    """Refuses with SchemaClosedError what would leave the business it was sent into.

    PostgreSQL 18 reports a search path that changes. That is held against what was set here, before and after
    each statement, so a path that was changed in whatever words is noticed before it is used.
    """

    tenant = Held()
    schema_name = Held()
    include_public_schema = Held(default=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._path_set: tuple[str, str | None] | None = None
        self._is_reverting = False
        with door_open():
            super().__init__(*args, **kwargs)
        self.introspection = Introspection(self)
        self.ops = Operations(self)
        self.execute_wrappers.append(self._guarded)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """From the pool, and none that PostgreSQL ended there: after a restart all of them are such, and each
        would turn somebody away. (The pool's own `check` waits a second and more for each.)
        """
        taken = super().get_new_connection(conn_params)
        if self.pool and is_hung_up(taken):
            taken.close()
            self.pool.putconn(taken)
            self.pool.drain()
            taken = super().get_new_connection(conn_params)
        return taken

    def _configure_connection(self, connection: Any) -> bool:
        """Nothing is prepared but what is planned once (rows_prepared): else PostgreSQL plans it five times
        for the values it is given before it tries the plan that is kept. A statement, for a pooler between
        need not know the parameter at start-up.
        """
        super()._configure_connection(connection)
        with connection.cursor() as cursor:
            cursor.execute("SET plan_cache_mode = force_generic_plan")
        return True

    def savepoint_rollback(self, sid: str) -> None:
        # The path goes back with everything else; django-tenants then sets it anew.
        self._is_reverting = True
        try:
            super().savepoint_rollback(sid)
        finally:
            self._is_reverting = False

    def _handle_search_path(self, cursor: Any = None) -> None:
        is_set = bool(self.search_path_set_schemas)
        # What psycopg says of a connection that PostgreSQL closed, in Django's words as everywhere else.
        with self.wrap_database_errors:
            super()._handle_search_path(cursor)
        if not is_set and self.search_path_set_schemas:
            self._path_set = (self.schema_name, self._path_reported())

    def _guarded(
        self, execute: Callable[..., Any], statement: Any, values: Any, many: bool, context: dict[str, Any]
    ) -> Any:
        if self._setting_search_path or self._is_reverting or door_is_open():
            return execute(statement, values, many, context)
        text = statement if isinstance(statement, str) else _text(statement, self.connection)
        fault = statement_fault(
            text, values, schema=self.schema_name, public=PUBLIC, only_business=only_business()
        )
        if fault:
            self._refuse(fault)
        if self.search_path_set_schemas:
            self._path_check()
        else:
            # A cursor that was opened before its business was left, or before a rollback.
            self._handle_search_path()
        result = execute(statement, values, many, context)
        self._path_check()
        return result

    def _path_check(self) -> None:
        if self._path_set != (self.schema_name, self._path_reported()):
            self._refuse("the search path is set by in_tenant alone")

    def _path_reported(self) -> str | None:
        """What PostgreSQL says its path is; None from one older than 18."""
        if self.connection is None:
            return None
        with self.wrap_database_errors:
            path: str | None = self.connection.info.parameter_status("search_path")
        return path

    def _refuse(self, fault: str) -> None:
        self.search_path_set_schemas = None
        if self.in_atomic_block:
            self.needs_rollback = True
        raise SchemaClosedError(fault)


def _text(statement: Any, connection: Any) -> str:
    if isinstance(statement, sql.Composable):
        return statement.as_string(connection)
    return bytes(statement).decode()
