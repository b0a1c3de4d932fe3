from io import StringIO
from typing import Any

import pytest
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings as app_settings
from django.core.management import CommandError, call_command
from django.db import connection
from rest_framework.test import APIClient

from apps.core.crypto import LostSecret, Secret, SecretUnreadableError
from apps.credentials.models import BusinessCredentials
from apps.credentials.selectors import openai_key_of
from apps.credentials.tests.factories import (
    ACCOUNT_SID,
    AUTH_TOKEN,
    OPENAI_KEY,
    OTHER_OPENAI_KEY,
    credentials_make,
)
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.doctor import examine
from apps.tenants.models import Business
from apps.tenants.testing import database_address
from prosaas.tests.test_settings import production

OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()


@pytest.fixture
def _written_by_the_old_key(business: Business, other_business: Business, settings: Any) -> None:
    settings.FIELD_KEYS = [OLD]
    credentials_make(business, account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, openai_key=OPENAI_KEY)
    credentials_make(other_business, openai_key=OTHER_OPENAI_KEY)


def rotate() -> str:
    said = StringIO()
    call_command("secrets_rotate", stdout=said)
    return said.getvalue()


def written(field: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {field} FROM credentials_businesscredentials WHERE {field} IS NOT NULL")
        return [text for (text,) in cursor.fetchall()]


@pytest.mark.usefixtures("_written_by_the_old_key")
def test_after_a_rotation_the_old_key_is_needed_no_more(
    business: Business, other_business: Business, settings: Any
) -> None:
    settings.FIELD_KEYS = [NEW, OLD]

    assert rotate() == "3 secrets written with the newest key\n"
    settings.FIELD_KEYS = [NEW]
    assert BusinessCredentials.objects.get(business=business).twilio_auth_token == Secret(AUTH_TOKEN)
    assert BusinessCredentials.objects.get(business=business).openai_api_key == Secret(OPENAI_KEY)
    assert BusinessCredentials.objects.get(business=other_business).openai_api_key == Secret(OTHER_OPENAI_KEY)
    for stored in [*written("twilio_auth_token"), *written("openai_api_key")]:
        with pytest.raises(InvalidToken):
            Fernet(OLD).decrypt(stored)


def asked_with(keys: str) -> tuple[int, str]:
    """The command in a process of its own, as an operator starts it, and what it says."""
    done = production(
        "manage.py",
        "secrets_rotate",
        DATABASE_URL=database_address(),
        REDIS_URL=app_settings.REDIS_URL,
        FIELD_ENCRYPTION_KEYS=keys,
    )
    return done.returncode, done.stdout + done.stderr


def test_the_keys_of_a_running_installation_are_changed_as_the_page_says(
    tenants_db: None, business: Business, other_business: Business, settings: Any
) -> None:
    settings.FIELD_KEYS = [OLD]
    credentials_make(business, account_sid=ACCOUNT_SID, auth_token=AUTH_TOKEN, openai_key=OPENAI_KEY)
    credentials_make(other_business, openai_key=OTHER_OPENAI_KEY)

    code, said = asked_with(NEW)
    assert (code, "No key opens these" in said) == (1, True)
    assert asked_with(f"{NEW},{OLD}") == (0, "3 secrets written with the newest key\n")
    assert asked_with(NEW) == (0, "0 secrets written with the newest key\n")

    settings.FIELD_KEYS = [NEW]
    assert openai_key_of(schema=business.schema_name) == Secret(OPENAI_KEY)
    assert openai_key_of(schema=other_business.schema_name) == Secret(OTHER_OPENAI_KEY)
    settings.FIELD_KEYS = [OLD]
    assert isinstance(BusinessCredentials.objects.get(business=business).openai_api_key, LostSecret)


@pytest.mark.usefixtures("_written_by_the_old_key")
def test_what_was_lost_with_its_key_can_be_entered_anew(
    api: APIClient, business: Business, settings: Any
) -> None:
    settings.FIELD_KEYS = [NEW]
    place = "/api/v1/settings/credentials"

    assert api.get(place).json()["openai"] == {"key_last_four": ""}
    assert api.put(f"{place}/openai", {"api_key": OPENAI_KEY}, format="json").status_code == 200

    assert api.get(place).json()["openai"] == {"key_last_four": "6789"}
    assert openai_key_of(schema=business.schema_name) == Secret(OPENAI_KEY)


@pytest.mark.usefixtures("_written_by_the_old_key")
def test_a_second_rotation_writes_nothing(settings: Any) -> None:
    settings.FIELD_KEYS = [NEW, OLD]
    rotate()
    before = written("openai_api_key")

    assert rotate() == "0 secrets written with the newest key\n"
    assert written("openai_api_key") == before


@pytest.mark.usefixtures("_written_by_the_old_key")
def test_what_no_key_opens_is_named_and_the_others_are_written(
    business: Business, other_business: Business, settings: Any
) -> None:
    settings.FIELD_KEYS = [NEW]
    credentials_make(business, openai_key=OPENAI_KEY)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), NEW]

    with pytest.raises(CommandError) as failed:
        rotate()

    lost = BusinessCredentials.objects.get(business=other_business).openai_api_key
    assert isinstance(lost, LostSecret)
    with pytest.raises(SecretUnreadableError):
        lost.reveal()
    with in_tenant(PUBLIC_SCHEMA):
        (ill,) = [finding for finding in examine() if finding.question == "secrets that no key opens"]
    named = f"credentials.BusinessCredentials {other_business.pk} openai_api_key"
    assert str(failed.value).splitlines()[1:] == [named]
    assert (ill.is_well, ill.answer) == (False, named)
    assert BusinessCredentials.objects.get(business=business).openai_api_key == Secret(OPENAI_KEY)
    assert "sk-proj" not in str(failed.value)
