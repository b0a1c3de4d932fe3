import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from apps.accounts.errors import StaffMemberError
from apps.accounts.models import Invitation, Membership, User
from apps.accounts.services import business_open, membership_set
from apps.accounts.testing import system_admin_make, user_make
from apps.core.testing import JobQueue
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from prosaas.settings import base


def open_cafe(**changes: object) -> Business:
    asked = {
        "name": "קפה ים",
        "slug": "cafe-yam",
        "owner_email": "Yael@Example.test",
        "owner_name": "יעל",
        "owner_password": "correct horse battery",
    }
    return business_open(**{**asked, **changes})


def test_a_business_opens_with_its_owner(tenants_db: None) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business = open_cafe()

    owner = Membership.objects.get(business=business)
    assert (owner.user.email, owner.role, business.status) == (
        "yael@example.test",
        "owner",
        Business.Status.ACTIVE,
    )
    assert owner.user.check_password("correct horse battery")


def test_a_person_may_own_two_businesses_and_keeps_the_password(tenants_db: None) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        known = user_make(email="yael@example.test", password="the old one")
        business = open_cafe()

    assert Membership.objects.get(business=business).user == known
    assert User.objects.get().check_password("the old one")


def test_an_owner_without_a_password_is_sent_a_link_and_a_known_one_is_not(
    tenants_db: None, jobs: JobQueue
) -> None:
    with in_tenant(PUBLIC_SCHEMA):
        business = open_cafe(owner_password=None)
        user_make(email="known@example.test", password="the old one")
        open_cafe(slug="cafe-har", owner_email="known@example.test", owner_password=None)
        jobs.run()

    invitation = Invitation.objects.get()
    assert (invitation.business, invitation.email, invitation.role) == (
        business,
        "yael@example.test",
        "owner",
    )
    assert [message.to for message in mail.outbox] == [["yael@example.test"]]
    assert "https://cafe-yam.testserver/invitation#token=" in mail.outbox[0].body


def test_the_platforms_people_open_no_business_of_their_own(tenants_db: None) -> None:
    system_admin_make(email="yael@example.test")
    with in_tenant(PUBLIC_SCHEMA), pytest.raises(StaffMemberError):
        open_cafe()

    assert Business.objects.count() == 2


def test_a_taken_address_opens_nothing(business: Business) -> None:
    with in_tenant(PUBLIC_SCHEMA), pytest.raises(ValidationError):
        open_cafe(slug="halutz")

    assert not User.objects.exists()


def test_a_person_is_a_member_once(business: Business) -> None:
    user = user_make()
    membership_set(user=user, business=business, role="agent")
    membership_set(user=user, business=business, role="admin")

    assert Membership.objects.get().role == "admin"
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=user, business=business, role="owner")


def test_an_address_is_one_person_in_any_case(business: Business) -> None:
    user_make(email="Dana@Example.test")

    assert User.objects.get().email == "dana@example.test"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="DANA@example.test")


def test_passwords_are_hashed_with_argon2() -> None:
    assert base.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"
    assert make_password("x", hasher="argon2").startswith("argon2$argon2id$")
    assert "django.contrib.auth.hashers.Argon2PasswordHasher" in settings.PASSWORD_HASHERS
