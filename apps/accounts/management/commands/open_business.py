from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from apps.accounts.services.businesses import business_open


class Command(BaseCommand):
    help = "Opens a business with its owner. Asks for the owner's password, which a known person keeps."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", help="its address: <slug>.<TENANT_BASE_DOMAIN>")
        parser.add_argument("--name", required=True)
        parser.add_argument("--owner-email", required=True)
        parser.add_argument("--owner-name", required=True)
        parser.add_argument("--phone", action="append", default=[], help="E.164; may be given several times")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass("Password of the owner: ")
        try:
            validate_password(password)
            business = business_open(
                name=options["name"],
                slug=options["slug"],
                owner_email=options["owner_email"],
                owner_name=options["owner_name"],
                owner_password=password,
                phone_e164s=options["phone"],
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{business.slug}: {business.domains.get(is_primary=True).domain}")
