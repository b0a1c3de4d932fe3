"""What the link of an invitation opens."""

from datetime import timedelta
from functools import partial

import pytest
from rest_framework.test import APIClient

from apps.accounts.errors import LinkInvalidError
from apps.accounts.models import Invitation, Membership, RefreshSession, User
from apps.accounts.services import invitation_accept, owner_invite
from apps.accounts.testing import invitation_make, membership_make, user_make
from apps.accounts.tests.links import INVITATION, NEW, accept, offered, token_of
from apps.accounts.tests.signing_in import PASSWORD, answer, at, person
from apps.accounts.visitors import Visitor
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

INVITATIONS = "/api/v1/users/invitations/"
WEEK = timedelta(days=7)


def test_a_link_makes_one_member_once(business: Business) -> None:
    token = token_of(invitation_make(business=business))

    assert accept(token, **NEW).status_code == 200
    assert answer(accept(token, **NEW)) == (400, "link_invalid")
    assert answer(offered(token)) == (400, "link_invalid")


def test_a_link_accepted_many_times_at_once_makes_one_member(tenants_db: None, business: Business) -> None:
    token = token_of(invitation_make(business=business))

    results = at_once("b_halutz", [partial(tried, token, business)] * 6)

    assert sorted(results) == ["joined", *["link_invalid"] * 5]
    assert (User.objects.count(), Membership.objects.count(), RefreshSession.objects.count()) == (1, 1, 1)


def tried(token: str, business: Business) -> str:
    try:
        with in_tenant(business.schema_name):
            invitation_accept(token=token, business=business, visitor=Visitor(), **NEW)
    except LinkInvalidError as error:
        return error.code
    return "joined"


def test_two_businesses_that_get_a_new_person_at_once_get_the_same_person(
    tenants_db: None, business: Business, other_business: Business
) -> None:
    for number in range(5):
        email = f"new{number}@example.test"
        calls = [
            partial(tried, token_of(invitation_make(business=each, email=email)), each)
            for each in (business, other_business)
        ]
        assert at_once("public", calls) == ["joined", "joined"]
        assert User.objects.get(email=email).memberships.count() == 2


@pytest.mark.parametrize("change", ["expired", "withdrawn", "elsewhere"])
def test_an_invitation_that_is_over_opens_nothing(
    business: Business, other_business: Business, api: APIClient, change: str
) -> None:
    invitation = invitation_make(business=business)
    host = "shaked" if change == "elsewhere" else "halutz"
    if change == "expired":
        Invitation.objects.update(expires_at=clock.now())
    elif change == "withdrawn":
        assert api.delete(f"{INVITATIONS}{invitation.pk}/").status_code == 204

    assert answer(accept(token_of(invitation), host, **NEW)) == (400, "link_invalid")
    assert answer(offered(token_of(invitation), host)) == (400, "link_invalid")
    assert Membership.objects.count() == 1


def test_who_has_an_account_joins_with_its_password(business: Business, other_business: Business) -> None:
    known = person(other_business, email="known@example.test").user
    invitation = invitation_make(business=business, email="known@example.test")
    token = token_of(invitation)

    assert offered(token).json()["needs_password"] is False
    for body in ({}, {"password": "wrong"}, {"password": ""}, NEW):
        refused = accept(token, **body)
        assert (answer(refused), list(refused.json()["error"]["fields"])) == ((400, "invalid"), ["password"])
    joined = accept(token, password=PASSWORD, full_name="שם אחר")

    assert joined.status_code == 200
    known.refresh_from_db()
    assert (known.full_name, known.check_password(PASSWORD)) == ("דנה לוי", True)
    assert {each.business_id for each in known.memberships.all()} == {business.pk, other_business.pk}


