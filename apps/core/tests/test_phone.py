import pytest

from apps.core.phone import e164_parse, phone_masked


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("0521234567", "+972521234567"),
        ("052-123-4567", "+972521234567"),
        ("+972 52 123 4567", "+972521234567"),
        ("037630000", "+97237630000"),
        ("+1 212 555 0100", "+12125550100"),
        # A range the library does not know yet is still a number.
        ("+972599999999", "+972599999999"),
    ],
)
def test_a_possible_number_becomes_e164(text: str, e164: str) -> None:
    assert e164_parse(text) == e164


@pytest.mark.parametrize(
    "text",
    [
        "",
        "anonymous",
        "12",
        "+",
        "0521234567x55",
        "037630000#5",
        "0" * 200,
        "+97252123456789012",
        "03-763 abc",
        "1-800-FLOWERS",
        "+1 555 0100",
    ],
)
def test_what_cannot_be_a_number_is_none(text: str) -> None:
    assert e164_parse(text) is None


def test_a_masked_number_keeps_only_its_ends() -> None:
    assert phone_masked("+972521234567") == "+9725****567"


@pytest.mark.parametrize("short", ["", "12", "+1234567"])
def test_a_short_number_is_masked_whole(short: str) -> None:
    assert phone_masked(short) == "*" * len(short)
