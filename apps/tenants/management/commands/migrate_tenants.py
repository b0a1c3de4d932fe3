from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from apps.tenants.blueprint import BLUEPRINT, blueprint_renew
from apps.tenants.migrating import lock_timeout_set, public_migrate, schemas_behind, schemas_migrate
from apps.tenants.roles import serving_role_make


class Command(BaseCommand):
    # They import every view, a quarter of a second; the processes that answer requests check their own start.
    requires_system_checks = []
    help = "Migrates the shared tables, then every business that is behind; one that fails stops only itself."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--workers", type=int, default=2, help="businesses migrated at the same time")

    def handle(self, *args: Any, **options: Any) -> None:
        lock_timeout_set(connection.settings_dict["OPTIONS"])
        # Before the tables, so that new ones are granted as they are made.
        if settings.SERVING_ROLE_PASSWORD:
            serving_role_make(password=settings.SERVING_ROLE_PASSWORD)
        if public_migrate():
            self.stdout.write("public: migrated")
        behind = schemas_behind()
        if BLUEPRINT in behind:
            blueprint_renew()
            behind.remove(BLUEPRINT)
            self.stdout.write("blueprint: migrated")
        failed = 0
        for done in schemas_migrate(behind, workers=options["workers"]):
            self.stdout.write(f"{done.schema}: {done.error or 'migrated'}")
            failed += bool(done.error)
        if failed:
            raise CommandError(f"{failed} of {len(behind)} businesses were not migrated")
        self.stdout.write(f"{len(behind)} businesses migrated")
