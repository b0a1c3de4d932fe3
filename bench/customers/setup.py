import os

from django.core.management import call_command
from django.db import connection

from apps.accounts.models import Membership
from apps.accounts.services import business_open
from bench.customers.data import LARGE, SMALL, furnish


def businesses_furnished(*, others: int) -> Membership:
    """The owner of the large business; the small ones stand beside it in the same database."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 (a device, no path)
        call_command("migrate_tenants", stdout=nowhere)
    members = [_opened(number) for number in range(others + 1)]
    for member in members[1:]:
        furnish(member.business.schema_name, SMALL)
    furnish(members[0].business.schema_name, LARGE)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return members[0]


def _opened(number: int) -> Membership:
    business = business_open(
        name=f"עסק {number}",
        slug=f"bench-{number}",
        owner_email=f"owner{number}@bench.test",
        owner_name="דנה לוי",
        owner_password=None,
        phone_e164s=[f"+9723700{number:04}"],
    )
    return Membership.objects.select_related("business", "user").get(business=business)
