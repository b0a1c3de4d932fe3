from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.audit.models import AuditEntry
from apps.core.crypto import Secret
from apps.credentials.models import BusinessCredentials
from apps.credentials.selectors import (
    TwilioAccount,
    openai_key_of,
    own_twilio_account,
    twilio_credentials_of,
)
from apps.credentials.tests.factories import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    OPENAI_KEY,
    OTHER_ACCOUNT_SID,
    OTHER_AUTH_TOKEN,
    OTHER_OPENAI_KEY,
    credentials_make,
)
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

PLACE = "/api/v1/settings/credentials"
NOTHING = {"twilio": None, "openai": None, "webhook_secret_last_four": None}


def put(api: APIClient, what: str, **body: Any) -> Any:
    return api.put(f"{PLACE}/{what}", body, format="json")


def test_a_business_without_own_keys_uses_the_platforms(
    api: APIClient, business: Business, settings: Any
) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "0" * 32, "platform-token"
    settings.OPENAI_API_KEY = "sk-platform"

    assert api.get(PLACE).json() == NOTHING
    account = TwilioAccount(sid="AC" + "0" * 32, auth_token=Secret("platform-token"))
    assert twilio_credentials_of(business=business) == account
    assert openai_key_of(schema=business.schema_name) == Secret("sk-platform")


def test_what_is_brought_is_used_and_only_its_end_is_shown(
    api: APIClient, business: Business, other_business: Business, settings: Any
) -> None:
    settings.OPENAI_API_KEY = "sk-platform"

    answers = [
        put(api, "twilio", account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN),
        put(api, "openai", api_key=f" {OPENAI_KEY}\n"),
        api.get(PLACE),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    shown = {
        "twilio": {"account_sid": ACCOUNT_SID, "auth_token_last_four": "6789"},
        "openai": {"key_last_four": "6789"},
        "webhook_secret_last_four": None,
    }
    assert answers[1].json() == {**shown, "check": "unknown"}
    assert answers[2].json() == shown
    for answer in answers:
        assert AUTH_TOKEN not in answer.content.decode()
        assert OPENAI_KEY not in answer.content.decode()
    own = TwilioAccount(sid=ACCOUNT_SID, auth_token=Secret(AUTH_TOKEN), business_id=business.pk)
    assert own_twilio_account(business=business) == own
    assert openai_key_of(schema=business.schema_name) == Secret(OPENAI_KEY)
    assert own_twilio_account(business=other_business) is None
    assert openai_key_of(schema=other_business.schema_name) == Secret("sk-platform")


def test_each_change_is_in_the_business_s_journal_without_the_secret(
    api: APIClient, business: Business, other_business: Business
) -> None:
    put(api, "twilio", account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN)
    put(api, "twilio", account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN)
    put(api, "openai", api_key=OPENAI_KEY)
    api.post(f"{PLACE}/webhook-secret")
    api.delete(f"{PLACE}/twilio")

    entries = AuditEntry.objects.filter(action="secret.changed").order_by("id")
    assert list(entries.values_list("data", flat=True)) == [
        {"secret": "twilio", "change": "set"},
        {"secret": "openai", "change": "set"},
        {"secret": "webhook", "change": "set"},
        {"secret": "twilio", "change": "removed"},
    ]
    assert set(entries.values_list("actor_user_id", "target_id")) == {(api.membership.user_id, business.pk)}
    with in_tenant(other_business.schema_name):
        assert not AuditEntry.objects.filter(action="secret.changed").exists()


def test_what_is_removed_is_gone_and_the_rest_stays(api: APIClient, business: Business) -> None:
    credentials_make(business, account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, openai_key=OPENAI_KEY)

    assert api.delete(f"{PLACE}/twilio").status_code == 204
    assert api.delete(f"{PLACE}/twilio").status_code == 204

    assert api.get(PLACE).json() == {**NOTHING, "openai": {"key_last_four": "6789"}}
    assert AuditEntry.objects.filter(action="secret.changed").count() == 1


def test_a_business_that_removes_nothing_has_nothing_written_down(api: APIClient) -> None:
    assert api.delete(f"{PLACE}/openai").status_code == 204
    assert not AuditEntry.objects.filter(action="secret.changed").exists()


def test_a_webhook_secret_is_shown_once(api: APIClient, business: Business) -> None:
    first, second = (api.post(f"{PLACE}/webhook-secret") for _ in range(2))

    assert (first.status_code, first.headers["Cache-Control"]) == (201, "no-store")
    secret = second.json()["secret"]
    assert secret.startswith("whsec_")
    assert len(secret) > 40
    assert secret != first.json()["secret"]
    assert BusinessCredentials.objects.get(business=business).webhook_secret == Secret(secret)
    shown = api.get(PLACE).json()
    assert shown == {**NOTHING, "webhook_secret_last_four": secret[-4:]}


def test_the_platforms_own_account_cannot_be_claimed(api: APIClient, settings: Any) -> None:
    settings.TWILIO_ACCOUNT_SID = ACCOUNT_SID

    answer = put(api, "twilio", account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN)

    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "account_taken")
    assert api.get(PLACE).json() == NOTHING
    assert not BusinessCredentials.objects.exists()


