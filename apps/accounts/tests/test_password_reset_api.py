"""A new password by a link sent to one's e-mail."""

from datetime import timedelta
from functools import partial

import pytest
from django.core import mail
from rest_framework.test import APIClient

from apps.accounts.errors import LinkInvalidError
from apps.accounts.models import Membership, RefreshSession, User
from apps.accounts.services import password_reset
from apps.accounts.services.passwords import password_reset_link
from apps.accounts.testing import membership_make, system_admin_make
from apps.accounts.tests.links import secrets_in
from apps.accounts.tests.signing_in import (
    ME,
    PASSWORD,
    answer,
    at,
    login,
    person,
    refresh,
    signed_in,
)
from apps.accounts.throttle import MAILS_PER_ADDRESS, MAILS_PER_ADDRESSEE
from apps.accounts.visitors import Visitor
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.tenants.models import Business

ASK, CONFIRM = "/api/v1/auth/password-reset", "/api/v1/auth/password-reset/confirm"
NEW = "another long password"


def ask(client: APIClient, email: str = "dana@example.test", **extra):
    return client.post(ASK, {"email": email}, format="json", **extra)


def confirm(link: dict[str, str], new: str = NEW, host: str = "halutz"):
    return at(host).post(CONFIRM, {**link, "new_password": new}, format="json")


def test_a_link_for_a_new_password_comes_by_e_mail(
    business: Business, other_business: Business, owner: User, jobs
) -> None:
    membership_make(business=other_business, role="agent", user=owner)
    here, elsewhere = signed_in(business), signed_in(other_business)

    assert ask(at("halutz"), "Dana@Example.test").status_code == 204
    assert [job.kwargs for job in jobs.waiting() if "reset" in job.name] == [{"user_id": owner.pk}]
    jobs.run()
    (message,) = mail.outbox
    assert message.to == ["dana@example.test"]
    assert "https://halutz.testserver/reset#uid=" in message.body
    response = confirm(secrets_in(message.body))

    assert response.status_code == 204
    assert [client.get(ME).status_code for client in (here, elsewhere)] == [401, 401]
    assert refresh(here).status_code == 401
    assert (login(at("halutz")).status_code, login(at("halutz"), password=NEW).status_code) == (401, 200)
    entry = AuditEntry.objects.get(action="password.reset")
    assert (entry.actor_user_id, entry.target_id) == (owner.pk, owner.pk)
    assert set(RefreshSession.objects.values_list("revoked_reason", flat=True)) == {"password_reset", ""}


def test_the_answer_says_nothing_of_who_is_a_member(
    business: Business, other_business: Business, owner: User, jobs
) -> None:
    person(other_business, email="stranger@example.test")
    system_admin_make(email="system@example.test")
    suspended, inactive = (person(business, "agent", email=f"{name}@example.test") for name in ("s", "i"))
    Membership.objects.filter(pk=suspended.pk).update(suspended_at=clock.now())
    User.objects.filter(pk=inactive.user_id).update(is_active=False)
    emails = ["nobody@example.test", "stranger@example.test", "system@example.test", "s@example.test"]

    answers = [ask(at("halutz"), email) for email in [*emails, "i@example.test", "dana@example.test"]]

    assert {(each.status_code, each.content) for each in answers} == {(204, b"")}
    assert jobs.names() == ["accounts.password_reset_send"] * 6
    jobs.run()
    assert [message.to for message in mail.outbox] == [["dana@example.test"]]


def test_nobody_is_flooded_with_links_and_the_answer_stays_the_same(owner: User, jobs) -> None:
    for number in range(MAILS_PER_ADDRESSEE + 3):
        assert ask(at("halutz"), REMOTE_ADDR=f"203.0.113.{number}").status_code == 204
    jobs.run()

    assert len(mail.outbox) == MAILS_PER_ADDRESSEE
    assert confirm(secrets_in(mail.outbox[0].body)).status_code == 204


def test_one_address_asks_for_so_many_links_and_no_more(owner: User) -> None:
    for number in range(MAILS_PER_ADDRESS):
        assert ask(at("halutz"), f"nobody{number}@example.test").status_code == 204

    assert answer(ask(at("halutz"), "another@example.test")) == (429, "throttled")


def test_a_link_works_once(business: Business, owner: User) -> None:
    link = password_reset_link(user=owner, business=business)

    assert confirm(link).status_code == 204
    assert answer(confirm(link, "a third long password")) == (400, "link_invalid")
    assert User.objects.get(pk=owner.pk).check_password(NEW)


