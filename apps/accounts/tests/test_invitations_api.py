from datetime import timedelta
from email.message import EmailMessage
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import mail
from rest_framework.test import APIClient

from apps.accounts.errors import LinkInvalidError
from apps.accounts.models import Invitation, Membership, RefreshSession, User
from apps.accounts.services import invitation_accept, owner_invite
from apps.accounts.testing import invitation_make, membership_make, system_admin_make, user_make
from apps.accounts.tests.signing_in import ME, PASSWORD, answer, at, bearer, person
from apps.accounts.throttle import MAILS_PER_ADDRESSEE
from apps.accounts.tokens import invitation_token_make
from apps.accounts.visitors import Visitor
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

INVITATIONS, LINK = "/api/v1/users/invitations/", "/api/v1/auth/invitation"
NEW = {"full_name": "נועה ברק", "password": "another long password"}
WEEK = timedelta(days=7)


def invite(client: APIClient, email: str = "new@example.test", role: str = "agent"):
    return client.post(INVITATIONS, {"email": email, "role": role}, format="json")


def token_of(invitation: Invitation) -> str:
    return invitation_token_make(key=invitation.key)


def token_in(message: EmailMessage) -> str:
    link = next(word for word in message.body.split() if "#" in word)
    return parse_qs(urlsplit(link).fragment)["token"][0]


def accept(invitation_token: str, host: str = "halutz", **body: str):
    return at(host).post(LINK, {"token": invitation_token, **body}, format="json")


def test_an_invitation_goes_by_e_mail_and_makes_a_member(api: APIClient, business: Business, jobs) -> None:
    response = invite(api, "New@Example.test", "admin")
    jobs.run()

    invitation = Invitation.objects.get()
    assert response.status_code == 201
    assert response.json() == {
        "id": invitation.pk,
        "email": "new@example.test",
        "role": "admin",
        "invited_by": {
            "id": api.membership.user_id,
            "email": api.membership.user.email,
            "full_name": "דנה לוי",
        },
        "created_at": response.json()["created_at"],
        "expires_at": response.json()["expires_at"],
        "is_expired": False,
    }
    assert invitation.expires_at - invitation.created_at == WEEK
    (message,) = mail.outbox
    assert message.to == ["new@example.test"]
    assert "https://halutz.testserver/invitation#token=" in message.body

    browser = at("halutz")
    token = token_in(message)
    assert browser.get(LINK, {"token": token}).json() == {
        "business_name": "מספרת חלוץ",
        "email": "new@example.test",
        "role": "admin",
        "needs_password": True,
        "expires_at": response.json()["expires_at"],
    }
    joined = browser.post(LINK, {"token": token, **NEW}, format="json")

    assert joined.status_code == 200
    user = User.objects.get(email="new@example.test")
    assert joined.json()["user"] == {
        "id": user.pk,
        "email": "new@example.test",
        "full_name": "נועה ברק",
        "language": "he",
    }
    assert set(joined.cookies) == {"refresh", "device"}
    bearer(browser, joined.json()["access"])
    assert browser.get(ME).json()["role"] == "admin"
    assert user.check_password("another long password")
    entries = AuditEntry.objects.order_by("pk").values_list("action", "actor_user_id", "target_id", "data")
    assert list(entries) == [
        ("member.invited", api.membership.user_id, invitation.pk, {"role": "admin"}),
        ("member.joined", user.pk, user.pk, {"role": "admin", "invitation": invitation.pk}),
        ("session.started", user.pk, RefreshSession.objects.get(user=user).pk, {}),
    ]


def test_what_waits_in_the_queue_and_in_the_table_opens_nothing(
    api: APIClient, business: Business, jobs
) -> None:
    invite(api)

    invitation = Invitation.objects.get()
    assert [job.kwargs for job in jobs.waiting()] == [{"invitation_id": invitation.pk}]
    for guess in (invitation.key, f"{invitation.key}:x", token_of(invitation)[:-1], ""):
        assert accept(guess, **NEW).status_code == 400
    assert not User.objects.filter(email="new@example.test").exists()


def test_a_link_makes_one_member_once(business: Business) -> None:
    token = token_of(invitation_make(business=business))

    assert accept(token, **NEW).status_code == 200
    assert answer(accept(token, **NEW)) == (400, "link_invalid")
    assert answer(at("halutz").get(LINK, {"token": token})) == (400, "link_invalid")


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
    assert answer(at(host).get(LINK, {"token": token_of(invitation)})) == (400, "link_invalid")
    assert Membership.objects.count() == 1


def test_who_has_an_account_joins_with_its_password(business: Business, other_business: Business) -> None:
    known = person(other_business, email="known@example.test").user
    invitation = invitation_make(business=business, email="known@example.test")
    token = token_of(invitation)

    assert at("halutz").get(LINK, {"token": token}).json()["needs_password"] is False
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
    assert at("halutz").get(LINK, {"token": token_of(invitation)}).status_code == 200


