from datetime import timedelta

import pytest
from django.core import mail
from rest_framework.test import APIClient

from apps.accounts.models import Invitation, RefreshSession, User
from apps.accounts.services import owner_invite
from apps.accounts.testing import invitation_make, membership_make, system_admin_make, user_make
from apps.accounts.tests.links import INVITATION, NEW, OFFER, accept, offered, token_in, token_of
from apps.accounts.tests.signing_in import ME, answer, at, bearer, person
from apps.accounts.throttle import MAILS_PER_ADDRESSEE
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.tenants.models import Business

INVITATIONS = "/api/v1/users/invitations/"
WEEK = timedelta(days=7)


def invite(client: APIClient, email: str = "new@example.test", role: str = "agent"):
    return client.post(INVITATIONS, {"email": email, "role": role}, format="json")


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
    assert offered(token).json() == {
        "business_name": "מספרת חלוץ",
        "email": "new@example.test",
        "role": "admin",
        "needs_password": True,
        "expires_at": response.json()["expires_at"],
    }
    joined = browser.post(INVITATION, {"token": token, **NEW}, format="json")

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


def test_who_cannot_or_need_not_be_invited(
    api: APIClient, business: Business, other_business: Business
) -> None:
    membership_make(business=business, user=user_make(email="here@example.test"))
    person(other_business, email="there@example.test")

    assert answer(invite(api, "here@example.test")) == (409, "already_member")
    assert invite(api, "there@example.test").status_code == 201
    assert answer(invite(api, "THERE@example.test")) == (409, "already_invited")
    assert Invitation.objects.count() == 1


def test_inviting_one_of_the_platforms_people_tells_nobody_apart_and_leads_nowhere(
    api: APIClient, business: Business, other_business: Business, jobs
) -> None:
    system_admin = system_admin_make(email="system@example.test")
    told = {}
    for email in ("system@example.test", "nobody@example.test"):
        first, again = invite(api, email), invite(api, email)
        told[email] = [first.status_code, {**first.json(), "id": 0, "email": ""}.keys(), answer(again)]
        assert api.post(f"{INVITATIONS}{first.json()['id']}/resend/").status_code == 204
    listed = [row["email"] for row in api.get(INVITATIONS).json()["results"]]
    jobs.run()

    assert told["system@example.test"] == told["nobody@example.test"]
    assert told["system@example.test"][::2] == [201, (409, "already_invited")]
    assert listed == ["nobody@example.test", "system@example.test"]
    assert [message.to for message in mail.outbox] == [["nobody@example.test"]] * 2

    system_admin.set_password("another long password")
    system_admin.save()
    token = token_of(Invitation.objects.get(email="system@example.test"))
    assert answer(accept(token, **NEW)) == (409, "not_invitable")
    assert not system_admin.memberships.exists()


def test_what_opens_an_invitation_never_stands_in_an_address(business: Business) -> None:
    token = token_of(invitation_make(business=business))

    assert at("halutz").get(INVITATION, {"token": token}).status_code == 405
    assert at("halutz").get(OFFER, {"token": token}).status_code == 405
    assert offered(token).status_code == 200
    refused = at("halutz").post(
        OFFER, {"token": token}, format="json", headers={"Origin": "https://evil.test"}
    )
    assert answer(refused) == (403, "cross_site")


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


def test_a_businesss_first_owner_chooses_a_password_by_the_link(business: Business, jobs) -> None:
    owner = membership_make(business=business, user=user_make(email="yael@example.test", full_name="יעל"))
    owner_invite(business=business, email="yael@example.test")
    owner_invite(business=business, email="yael@example.test")
    jobs.run()

    (message,) = mail.outbox
    token = token_in(message)
    assert offered(token).json()["needs_password"] is True
    assert accept(token, password="another long password").status_code == 200
    owner.refresh_from_db()
    assert (owner.role, owner.user.check_password("another long password")) == ("owner", True)
    assert answer(accept(token, password="a third long password")) == (400, "link_invalid")
