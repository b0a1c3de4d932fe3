from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.tenants.blueprint import BLUEPRINT
from apps.tenants.migrating import (
    lock_timeout_set,
    migrating_alone,
    public_migrate,
    schemas_behind,
    schemas_migrate,
)
from apps.tenants.roles import serving_role_make


class Command(BaseCommand):
    # They import every view, a quarter of a second; the processes that answer requests check their own start.
    requires_system_checks = []
    help = "Migrates the shared tables, then every business that is behind; one that fails stops only itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="businesses migrated at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        lock_timeout_set()
        with migrating_alone():
            # Before the tables, so that new ones are granted as they are made.
            if settings.SERVING_ROLE_PASSWORD:
                serving_role_make(password=settings.SERVING_ROLE_PASSWORD)
            if public_migrate():
                self.stdout.write("public: migrated")
            done = self._businesses_migrate(options["workers"])
        failed = [schema for schema, error in done.items() if error]
        if failed:
            raise CommandError(f"{len(failed)} of {len(done)} schemas were not migrated: {', '.join(failed)}")
        self.stdout.write(f"{len(done.keys() - {BLUEPRINT})} businesses migrated")

    def _businesses_migrate(self, workers: int) -> dict[str, str]:
        """Each once, until nothing else is behind; returns what went wrong with which."""
        tried: dict[str, str] = {}
        while behind := [schema for schema in schemas_behind() if schema not in tried]:
            # Alone, and the others looked for after it: who was opened meanwhile is a copy of the old one.
            due = [BLUEPRINT] if BLUEPRINT in behind else behind
            for done in schemas_migrate(due, workers=workers):
                self.stdout.write(f"{done.schema}: {done.error or 'migrated'}")
                tried[done.schema] = done.error
        return tried