def test_claiming_somebody_elses_account_takes_nothing_from_them(
    api: APIClient, other_api: APIClient, business: Business, other_business: Business
) -> None:
    put(other_api, "twilio", account_sid=ACCOUNT_SID, auth_token=OTHER_AUTH_TOKEN)
    assert put(api, "twilio", account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN).status_code == 200

    assert own_twilio_account(business=business).auth_token == Secret(AUTH_TOKEN)
    assert own_twilio_account(business=other_business).auth_token == Secret(OTHER_AUTH_TOKEN)


@pytest.mark.parametrize(
    ("what", "body", "field"),
    [
        ("twilio", {"account_sid": "AC1", "auth_token": AUTH_TOKEN}, "account_sid"),
        ("twilio", {"account_sid": ACCOUNT_SID.upper(), "auth_token": AUTH_TOKEN}, "account_sid"),
        ("twilio", {"account_sid": ACCOUNT_SID + "\n0", "auth_token": AUTH_TOKEN}, "account_sid"),
        ("twilio", {"auth_token": AUTH_TOKEN}, "account_sid"),
        ("twilio", {"account_sid": ACCOUNT_SID}, "auth_token"),
        ("twilio", {"account_sid": ACCOUNT_SID, "auth_token": "short"}, "auth_token"),
        ("twilio", {"account_sid": ACCOUNT_SID, "auth_token": None}, "auth_token"),
        ("twilio", {"account_sid": ACCOUNT_SID, "auth_token": ["x" * 32]}, "auth_token"),
        ("openai", {"api_key": ""}, "api_key"),
        ("openai", {"api_key": "sk-proj-0123456789\r\nX-Evil: 1"}, "api_key"),
        ("openai", {"api_key": "sk-proj-0123456789-סוד"}, "api_key"),
        ("openai", {"api_key": "x" * 401}, "api_key"),
    ],
)
def test_what_cannot_be_a_key_is_refused_and_not_repeated(
    api: APIClient, what: str, body: dict[str, Any], field: str
) -> None:
    answer = put(api, what, **body)

    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid")
    assert list(answer.json()["error"]["fields"]) == [field]
    assert AUTH_TOKEN not in answer.content.decode()
    assert "Evil" not in answer.content.decode()
    assert not BusinessCredentials.objects.exists()


@pytest.mark.parametrize("role", ["admin", "agent"])
def test_only_the_owner_keeps_keys(sign_in: Any, business: Business, role: str) -> None:
    member = sign_in(business, role)
    credentials_make(business, openai_key=OPENAI_KEY)

    answers = [
        member.get(PLACE),
        put(member, "openai", api_key=OTHER_OPENAI_KEY),
        put(member, "twilio", account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN),
        member.delete(f"{PLACE}/openai"),
        member.post(f"{PLACE}/webhook-secret"),
    ]

    assert [answer.status_code for answer in answers] == [403] * 5
    assert "6789" not in answers[0].content.decode()
    assert BusinessCredentials.objects.get().openai_api_key == Secret(OPENAI_KEY)


def test_an_owner_sees_and_changes_only_their_own(
    api: APIClient, other_api: APIClient, other_business: Business
) -> None:
    credentials_make(
        other_business,
        account_sid=OTHER_ACCOUNT_SID,
        auth_token=OTHER_AUTH_TOKEN,
        openai_key=OTHER_OPENAI_KEY,
    )

    assert api.get(PLACE).json() == NOTHING
    put(api, "openai", api_key=OPENAI_KEY)
    api.delete(f"{PLACE}/twilio")

    theirs = BusinessCredentials.objects.get(business=other_business)
    assert theirs.twilio_auth_token == Secret(OTHER_AUTH_TOKEN)
    assert theirs.openai_api_key == Secret(OTHER_OPENAI_KEY)


def test_a_refusal_speaks_the_readers_language(api: APIClient) -> None:
    hebrew = put(api, "twilio", account_sid="AC1", auth_token=AUTH_TOKEN).json()["error"]["fields"]
    english = api.put(
        f"{PLACE}/openai", {"api_key": "x" * 30 + " y"}, format="json", headers={"Accept-Language": "en"}
    ).json()["error"]["fields"]

    assert hebrew["account_sid"] == [
        "מזהה חשבון הוא AC ואחריו 32 ספרות או אותיות a עד f, כפי שמופיע ב-Twilio."
    ]
    assert english["api_key"] == ["Copy the key as it is: Latin letters, digits and signs without spaces."]
