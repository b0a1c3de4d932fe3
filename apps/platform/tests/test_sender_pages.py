"""Which of a business's numbers sends its SMS, and as whom it writes."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from apps.audit.platform.models import PlatformAuditEntry
from apps.messaging.available import senders_of
from apps.platform.tests.people import system_admin
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business, PhoneNumber
from apps.tenants.services import phone_number_add


@pytest.fixture(autouse=True)
def _platforms_own(settings) -> None:
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN = "AC" + "5" * 32, "0" * 32
    settings.TWILIO_SMS_NUMBER = "+972521111111"
    settings.DEFAULT_FROM_EMAIL = "ProSaaS <no-reply@prosaas.example>"


@pytest.fixture
def admin(business: Business) -> Client:
    return system_admin()


def number_change(admin: Client, number: PhoneNumber, **uses: str) -> str:
    page = f"/admin/tenants/phonenumber/{number.pk}/change/"
    return admin.post(page, {"e164": number.e164, **uses}, follow=True).content.decode()


def page_of(admin: Client, business: Business, language: str) -> str:
    page = f"/admin/tenants/business/{business.pk}/change/"
    return admin.get(page, headers={"accept-language": language}).content.decode()


def test_a_number_that_sends_no_sms_leaves_it_to_the_next(
    admin: Client, business: Business, other_business: Business
) -> None:
    landline = PhoneNumber.objects.get(business=business)
    with in_tenant(PUBLIC_SCHEMA):
        phone_number_add(business=business, e164="+972520000009", voice=True, whatsapp=False)
    assert senders_of(business=business)["sms"] == "+97237630001"

    number_change(admin, landline, voice="on")

    assert senders_of(business=business)["sms"] == "+972520000009"
    assert senders_of(business=other_business)["sms"] == "+97237630002"
    entry = PlatformAuditEntry.objects.get()
    assert (entry.action, entry.business_id, entry.target_id) == ("number.changed", business.pk, landline.pk)
    assert entry.data == {"last_four": "0001", "voice": True, "sms": False, "whatsapp": True}


def test_without_one_the_platforms_number_sends(admin: Client, business: Business) -> None:
    number_change(admin, PhoneNumber.objects.get(business=business), voice="on")

    assert senders_of(business=business)["sms"] == "+972521111111"


def test_a_number_that_wrote_to_somebody_can_be_called_back(admin: Client, business: Business) -> None:
    number = PhoneNumber.objects.get(business=business)

    page = number_change(admin, number, sms="on")

    assert "לקוחות מתקשרים למספר שכתב להם" in page
    number.refresh_from_db()
    assert (number.voice, number.sms) == (True, True)
    assert not PlatformAuditEntry.objects.exists()
    with pytest.raises(IntegrityError, match="phone_number_sms_can_be_called"), transaction.atomic():
        PhoneNumber.objects.filter(pk=number.pk).update(voice=False)


@pytest.mark.parametrize(("language", "label"), [("he", "שולח ההודעות"), ("en", "Sender of messages")])
def test_the_page_says_as_whom_the_business_writes(
    admin: Client, business: Business, other_business: Business, language: str, label: str
) -> None:
    page = page_of(admin, business, language)

    assert label in page
    assert "<bdi>+97237630001</bdi>" in page
    assert "<bdi>מספרת חלוץ &lt;no-reply@prosaas.example&gt;</bdi>" in page
    assert "+97237630002" not in page
