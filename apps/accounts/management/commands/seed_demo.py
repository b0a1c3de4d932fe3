from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from apps.accounts.demo import demo_seed


class Command(BaseCommand):
    help = "Makes the business `demo` with its people, or completes it. The password is DEMO_PASSWORD."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_PASSWORD:
            raise CommandError("Set DEMO_PASSWORD: in production the demo has no password of its own.")
        business = demo_seed(password=settings.DEMO_PASSWORD)
        self.stdout.write(f"{business.slug}: {business.domains.get(is_primary=True).domain}")
