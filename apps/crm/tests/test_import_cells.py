"""From headings to fields, and from cells to what a lead stores."""

import pytest

from apps.crm.custom_values import Definition
from apps.crm.importing.cells import row_read
from apps.crm.importing.headings import mapping_guessed
from apps.crm.importing.tables import phones_shown
from apps.crm.importing.vocabulary import Vocabulary

VOCABULARY = Vocabulary(
    definitions={
        "budget": Definition("number"),
        "birthday": Definition("date"),
        "size": Definition("choice", ("קטן", "גדול")),
    },
    statuses={"חדש": 1},
    owners={"דנה לוי": 7, "dana@example.com": 7},
)


def read(**cells):
    names = [name.replace("custom_", "custom.") for name in cells]
    return row_read(2, list(cells.values()), mapping=names, vocabulary=VOCABULARY)


def faults(row):
    return [(fault["field"], fault["code"]) for fault in row.faults]


@pytest.mark.parametrize(
    ("headings", "mapping"),
    [
        (["שם", "טלפון", 'דוא"ל', "עיר"], ["name", "phone", "email", "city"]),
        (["Full Name", "Phone_Number*", "E-mail", "Notes"], ["name", "phone", "email", "notes"]),
        (["שם פרטי", "שם משפחה", "מס' טלפון:"], ["first_name", "last_name", "phone"]),
        (["נייד", "טלפון", "סטטוס", "אחראי"], ["phone", "other_phone", "status", "owner"]),
        (["תקציב", "גודל", "סתם", "Budget"], ["custom.budget", "custom.size", None, None]),
        (["שֵׁם", " הערות "], ["name", "notes"]),
    ],
)
def test_headings_are_known_in_both_languages(headings, mapping):
    assert mapping_guessed(headings, [], {"תקציב": "budget", "גודל": "size"}) == mapping


def test_columns_without_headings_are_known_by_what_is_in_them():
    sample = [["דנה", "0521234567", "d@example.com"], ["יוסי", "054-111-2222", ""]]
    assert mapping_guessed(["", "", ""], sample, {}) == [None, "phone", "email"]


def test_numbers_of_the_sample_show_how_they_will_be_stored():
    assert phones_shown([["דנה", "052-1234567"], ["12", "אין"]]) == [
        {"column": 1, "given": "052-1234567", "normalised": "+972521234567"},
        {"column": 1, "given": "אין", "normalised": None},
    ]


def test_a_row_becomes_what_a_lead_stores():
    row = read(
        first_name="דנה",
        last_name="כהן",
        phone="521234567",
        other_phone="03-1234567",
        email="Dana@Example.com",
        tags="VIP; חוזרת",
        status="חדש",
        owner="Dana@example.com",
        custom_budget="₪1,200.50",
        custom_birthday="22/11/90",
        custom_size=" גדול ",
    )

    assert row.faults == []
    assert row.details == {
        "name": "דנה כהן",
        "phone": "+972521234567",
        "email": "dana@example.com",
        "tags": ["VIP", "חוזרת"],
        "status_id": 1,
        "owner_id": 7,
        "custom": {"budget": 1200.5, "birthday": "1990-11-22", "size": "גדול"},
    }
    assert row.identities == [
        ("email", "dana@example.com"),
        ("phone", "+97231234567"),
        ("phone", "+972521234567"),
    ]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1200", 1200), ("1,200", 1200), ("1,5", 1.5), ("12.5", 12.5), ("-3", -3), ("1,234,567.8", 1234567.8)],
)
def test_numbers_as_people_write_them(text, number):
    assert read(name="דנה", custom_budget=text).details["custom"] == {"budget": number}


def test_every_fault_of_a_row_is_told():
    row = read(
        phone="12",
        email="nobody",
        status="אין כזה",
        owner="זר",
        custom_budget="הרבה",
        custom_birthday="31/02/2026",
        custom_size="ענק",
    )

    assert faults(row) == [
        ("phone", "phone_invalid"),
        ("email", "email_invalid"),
        ("status", "status_unknown"),
        ("owner", "member_unknown"),
        ("custom.budget", "custom_value_invalid"),
        ("custom.birthday", "custom_value_invalid"),
        ("custom.size", "custom_value_invalid"),
    ]
    assert row.identities == []
    assert row.faults[0] | {"he": "", "en": ""} == {
        "field": "phone",
        "value": "12",
        "code": "phone_invalid",
        "he": "",
        "en": "",
    }


def test_nobody_and_too_many_cells_are_faults():
    assert faults(read(city="חיפה")) == [("", "lead_empty")]
    row = row_read(3, ["דנה", "חיפה", "עוד"], mapping=["name", "city"], vocabulary=VOCABULARY)
    assert faults(row) == [("", "import_row_too_long")]
    row = row_read(3, ["דנה", "חיפה", " "], mapping=["name", "city"], vocabulary=VOCABULARY)
    assert row.faults == []


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "＝1+1"])
def test_what_looks_like_a_formula_is_a_name(name):
    assert read(name=name).details == {"name": name}
    assert read(name=f"'{name}").details == {"name": name}


def test_what_cannot_be_stored_is_a_fault_of_its_row():
    assert faults(read(name="א\x00ב")) == [("name", "field_invalid")]
    assert faults(read(name="א" * 121)) == [("name", "field_invalid")]
    assert faults(read(name="דנה", notes="א" * 20_001)) == [("notes", "field_invalid")]
    assert faults(read(name="דנה", tags=",".join(str(number) for number in range(21)))) == [
        ("tags", "tags_invalid")
    ]
    assert read(name="👩‍🦰 \u202eהפוך\u202c").details == {"name": "👩‍🦰 \u202eהפוך\u202c"}


@pytest.mark.parametrize(
    ("text", "stored"),
    [("5.6.24", "2024-06-05"), ("5.6.2024 14:30", "2024-06-05"), ("2024-06-05T14:30:00Z", "2024-06-05")],
)
def test_a_date_of_a_file_is_stored_without_its_time(text, stored):
    assert read(name="דנה", custom_birthday=text).details["custom"] == {"birthday": stored}


@pytest.mark.parametrize(
    "text", ["5.6.24 בערב", "5.6.24-7.6.24", "2024-06-05 בערב", "2024-06-05000", "31.2.24"]
)
def test_what_is_more_or_less_than_a_date_is_a_fault_of_the_row(text):
    row = read(name="דנה", custom_birthday=text)

    assert faults(row) == [("custom.birthday", "custom_value_invalid")]
    assert row.details["custom"] == {}


@pytest.mark.parametrize("text", ["1_000", "١٢٠٠", "12 ٣"])
def test_a_number_in_other_digits_is_a_fault(text):
    assert faults(read(name="דנה", custom_budget=text)) == [("custom.budget", "custom_value_invalid")]