def test_a_link_used_many_times_at_once_sets_one_password(tenants_db: None, business: Business) -> None:
    user = person(business).user
    link = password_reset_link(user=user, business=business)
    passwords = [f"long password number {number}" for number in range(6)]

    results = at_once("b_halutz", [partial(tried, link, business, each) for each in passwords])

    assert sorted(results) == [*["link_invalid"] * 5, "set"]
    assert User.objects.get(pk=user.pk).check_password(passwords[results.index("set")])


def tried(link: dict[str, str], business: Business, new: str) -> str:
    try:
        password_reset(**link, new_password=new, business=business, visitor=Visitor())
    except LinkInvalidError as error:
        return error.code
    return "set"


def test_a_link_is_over_after_half_an_hour(business: Business, owner: User) -> None:
    start = clock.now()
    with clock.frozen(start):
        link = password_reset_link(user=owner, business=business)
    with clock.frozen(start + timedelta(minutes=30, seconds=1)):
        assert answer(confirm(link)) == (400, "link_invalid")
    with clock.frozen(start + timedelta(minutes=29)):
        assert confirm(link).status_code == 204


def test_a_link_is_over_when_the_person_signs_in(business: Business, owner: User) -> None:
    link = password_reset_link(user=owner, business=business)
    login(at("halutz"))

    assert answer(confirm(link)) == (400, "link_invalid")


def test_a_link_of_one_business_opens_nothing_at_another(
    business: Business, other_business: Business, owner: User
) -> None:
    membership_make(business=other_business, role="agent", user=owner)
    link = password_reset_link(user=owner, business=business)

    assert answer(confirm(link, host="shaked")) == (400, "link_invalid")
    assert User.objects.get(pk=owner.pk).check_password(PASSWORD)


def test_a_link_of_one_person_is_not_another_persons(business: Business, owner: User) -> None:
    other = person(business, "agent", email="other@example.test").user
    ours, theirs = (password_reset_link(user=user, business=business) for user in (owner, other))

    assert answer(confirm({"uid": theirs["uid"], "token": ours["token"]})) == (400, "link_invalid")


@pytest.mark.parametrize(
    ("uid", "token"), [("x", "x"), ("!!!", "a-b"), ("OTk5OTk5", "a-b"), ("w6k", "a-b"), ("LTE", "é")]
)
def test_what_is_no_link_is_refused(business: Business, owner: User, uid: str, token: str) -> None:
    assert answer(confirm({"uid": uid, "token": token})) == (400, "link_invalid")


def test_an_enormous_number_is_no_person(business: Business) -> None:
    from django.utils.http import urlsafe_base64_encode

    uid = urlsafe_base64_encode(str(10**40).encode())

    assert answer(confirm({"uid": uid, "token": "a-b"})) == (400, "link_invalid")


@pytest.mark.parametrize("change_to", ["suspended", "removed", "inactive"])
def test_who_is_no_member_any_more_sets_no_password(business: Business, owner: User, change_to: str) -> None:
    membership_make(business=business)
    link = password_reset_link(user=owner, business=business)
    members = Membership.objects.filter(user=owner)
    if change_to == "suspended":
        members.update(suspended_at=clock.now())
    elif change_to == "removed":
        members.delete()
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False)

    assert answer(confirm(link)) == (400, "link_invalid")
    assert User.objects.get(pk=owner.pk).check_password(PASSWORD)


def test_a_weak_password_leaves_the_link_good(business: Business, owner: User) -> None:
    link = password_reset_link(user=owner, business=business)

    refused = confirm(link, "short")

    assert (answer(refused), list(refused.json()["error"]["fields"])) == ((400, "invalid"), ["new_password"])
    assert confirm(link).status_code == 204


@pytest.mark.parametrize("path", [ASK, CONFIRM])
def test_no_link_is_asked_for_or_used_by_another_site(
    business: Business, owner: User, path: str, jobs
) -> None:
    link = password_reset_link(user=owner, business=business)
    body = {"email": "dana@example.test", **link, "new_password": NEW}

    response = at("halutz").post(path, body, format="json", headers={"Origin": "https://evil.test"})

    assert answer(response) == (403, "cross_site")
    assert (jobs.names(), User.objects.get(pk=owner.pk).check_password(PASSWORD)) == ([], True)
