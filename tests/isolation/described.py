"""Requests as the API's own description says they should look."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from tests.isolation.endpoints import Endpoint
from tests.isolation.makers import maker_name

Ids = Mapping[str, object]
TEXTS = {
    "date": "2026-11-24",
    "date-time": "2026-11-24T07:30:00Z",
    "email": "somebody@example.test",
    "uri": "https://example.test/",
    "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
}


def operation_of(endpoint: Endpoint, method: str) -> dict[str, Any]:
    """Fails when an endpoint of the API is not in the description; the description's own pages are not."""
    found = description()["paths"].get(endpoint.described_as, {}).get(method.lower(), {})
    if not found and endpoint.route.startswith("/api/v1/"):
        raise LookupError(f"{method} {endpoint.described_as} is missing in the API's description")
    return dict(found)


def names_of_query(operation: dict[str, Any]) -> set[str]:
    return {each["name"] for each in operation.get("parameters", []) if each["in"] == "query"}


def query_ids(operation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Each query parameter that takes an id, and what the id names."""
    for parameter in operation.get("parameters", []):
        if parameter["in"] == "query" and (name := _id_of(parameter["name"], parameter["schema"])):
            yield parameter["name"], name


def query_of(operation: dict[str, Any], ids: Ids) -> dict[str, Any]:
    """The parameters that must be there."""
    return {
        parameter["name"]: _value(parameter["name"], parameter["schema"], ids)
        for parameter in operation.get("parameters", [])
        if parameter["in"] == "query" and parameter.get("required")
    }


def body_ids(operation: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    """Each field of the body that takes an id or a list of them: name, what the id names, is it a list."""
    for field, schema in _properties(_body_schema(operation)).items():
        plain = _resolved(schema)
        is_list = plain.get("type") == "array"
        if name := _id_of(field, plain["items"] if is_list else plain):
            yield field, name, is_list


def body_of(operation: dict[str, Any], ids: Ids) -> Any:
    """The described example of a body, else its required fields; None where no body is taken."""
    schema = _body_schema(operation)
    if schema is None:
        return None
    examples = list(_json_of(operation["requestBody"]).get("examples", {}).values())
    body = examples[0]["value"] if examples else _value("", schema, ids)
    own = {
        field: [ids[name]] if is_list else ids[name]
        for field, name, is_list in body_ids(operation)
        if field in body
    }
    return {**body, **own}


@cache
def description() -> dict[str, Any]:
    return dict(SchemaGenerator(urlconf="prosaas.urls_tenant").get_schema(public=True))


def _json_of(body: dict[str, Any]) -> dict[str, Any]:
    return dict(body["content"].get("application/json", {}))


def _body_schema(operation: dict[str, Any]) -> dict[str, Any] | None:
    body = operation.get("requestBody")
    return _json_of(body).get("schema") if body else None


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    """Without references: what it really says."""
    if "$ref" in schema:
        return _resolved(description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    for combined in ("allOf", "oneOf", "anyOf"):
        if combined in schema:
            return _resolved(schema[combined][0])
    return schema


def _properties(schema: dict[str, Any] | None) -> dict[str, Any]:
    return _resolved(schema).get("properties", {}) if schema else {}


def _id_of(field: str, schema: dict[str, Any]) -> str | None:
    is_number = _resolved(schema).get("type") == "integer"
    return maker_name(field) if is_number or field.endswith("_id") else None


def _value(field: str, schema: dict[str, Any], ids: Ids) -> Any:
    schema = _resolved(schema)
    if name := _id_of(field, schema):
        return ids[name]
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            required = schema.get("required", [])
            return {name: _value(name, schema["properties"][name], ids) for name in required}
        case "array":
            return [_value(field, schema["items"], ids)]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
    return TEXTS.get(schema.get("format", ""), "some words")
