from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.core.rotation import secrets_rotate


class Command(BaseCommand):
    help = "Encrypts every stored secret with the newest key of FIELD_ENCRYPTION_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        done = secrets_rotate()
        self.stdout.write(f"{done.rotated} secrets written with the newest key")
        if done.unreadable:
            raise CommandError(
                "No key opens these. Put the missing one back into FIELD_ENCRYPTION_KEYS, or have them"
                " entered anew:\n" + "\n".join(done.unreadable)
            )
