"""Numbers are kept in one spelling, whichever way they come in."""

from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override

from apps.tenants.fields import PhoneField
from apps.tenants.models import Business, PhoneNumber
from apps.tenants.selectors import business_by_number
from apps.tenants.services import phone_number_add

NONSENSE = ["03-763 abc", "12", "+", "anonymous", "03-763-0000 ext 5", "‎", "=1+1", "0" * 31]


def add(business: Business, typed: str) -> PhoneNumber:
    return phone_number_add(business=business, e164=typed, voice=True, whatsapp=False)


@pytest.mark.parametrize(
    "typed", ["03-763-0000", "037630000", " +972 3 763 0000 ", "+972 (0)3-763-0000", "00972-3-7630000"]
)
def test_a_number_as_people_write_it_becomes_e164(business: Business, typed: str) -> None:
    assert add(business, typed).e164 == "+97237630000"
    assert business_by_number(e164="+97237630000") == business


@pytest.mark.parametrize("typed", ["", *NONSENSE])
def test_nonsense_is_refused_and_nothing_is_written(business: Business, typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        add(business, typed)

    assert set(refused.value.message_dict) == {"e164"}
    assert PhoneNumber.objects.count() == 2


def test_the_refusal_says_what_to_write_in_the_readers_language(business: Business) -> None:
    with pytest.raises(ValidationError) as refused:
        add(business, "03-763 abc")

    with override("he"):
        assert refused.value.messages == ["זה לא מספר טלפון. כתבו אותו עם קידומת, למשל 03-763-0000."]
    with override("en"):
        assert refused.value.messages == [
            "This is not a telephone number. Write it with its area code, such as 03-763-0000."
        ]


def test_one_number_in_two_spellings_is_one_number(business: Business, other_business: Business) -> None:
    with pytest.raises(ValidationError):
        add(business, "03-763-0002")

    assert business_by_number(e164="+97237630002") == other_business


@pytest.mark.parametrize(
    "stored", ["", "03-763 abc", "037630000", "+037630000", "+97237630000\n", "97237630000", "+12345"]
)
def test_the_database_holds_nothing_but_e164(business: Business, stored: str) -> None:
    with pytest.raises(IntegrityError, match="phone_number_e164"), transaction.atomic():
        PhoneNumber.objects.create(business=business, e164=stored)

    assert PhoneNumber.objects.count() == 2


def test_the_form_of_a_number_normalises_and_takes_blanks_and_dashes() -> None:
    field: Any = PhoneField(max_length=16).formfield()

    assert field.clean("+972 (0) 3 - 763 - 0000") == "+97237630000"
    assert field.widget.attrs["maxlength"] == "32"
    assert field.widget.attrs["dir"] == "ltr"


def test_numbers_from_before_are_respelled(business: Business) -> None:
    respell = import_module("apps.tenants.migrations.0003_phone_number_e164").numbers_respell
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tenants_phonenumber DROP CONSTRAINT phone_number_e164")
    PhoneNumber.objects.filter(business=business).update(e164="03-763-0009")

    respell(apps, None)

    assert PhoneNumber.objects.get(business=business).e164 == "+97237630009"
