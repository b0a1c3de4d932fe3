"""Requests as the API's own description says they should look."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.isolation.endpoints import Endpoint
from tests.isolation.makers import maker_name
from tests.isolation.schemas import Ids, Place, Schema, description, placed, places_of, stands, value_of

JSON, FORM = "application/json", "multipart/form-data"
Operation = dict[str, Any]
DAY_OF_THE_EXAMPLES = datetime(2026, 11, 22, 7, tzinfo=UTC)
"""Two days before the moment at which the examples book a meeting."""


def operation_of(endpoint: Endpoint, method: str) -> Operation:
    """Fails when an endpoint of the API is not in the description; the description's own pages are not."""
    found = description()["paths"].get(endpoint.described_as, {}).get(method.lower(), {})
    if not found and endpoint.route.startswith("/api/v1/"):
        raise LookupError(f"{method} {endpoint.described_as} is missing in the API's description")
    return dict(found)


def statuses_of(operation: Operation) -> set[int]:
    """What may be answered."""
    return {int(status) for status in operation["responses"]}


def parameters_of(operation: Operation) -> Iterator[tuple[str, Schema]]:
    """Each query parameter and what it takes, each time where it may come several times."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query":
            yield parameter["name"], parameter["schema"].get("items", parameter["schema"])


def names_of_query(operation: Operation) -> set[str]:
    return {name for name, _ in parameters_of(operation)}


def query_ids(operation: Operation) -> Iterator[tuple[str, str]]:
    """Each query parameter that takes an id, and what the id names."""
    for parameter, schema in parameters_of(operation):
        is_id = schema.get("type") == "integer" or parameter.endswith("_id")
        if is_id and (names := maker_name(parameter)):
            yield parameter, names


def query_words(operation: Operation) -> Iterator[str]:
    """Each query parameter that takes words of any kind, or words at all of a format."""
    for parameter, schema in parameters_of(operation):
        if schema.get("type") == "string" and "enum" not in schema:
            yield parameter


def query_of(operation: Operation, ids: Ids) -> dict[str, Any]:
    """The parameters that must be there."""
    return {
        parameter["name"]: value_of(parameter["name"], parameter["schema"], ids)
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter.get("required")
    }


def schema_of(operation: Operation, kind: str = JSON) -> Schema | None:
    """What a body of this kind looks like; None where none is taken."""
    schema: Schema | None = operation.get("requestBody", {}).get("content", {}).get(kind, {}).get("schema")
    return schema


def body_places(operation: Operation, kind: str = JSON) -> list[Place]:
    """Everywhere in the body."""
    schema = schema_of(operation, kind)
    return list(dict.fromkeys(places_of(schema))) if schema else []


def body_of(operation: Operation, ids: Ids) -> Any:
    """The described example of a body with ids that exist, else what it needs; None where none is taken."""
    schema = schema_of(operation)
    if schema is None:
        return None
    examples = list(operation["requestBody"]["content"][JSON].get("examples", {}).values())
    body = examples[0]["value"] if examples else value_of("", schema, ids)
    for place in body_places(operation):
        if place.names and stands(body, place.steps):
            steps, own = place.steps, ids[place.names]
            is_list = place.is_list
            body = placed(
                schema, body, steps[:-1] if is_list else steps, [own] if is_list else own, ids, alone=False
            )
    return body


def body_with(operation: Operation, body: Any, place: Place, value: object, ids: Ids) -> list[Any]:
    """The body with the value there: beside all that is in it, and beside what it needs only."""
    schema = schema_of(operation)
    assert schema is not None
    ways = [placed(schema, body, place.steps, value, ids, alone=alone) for alone in (False, True)]
    return ways[:1] if ways[0] == ways[1] else ways
