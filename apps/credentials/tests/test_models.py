from typing import Any

import pytest
from django.core.exceptions import FieldError
from django.db import IntegrityError, connection, transaction
from django.forms import modelform_factory

from apps.core.crypto import Secret
from apps.core.rotation import encrypted_fields
from apps.credentials.models import BusinessCredentials
from apps.credentials.tests.factories import ACCOUNT_SID, AUTH_TOKEN, OPENAI_KEY, credentials_make
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business


def stored(field: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM credentials_businesscredentials")
        return str(cursor.fetchone()[0])


def test_the_database_holds_no_secret_in_the_clear(business: Business) -> None:
    credentials_make(business, account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, openai_key=OPENAI_KEY)

    assert stored("twilio_auth_token").startswith("gAAAA")
    assert AUTH_TOKEN not in stored("twilio_auth_token")
    assert OPENAI_KEY not in stored("openai_api_key")
    row = BusinessCredentials.objects.get()
    assert row.twilio_auth_token == Secret(AUTH_TOKEN)
    assert row.openai_api_key == Secret(OPENAI_KEY)
    assert row.webhook_secret is None


def test_cleaning_a_row_keeps_its_secrets(business: Business) -> None:
    row = credentials_make(business, account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN)
    row.full_clean(exclude=["openai_api_key", "webhook_secret"])
    row.save()

    assert BusinessCredentials.objects.get().twilio_auth_token == Secret(AUTH_TOKEN)


@pytest.mark.parametrize(
    "values",
    [
        {"twilio_account_sid": ACCOUNT_SID},
        {"twilio_auth_token": Secret(AUTH_TOKEN)},
        {"twilio_account_sid": "AC1", "twilio_auth_token": Secret(AUTH_TOKEN)},
    ],
)
def test_an_account_is_stored_whole_or_not_at_all(business: Business, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match="twilio_account_with_its_token"), transaction.atomic():
        BusinessCredentials.objects.create(business=business, **values)

    assert not BusinessCredentials.objects.exists()


@pytest.mark.parametrize("lookup", ["", "__exact", "__contains", "__in", "__startswith", "__regex"])
def test_nothing_is_looked_up_by_a_secret(business: Business, lookup: str) -> None:
    with pytest.raises(FieldError):
        list(BusinessCredentials.objects.filter(**{f"twilio_auth_token{lookup}": [AUTH_TOKEN]}))


def test_a_form_has_no_field_for_a_secret() -> None:
    form = modelform_factory(BusinessCredentials, fields="__all__")

    assert list(form.base_fields) == ["business", "twilio_account_sid"]


def test_secrets_go_with_their_business_and_leave_the_others(
    business: Business, other_business: Business
) -> None:
    credentials_make(business, openai_key=OPENAI_KEY)
    credentials_make(other_business, openai_key=OPENAI_KEY)

    with in_tenant(PUBLIC_SCHEMA):
        Business.objects.filter(pk=other_business.pk).delete()

    assert list(BusinessCredentials.objects.values_list("business_id", flat=True)) == [business.pk]


def test_the_rotation_knows_every_secret_there_is() -> None:
    fields = {f"{model._meta.label}.{field}" for model, field in encrypted_fields()}

    assert fields == {
        "credentials.BusinessCredentials.openai_api_key",
        "credentials.BusinessCredentials.twilio_auth_token",
        "credentials.BusinessCredentials.webhook_secret",
    }
