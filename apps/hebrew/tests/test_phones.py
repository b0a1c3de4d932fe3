import pytest

from apps.hebrew.phones import Phone, read_phones


def digits(text: str, *, is_asked: bool = False) -> list[str]:
    return [phone.digits for phone in read_phones(text, is_asked=is_asked) if phone.complete]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("המספר שלי 052-3456789", "+972523456789"),
        ("050 123 4567", "+972501234567"),
        ("054/1234567", "+972541234567"),
        ("(052) 345-6789", "+972523456789"),
        ("+972-52-345-6789", "+972523456789"),
        ("00972523456789", "+972523456789"),
        ("972523456789", "+972523456789"),
        ("הנייד שלי 523456789", "+972523456789"),
        ("02.6555555", "+97226555555"),
        ("077-1234567", "+972771234567"),
        ("1-700-50-50-50", "+9721700505050"),
        ("אפס חמש שתיים שלוש ארבע חמש שש שבע שמונה תשע", "+972523456789"),
        ("אפס חמש אפס אחד שתיים שלושה ארבעה חמישה שישה שבעה", "+972501234567"),
        ("אפס חמישים ושתיים, שלוש מאות ארבעים וחמש, שישים ושבע, שמונים ותשע", "+972523456789"),
        ("אפס חמש ארבע שבע שבע שבע כפול שמונה שלוש שתיים", "+972547778832"),
        ("אפס חמש אפס, שלוש פעמים שבע, ארבע שלוש שתיים אחת", "+972507774321"),
        ("אפס חמש ארבע שבע פעמיים שמונה שלוש שתיים אחת אפס", "+972547883210"),
        ("אפס חמש שמונה שלוש אפסים ארבע אחת שתיים שלוש", "+972580004123"),
        ("אפס חמש ארבע שני אפסים אחת שתיים שלוש ארבע חמש", "+972540012345"),
        ("חמישים ארבע שבע שבע שבע שש שש שש שש", "+972547776666"),
        ("אחת שמונה מאות חמישים חמישים חמישים", "+9721800505050"),
        ("קידומת אפס חמש שתיים ואז שלוש ארבע חמש שש שבע שמונה תשע", "+972523456789"),
        ("אפס שבע תשע חמישה חמש תשע ארבע מאות ושבעים תשע", "+972795594709"),
        ("052 שלוש ארבע חמש שש שבע שמונה תשע", "+972523456789"),
        ("+1 212 555 1234", "+12125551234"),
    ],
)
def test_numbers(text: str, expected: str) -> None:
    assert [phone.e164 for phone in read_phones(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*6555", "*6555"),
        ("2000*", "*2000"),
        ("כוכבית שלוש ארבע חמש חמש", "*3455"),
        ("כוכבית שלושים ארבע חמישים", "*3450"),
    ],
)
def test_star_codes(text: str, expected: str) -> None:
    (phone,) = read_phones(text)
    assert (phone.star_code, phone.e164, phone.whatsapp) == (expected, None, False)


def test_emergency_numbers_only_where_one_dials() -> None:
    assert [phone.emergency for phone in read_phones("חייגו 101")] == ["101"]
    assert read_phones("מחיר 100") == []


@pytest.mark.parametrize(
    "text",
    [
        "0521234",
        "אפס חמש שתיים שלוש ארבע",
        "אפס חמש שתיים שלוש ארבע חמש שש שבע שמונה תשע אפס",
        "פלוס תשע שבע שתיים חמישים",
    ],
)
def test_too_few_or_too_many_digits_are_a_number_that_is_not_whole(text: str) -> None:
    (phone,) = read_phones(text)
    assert (phone.complete, phone.e164) == (False, None)


@pytest.mark.parametrize(
    "text",
    [
        "תעודת זהות 312345678", "אסמכתא 0501234567", "ת.ז. 034567891", "ח.פ 034567891",
        "כרטיס אשראי 4580123412341234", "192.168.1.1", "888-45.", "בשנת 2025", "20.10.2025 15:00",
        "אני צריך שתיים שלוש ארבע יחידות", "יש לי שלושה ילדים", "מחיר 100",
    ],
)  # fmt: skip
def test_what_is_no_phone(text: str) -> None:
    assert read_phones(text) == []


def test_whatsapp_is_for_mobiles() -> None:
    assert [phone.whatsapp for phone in read_phones("052-3456789")] == [True]
    assert [phone.whatsapp for phone in read_phones("02-6555555")] == [False]


def test_two_numbers_and_their_spans() -> None:
    text = "יש לי 050-1234567 או 054-7654321"
    assert [text[slice(*phone.span)] for phone in read_phones(text)] == ["050-1234567", "054-7654321"]


def test_asked_for_a_number_bare_digits_are_one() -> None:
    assert digits("523456789") == []
    assert digits("523456789", is_asked=True) == ["523456789"]
    assert read_phones("12345", is_asked=True) == [Phone("12345", (0, 5), complete=False)]
