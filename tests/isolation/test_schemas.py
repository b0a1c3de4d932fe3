"""The generated requests reach an id wherever a description can put one."""

from typing import Any

import pytest

from tests.isolation.described import query_ids, query_words
from tests.isolation.schemas import Place, placed, places_of

IDS = {"lead_id": 7, "service_id": 8}
NUMBER, WORDS = {"type": "integer"}, {"type": "string"}


def thing(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}


def each(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


NESTED = thing(
    rows=each(thing(lead_id=NUMBER, parts=each(thing(service_ids=each(NUMBER), note=WORDS)))),
    by_name={"type": "object", "additionalProperties": thing(lead=NUMBER)},
    either={"oneOf": [thing(lead_id=NUMBER), thing(order=NUMBER)]},
)


def test_every_id_and_word_of_a_nested_body_is_a_place() -> None:
    assert list(places_of(NESTED)) == [
        Place(("rows", "[]", "lead_id"), "lead_id"),
        Place(("rows", "[]", "parts", "[]", "service_ids", "[]"), "service_id"),
        Place(("rows", "[]", "parts", "[]", "note"), None),
        Place(("by_name", "*", "lead"), "lead_id"),
        Place(("either", "lead_id"), "lead_id"),
    ]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        (
            ("rows", "[]", "lead_id"),
            {"rows": [{"lead_id": 99, "parts": [{"service_ids": [8], "note": "some words"}]}]},
        ),
        (
            ("rows", "[]", "parts", "[]", "service_ids", "[]"),
            {"rows": [{"lead_id": 7, "parts": [{"service_ids": [8, 99], "note": "some words"}]}]},
        ),
        (("by_name", "*", "lead"), {"by_name": {"*": {"lead": 99}}}),
        (("either", "lead_id"), {"either": {"lead_id": 99}}),
    ],
)
def test_anothers_id_stands_where_the_place_is(steps: tuple[str, ...], expected: dict[str, Any]) -> None:
    assert placed(NESTED, {}, steps, 99, IDS, alone=False) == expected


def test_an_id_that_nobody_knows_stops_the_tests() -> None:
    with pytest.raises(LookupError, match="'kettle_id'"):
        list(places_of(thing(rows=each(thing(kettle_id=NUMBER)))))


def test_ids_of_a_list_in_the_query_are_asked_for_too() -> None:
    described = {"lead": NUMBER, "service_ids": each(NUMBER), "words": each(WORDS), "order": NUMBER}
    operation = {
        "parameters": [{"in": "query", "name": name, "schema": schema} for name, schema in described.items()]
    }

    assert list(query_ids(operation)) == [("lead", "lead_id"), ("service_ids", "service_id")]
    assert list(query_words(operation)) == ["words"]