def test_an_accounts_password_is_not_guessed_by_an_invitation(
    business: Business, other_business: Business, settings
) -> None:
    person(other_business, email="known@example.test")
    token = token_of(invitation_make(business=business, email="known@example.test"))
    for _ in range(settings.LOGIN_ATTEMPTS_PER_ACCOUNT):
        assert accept(token, password="wrong").status_code == 400

    assert answer(accept(token, password=PASSWORD)) == (429, "throttled")


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({"password": "another long password"}, ["full_name"]),
        ({"full_name": "  ", "password": "another long password"}, ["full_name"]),
        ({"full_name": "נועה"}, ["password"]),
        ({"full_name": "נועה", "password": "short"}, ["password"]),
        ({"full_name": "נועה", "password": "1234567890"}, ["password"]),
        ({"full_name": "נועה", "password": "new@example.test"}, ["password"]),
        ({"full_name": "x" * 121, "password": "another long password"}, ["full_name"]),
        ({"full_name": ["נועה"], "password": "another long password"}, ["full_name"]),
    ],
)
def test_a_new_person_needs_a_name_and_a_good_password(
    business: Business, body: dict[str, str], fields: list[str]
) -> None:
    invitation = invitation_make(business=business)

    refused = accept(token_of(invitation), **body)

    assert (answer(refused), list(refused.json()["error"]["fields"])) == ((400, "invalid"), fields)
    assert (User.objects.count(), Membership.objects.count()) == (0, 0)
    assert offered(token_of(invitation)).status_code == 200


def test_what_is_wrong_with_a_password_is_said_in_the_readers_language(business: Business) -> None:
    body = {"token": token_of(invitation_make(business=business)), "full_name": "נועה", "password": "short"}
    said = {
        language: at("halutz")
        .post(INVITATION, body, format="json", headers={"accept-language": language})
        .json()
        for language in ("he", "en")
    }

    assert said["he"]["error"]["fields"] == {"password": ["הסיסמה קצרה מדי. דרושים בה לפחות 10 תווים."]}
    assert said["en"]["error"]["fields"] == {
        "password": ["This password is too short. It must contain at least 10 characters."]
    }


def test_a_deactivated_account_does_not_come_back_by_an_invitation(business: Business) -> None:
    User.objects.filter(pk=user_make(email="gone@example.test", password=PASSWORD).pk).update(is_active=False)
    token = token_of(invitation_make(business=business, email="gone@example.test"))

    assert answer(accept(token, password=PASSWORD)) == (400, "link_invalid")


def test_who_joined_or_rose_meanwhile_is_refused(business: Business) -> None:
    member, staff = user_make(email="a@example.test"), user_make(email="b@example.test")
    for user in (member, staff):
        user.set_password(PASSWORD)
        user.save()
    tokens = [
        token_of(
            Invitation.objects.create(
                business=business,
                email=user.email,
                role="agent",
                key=user.email[0] * 32,
                invited_by=member,
                created_at=clock.now(),
                expires_at=clock.now() + WEEK,
            )
        )
        for user in (member, staff)
    ]
    membership_make(business=business, user=member, role="admin")
    User.objects.filter(pk=staff.pk).update(is_staff=True)

    assert answer(accept(tokens[0], password=PASSWORD)) == (409, "already_member")
    assert answer(accept(tokens[1], password=PASSWORD)) == (409, "not_invitable")
    assert Membership.objects.get().role == "admin"


@pytest.mark.parametrize("origin", ["https://evil.test", "http://shaked.testserver"])
def test_nobody_joins_by_another_site(business: Business, origin: str) -> None:
    body = {"token": token_of(invitation_make(business=business)), **NEW}

    assert answer(at("halutz").post(INVITATION, body, format="json", headers={"Origin": origin})) == (
        403,
        "cross_site",
    )
    assert User.objects.count() == 0


def test_an_owners_first_link_does_not_undo_what_happened_since(business: Business) -> None:
    owner = membership_make(business=business, user=user_make(email="yael@example.test"))
    membership_make(business=business)
    token = token_of(owner_invite(business=business, email="yael@example.test"))
    Membership.objects.filter(pk=owner.pk).update(role="agent")

    assert accept(token, **NEW).status_code == 200
    assert Membership.objects.get(pk=owner.pk).role == "agent"


def test_a_suspended_owner_gets_in_by_no_link(business: Business) -> None:
    owner = membership_make(business=business, user=user_make(email="yael@example.test"))
    membership_make(business=business)
    token = token_of(owner_invite(business=business, email="yael@example.test"))
    Membership.objects.filter(pk=owner.pk).update(suspended_at=clock.now())

    assert answer(accept(token, **NEW)) == (403, "member_suspended")
    assert RefreshSession.objects.count() == 0
    assert not User.objects.get(email="yael@example.test").has_usable_password()
