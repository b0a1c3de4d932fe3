from collections.abc import Iterable

from django.db import IntegrityError, transaction

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
    """A business with its owner, ready to work. Rows first, then the schema: a failure leaves it `failed`."""
    business = business_register(
        name=name,
        slug=slug,
        owner_email=owner_email,
        owner_name=owner_name,
        owner_password=owner_password,
        phone_e164s=phone_e164s,
    )
    business_provision(business=business)
    return business


@transaction.atomic
def business_register(
    *,
    name: str,
    slug: str,
    owner_email: str,
    owner_name: str,
    owner_password: str | None,
    phone_e164s: Iterable[str] = (),
) -> Business:
    """The rows of a business and its owner, together or not at all; it is still to be provisioned.

    An owner who is new and is given no password gets a link by e-mail to choose one. Raises ValidationError,
    or StaffMemberError for one of the platform's people.
    """
    business = business_create(name=name, slug=slug, phone_e164s=phone_e164s)
    owner = _owner(owner_email, owner_name, owner_password)
    membership_set(user=owner, business=business, role=Membership.Role.OWNER)
    if not owner.has_usable_password():
        owner_invite(business=business, email=owner.email)
    return business


def _owner(email: str, name: str, password: str | None) -> User:
    known = User.objects.filter(email=email.lower())
    if (owner := known.first()) is not None:
        return owner
    try:
        with transaction.atomic():
            return User.objects.create_user(email, password, full_name=name)
    except IntegrityError:
        # Another business of the same owner was opened at this very moment.
        return known.get()
