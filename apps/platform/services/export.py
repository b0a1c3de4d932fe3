"""Everything of a business in one file: its tables as CSV, its rows in the shared tables, its files."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from psycopg import sql

from apps.core import clock
from apps.tenants.models import Business

# Rows of shared tables that belong to a business, by the column that names it.
SHARED = {
    "tenants_business": "id",
    "tenants_domain": "tenant_id",
    "tenants_phonenumber": "business_id",
    "tenants_featureflag": "business_id",
    "accounts_membership": "business_id",
    "accounts_formermember": "business_id",
    "accounts_invitation": "business_id",
    "usage_usagerecord": "business_id",
}
# Keys open doors, and why the platform closed a business stands in the platform's journal alone.
WITHHELD = {
    "tenants_business": ["suspended_reason"],
    "accounts_membership": ["address_key"],
    "accounts_invitation": ["key"],
}
# Without them the ids in the journal and at the leads would be nobody's once the people are forgotten.
PEOPLE = sql.SQL(
    "SELECT id, email, full_name, language, created_at FROM public.accounts_user WHERE id IN"
    " (SELECT user_id FROM public.accounts_membership WHERE business_id = {0} UNION"
    " SELECT user_id FROM public.accounts_formermember WHERE business_id = {0}) ORDER BY id"
)
ROWS = sql.SQL("SELECT * FROM {}")


def business_export(*, business: Business) -> Path:
    """Writes the export beside the others under EXPORT_ROOT and returns it when it is complete.

    All tables are read in one snapshot. The file is readable by the platform's own account only.
    """
    folder = Path(settings.EXPORT_ROOT)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stamp = clock.now().strftime("%Y%m%dT%H%M%SZ")
    complete = folder / f"{business.slug}-{business.pk}-{stamp}.zip"
    unfinished = complete.with_suffix(".part")
    unfinished.touch(mode=0o600)
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        rows = _tables_write(archive, business)
        files = _files_write(archive, business.schema_name)
        archive.writestr("manifest.json", _manifest(business, rows, files))
    unfinished.rename(complete)
    return complete


def files_of(schema: str) -> list[Path]:
    """The folders that hold a business's files."""
    return [Path(root) / schema for root in (settings.MEDIA_ROOT, settings.SPOOL_ROOT)]


def _tables_write(archive: zipfile.ZipFile, business: Business) -> dict[str, int]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        own = _own_tables(cursor, business.schema_name)
        rows = {
            f"{business.schema_name}.{table}": _copy(
                archive,
                cursor,
                f"tables/{table}.csv",
                ROWS.format(sql.Identifier(business.schema_name, table)),
            )
            for table in own
        }
        for table, column in SHARED.items():
            select = _shared_rows(cursor, table, column, business)
            rows[f"public.{table}"] = _copy(archive, cursor, f"shared/{table}.csv", select)
        people = PEOPLE.format(sql.Literal(business.pk))
        rows["public.accounts_user"] = _copy(archive, cursor, "shared/accounts_user.csv", people)
    return rows


def _own_tables(cursor: Any, schema: str) -> list[str]:
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename", [schema])
    return [table for (table,) in cursor.fetchall()]


def _shared_rows(cursor: Any, table: str, column: str, business: Business) -> sql.Composed:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND table_name = %s"
        " AND NOT column_name = ANY(%s) ORDER BY ordinal_position",
        [table, WITHHELD.get(table, [])],
    )
    return sql.SQL("SELECT {} FROM {} WHERE {} = {}").format(
        sql.SQL(", ").join(sql.Identifier(name) for (name,) in cursor.fetchall()),
        sql.Identifier("public", table),
        sql.Identifier(column),
        sql.Literal(business.pk),
    )


def _copy(archive: zipfile.ZipFile, cursor: Any, name: str, select: sql.Composed) -> int:
    with (
        archive.open(name, "w", force_zip64=True) as file,
        cursor.copy(sql.SQL("COPY ({}) TO STDOUT WITH (FORMAT csv, HEADER)").format(select)) as copy,
    ):
        for piece in copy:
            file.write(piece)
    return int(cursor.rowcount)


def _files_write(archive: zipfile.ZipFile, schema: str) -> list[str]:
    written = []
    for folder in files_of(schema):
        for path in _files_in(folder):
            name = f"files/{folder.parent.name}/{path.relative_to(folder)}"
            archive.write(path, name)
            written.append(name)
    return written


def _files_in(folder: Path) -> Iterable[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []


def _manifest(business: Business, rows: dict[str, int], files: list[str]) -> str:
    told = {
        "business": {"id": business.pk, "name": business.name, "slug": business.slug},
        "exported_at": clock.now().isoformat(),
        "rows": rows,
        "files": files,
    }
    return json.dumps(told, ensure_ascii=False, indent=2)
