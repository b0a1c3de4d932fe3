from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.models import User
from apps.accounts.throttle import UNLOCKED_SECONDS, login_unlock


class Command(BaseCommand):
    help = "Lets somebody sign in from a new browser while strangers guess at the account's password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].lower()
        if not User.objects.filter(email=email).exists():
            raise CommandError(f"Nobody signs in as {email}.")
        login_unlock(email=email)
        self.stdout.write(f"{email} is not kept out by guesses for {UNLOCKED_SECONDS // 60} minutes")
