from typing import Any

from django.core.management.base import BaseCommand, CommandError

from apps.tenants.doctor import examine


class Command(BaseCommand):
    help = "Asks this installation the questions whose wrong answer does harm silently."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = examine()
        for finding in findings:
            self.stdout.write(f"{'✓' if finding.is_well else '✗'} {finding.question}: {finding.answer}")
        ill = [finding for finding in findings if not finding.is_well]
        if ill:
            raise CommandError(f"{len(ill)} of {len(findings)} are not well")
