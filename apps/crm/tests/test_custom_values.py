import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.core.errors import AppError
from apps.crm.custom_values import Definition, custom_changed, custom_cleaned, custom_sought
from apps.crm.errors.custom_fields import (
    CustomFieldUnknownError,
    CustomValueInvalidError,
    CustomValuesInvalidError,
)

FIELDS = {
    "about": Definition("text"),
    "budget": Definition("number"),
    "due": Definition("date"),
    "size": Definition("choice", ("קטן", "גדול")),
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.mark.parametrize(
    ("key", "value", "stored"),
    [
        ("about", "  מוכן מיד ", "מוכן מיד"),
        ("about", "", None),
        ("about", "   ", None),
        ("budget", 1200, 1200),
        ("budget", 0, 0),
        ("budget", -0.5, -0.5),
        ("due", "2026-11-22", "2026-11-22"),
        ("size", "גדול", "גדול"),
        ("size", None, None),
    ],
)
def test_a_value_is_stored_as_its_field_wants_it(key, value, stored):
    assert custom_cleaned(FIELDS, {key: value}) == {key: stored}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("about", 7),
        ("about", "א" * 501),
        ("about", "א\x00"),
        ("budget", "1200"),
        ("budget", True),
        ("budget", float("nan")),
        ("budget", 10**16),
        ("due", "22/11/2026"),
        ("due", "2026-02-30"),
        ("due", "20261122"),
        ("due", 20261122),
        ("size", "ענק"),
        ("size", ["גדול"]),
    ],
)
def test_a_value_of_another_kind_is_refused_by_its_name(key, value):
    with pytest.raises(CustomValueInvalidError) as refused:
        custom_cleaned(FIELDS, {key: value})

    assert refused.value.data == {"field": f"custom.{key}"}


def test_a_field_that_is_not_there_is_refused():
    with pytest.raises(CustomFieldUnknownError):
        custom_cleaned(FIELDS, {"colour": "אדום"})


def test_only_what_is_given_changes_and_an_empty_field_has_no_key():
    assert custom_changed({"a": 1, "b": 2}, {"b": None, "c": 3}) == {"a": 1, "c": 3}


@pytest.mark.parametrize(("text", "value"), [("1200", 1200.0), ("-1.5", -1.5)])
def test_a_number_that_is_asked_for_is_compared_as_one(text, value):
    assert custom_sought(FIELDS, {"budget": text, "size": "גדול"}) == {"budget": value, "size": "גדול"}
    with pytest.raises(CustomValueInvalidError):
        custom_sought(FIELDS, {"budget": "הרבה"})


@given(st.sampled_from([*FIELDS, "colour"]), anything)
def test_anything_is_stored_small_or_refused_in_both_languages(key, value):
    stored, refusal = None, None
    try:
        stored = custom_cleaned(FIELDS, {key: value})[key]
    except AppError as error:
        refusal = error

    assert refusal is None or (refusal.status, bool(refusal.message("he") and refusal.message("en"))) == (
        422,
        True,
    )
    assert stored is None or isinstance(stored, str | int | float)
    assert len(str(stored)) <= 500


@pytest.mark.parametrize("language", ["he", "en"])
def test_all_that_is_wrong_is_told_at_once(language):
    with pytest.raises(CustomValuesInvalidError) as refused:
        custom_cleaned(FIELDS, {"budget": "x", "about": "ok", "due": "מחר", "nothing": 1})

    told = refused.value.described(language)
    assert (told["code"], refused.value.status) == ("custom_values_invalid", 422)
    assert list(told["fields"]) == ["custom.budget", "custom.due", "custom.nothing"]
    assert told["fields"]["custom.budget"] == ["יש להזין מספר." if language == "he" else "Give a number."]


@pytest.mark.parametrize("written", ["1_000", "١٢", " 5", "５", "nan", "inf"])
def test_a_number_that_is_sought_is_written_in_plain_digits(written):
    with pytest.raises(CustomValueInvalidError):
        custom_sought(FIELDS, {"budget": written})
