import pytest
from rest_framework.test import APIClient

from apps.accounts.permissions import IMPERSONATOR_DENIED, verbs_of
from apps.accounts.testing import (
    client_for,
    impersonation_make,
    membership_make,
    system_admin_make,
)
from apps.accounts.tests.signing_in import ME, answer
from apps.audit.models import AuditEntry
from apps.tenants.models import Business


def test_me_says_who_may_do_what_where(sign_in, business: Business) -> None:
    client = sign_in(business, "agent")

    user = client.membership.user
    assert client.get(ME).json() == {
        "user": {"id": user.pk, "email": user.email, "full_name": "דנה לוי", "language": "he"},
        "role": "agent",
        "verbs": verbs_of(membership=client.membership),
        "business": {
            "name": "מספרת חלוץ",
            "slug": "halutz",
            "timezone": "Asia/Jerusalem",
            "language": "he",
            "phone_numbers": ["+97237630001"],
        },
        "impersonation": None,
    }


def test_who_acts_as_a_member_is_named_and_may_less(business: Business) -> None:
    owner = membership_make(business=business)
    impersonation = impersonation_make(membership=owner, system_admin=system_admin_make(full_name="רות"))
    me = client_for(owner, impersonation=impersonation).get(ME).json()

    assert me["impersonation"] == {
        "by": "רות",
        "reason": "בדיקת תקלה",
        "ends_at": impersonation.ends_at.isoformat().replace("+00:00", "Z"),
    }
    assert me["user"]["id"] == owner.user_id
    assert set(verbs_of(membership=owner)) - set(me["verbs"]) == IMPERSONATOR_DENIED


def test_a_system_admin_without_a_name_is_named_by_address(business: Business) -> None:
    owner = membership_make(business=business)
    nameless = system_admin_make(email="system@example.test", full_name="")
    client = client_for(owner, impersonation=impersonation_make(membership=owner, system_admin=nameless))

    assert client.get(ME).json()["impersonation"]["by"] == "system@example.test"


def test_a_person_changes_their_own_name_and_language(sign_in, business: Business) -> None:
    client = sign_in(business, "agent")

    response = client.patch(ME, {"full_name": " נועה ברק ", "language": "en"}, format="json")

    assert response.status_code == 200
    user = client.membership.user
    user.refresh_from_db()
    assert (user.full_name, user.language) == ("נועה ברק", "en")
    assert response.json() == client.get(ME).json()
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.target_id, entry.data) == (
        "profile.changed",
        user.pk,
        {"fields": ["full_name", "language"]},
    )


@pytest.mark.parametrize(
    "body",
    [
        {"full_name": ""},
        {"full_name": "x" * 121},
        {"full_name": None},
        {"language": "fr"},
        {"language": None},
        [],
    ],
)
def test_a_name_or_language_that_is_not_right_changes_nothing(api: APIClient, body: object) -> None:
    before = api.get(ME).json()

    assert answer(api.patch(ME, body, format="json")) == (400, "invalid")
    assert api.get(ME).json() == before


def test_role_and_address_are_not_ones_own_to_change(sign_in, business: Business) -> None:
    client = sign_in(business, "agent")
    before = client.get(ME).json()

    client.patch(ME, {"role": "owner", "email": "x@example.test", "id": 1, "is_staff": True}, format="json")

    assert client.get(ME).json() == before
    client.membership.user.refresh_from_db()
    assert client.membership.user.is_staff is False