def test_what_is_wrong_with_a_password_is_said_in_the_readers_language(business: Business) -> None:
    body = {"token": token_of(invitation_make(business=business)), "full_name": "נועה", "password": "short"}
    said = {
        language: at("halutz").post(LINK, body, format="json", headers={"accept-language": language}).json()
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


def test_who_cannot_or_need_not_be_invited(
    api: APIClient, business: Business, other_business: Business
) -> None:
    system_admin_make(email="system@example.test")
    membership_make(business=business, user=user_make(email="here@example.test"))
    person(other_business, email="there@example.test")

    assert answer(invite(api, "system@example.test")) == (409, "not_invitable")
    assert answer(invite(api, "here@example.test")) == (409, "already_member")
    assert invite(api, "there@example.test").status_code == 201
    assert answer(invite(api, "THERE@example.test")) == (409, "already_invited")
    assert Invitation.objects.count() == 1


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


def test_an_invitation_that_ran_out_may_be_followed_by_another(api: APIClient) -> None:
    with clock.frozen(clock.now() - 8 * timedelta(days=1)):
        invite(api)
    assert api.get(INVITATIONS).json()["results"][0]["is_expired"] is True

    assert invite(api).status_code == 201
    assert [row["is_expired"] for row in api.get(INVITATIONS).json()["results"]] == [False]


def test_sending_again_makes_the_same_link_last(api: APIClient, business: Business, jobs) -> None:
    invitation = invitation_make(business=business)
    before = token_of(invitation)
    Invitation.objects.update(expires_at=clock.now() - timedelta(days=1))
    now = clock.now()

    with clock.frozen(now):
        assert api.post(f"{INVITATIONS}{invitation.pk}/resend/").status_code == 204
    jobs.run()

    invitation.refresh_from_db()
    assert invitation.expires_at == now + WEEK
    assert token_in(mail.outbox[0]) == before
    assert AuditEntry.objects.get().action == "invitation.resent"


def test_a_withdrawn_invitation_is_not_sent_any_more(api: APIClient, jobs) -> None:
    invite(api)
    pk = Invitation.objects.get().pk
    api.delete(f"{INVITATIONS}{pk}/")
    jobs.run()

    assert mail.outbox == []
    assert api.delete(f"{INVITATIONS}{pk}/").status_code == 404
    assert api.post(f"{INVITATIONS}{pk}/resend/").status_code == 404
    assert api.get(INVITATIONS).json()["results"] == []
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == [
        "member.invited",
        "invitation.withdrawn",
    ]


def test_nobody_is_flooded_with_invitations(api: APIClient, business: Business) -> None:
    invitation = invitation_make(business=business)
    for _ in range(MAILS_PER_ADDRESSEE):
        assert api.post(f"{INVITATIONS}{invitation.pk}/resend/").status_code == 204

    assert answer(api.post(f"{INVITATIONS}{invitation.pk}/resend/")) == (429, "throttled")
    assert invite(api, "another@example.test").status_code == 201


def test_another_businesss_invitations_are_not_found(
    api: APIClient, other_api: APIClient, other_business: Business
) -> None:
    theirs = invitation_make(business=other_business)

    assert api.get(INVITATIONS).json()["results"] == []
    assert api.delete(f"{INVITATIONS}{theirs.pk}/").status_code == 404
    assert api.post(f"{INVITATIONS}{theirs.pk}/resend/").status_code == 404
    assert other_api.get(INVITATIONS).json()["results"][0]["email"] == "new@example.test"


@pytest.mark.parametrize(
    "body", [{}, {"email": "x", "role": "agent"}, {"email": "a@example.test", "role": "system_admin"}, []]
)
def test_an_invitation_that_is_not_right_is_refused(api: APIClient, body: object) -> None:
    assert answer(api.post(INVITATIONS, body, format="json")) == (400, "invalid")
    assert Invitation.objects.count() == 0


@pytest.mark.parametrize("origin", ["https://evil.test", "http://shaked.testserver"])
def test_nobody_joins_by_another_site(business: Business, origin: str) -> None:
    body = {"token": token_of(invitation_make(business=business)), **NEW}

    assert answer(at("halutz").post(LINK, body, format="json", headers={"Origin": origin})) == (
        403,
        "cross_site",
    )
    assert User.objects.count() == 0


def test_a_businesss_first_owner_chooses_a_password_by_the_link(business: Business, jobs) -> None:
    owner = membership_make(business=business, user=user_make(email="yael@example.test", full_name="יעל"))
    owner_invite(business=business, email="yael@example.test")
    owner_invite(business=business, email="yael@example.test")
    jobs.run()

    (message,) = mail.outbox
    token = token_in(message)
    assert at("halutz").get(LINK, {"token": token}).json()["needs_password"] is True
    assert accept(token, password="another long password").status_code == 200
    owner.refresh_from_db()
    assert (owner.role, owner.user.check_password("another long password")) == ("owner", True)
    assert answer(accept(token, password="a third long password")) == (400, "link_invalid")


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
