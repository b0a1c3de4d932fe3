from collections.abc import Iterable

from django.db import transaction

from apps.accounts.models import Membership, User
from apps.accounts.services.invitations import owner_invite
from apps.accounts.services.members import membership_set
from apps.tenants.models import Business
from apps.tenants.services import business_create, business_provision


def business_open(
    *,
    name: str,
    slug: str,
    owner_email: str,
    owner_name: str,
    owner_password: str | None,
    phone_e164s: Iterable[str] = (),
) -> Business:
    """A business with its owner, ready to work. Rows first, then the schema: a failure leaves it `failed`.

    An owner who is new and is given no password gets a link by e-mail to choose one.
    """
    with transaction.atomic():
        business = business_create(name=name, slug=slug, phone_e164s=phone_e164s)
        owner = User.objects.filter(email=owner_email.lower()).first() or User.objects.create_user(
            owner_email, owner_password, full_name=owner_name
        )
        membership_set(user=owner, business=business, role=Membership.Role.OWNER)
        if not owner.has_usable_password():
            owner_invite(business=business, email=owner.email)
    business_provision(business=business)
    return business
