"""What a described body may look like, and every place in it where an id could stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from drf_spectacular.generators import SchemaGenerator

from tests.isolation.makers import maker_name

Ids = Mapping[str, object]
Schema = dict[str, Any]
EACH, ANY_KEY = "[]", "*"
"""Steps into a list, and into an object whose keys are free."""
TEXTS = {
    "date": "2026-11-24",
    "date-time": "2026-11-24T07:30:00Z",
    "email": "somebody@example.test",
    "uri": "https://example.test/",
    "uuid": "0" * 8 + "-0000-4000-8000-" + "0" * 12,
}


@dataclass(frozen=True, slots=True)
class Place:
    """`steps` lead to it from the body itself; `names` is what an id there names, None where words stand."""

    steps: tuple[str, ...]
    names: str | None

    @property
    def is_list(self) -> bool:
        return self.steps[-1:] == (EACH,)

    def __str__(self) -> str:
        return ".".join(self.steps)


@cache
def description() -> Schema:
    return dict(SchemaGenerator(urlconf="prosaas.urls_tenant").get_schema(public=True))


def places_of(schema: Schema, steps: tuple[str, ...] = ()) -> Iterator[Place]:
    """Everything that takes an id or words, however deep it lies and whichever alternative it belongs to."""
    for branch in branches(schema):
        for step, inner in steps_into(branch):
            yield from places_of(inner, (*steps, step))
        field = next((step for step in reversed(steps) if step != EACH), "")
        if branch.get("type") == "integer" or field.endswith("_id"):
            if names := maker_name(field):
                yield Place(steps, names)
        elif branch.get("type", "string") == "string" and not {"enum", "format"} & set(branch):
            yield Place(steps, None)


def placed(schema: Schema, body: Any, steps: tuple[str, ...], value: object, ids: Ids, *, alone: bool) -> Any:
    """The body with `value` there. What leads there is made where it is missing.

    In a list the value stands behind what is in it. `alone` leaves out of the value's own object what it does
    not need: some take one of several fields only.
    """
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    branch, inner = next(
        (branch, inner) for branch in branches(schema) for name, inner in steps_into(branch) if name == step
    )
    if step == EACH:
        own = body if isinstance(body, list) else []
        if not rest:
            return [*own, value]
        return [
            placed(inner, each, rest, value, ids, alone=alone) for each in own or [value_of("", inner, ids)]
        ]
    given = body if isinstance(body, dict) else {}
    if alone and not any(each not in (EACH, ANY_KEY) for each in rest):
        given = {name: given[name] for name in branch.get("required", []) if name in given}
    before = given.get(step, value_of(step, inner, ids) if rest and rest[0] != EACH else None)
    return {**given, step: placed(inner, before, rest, value, ids, alone=alone)}


def stands(body: Any, steps: tuple[str, ...]) -> bool:
    """Whether the body has something there already."""
    if not steps:
        return True
    if steps[0] == EACH:
        return isinstance(body, list) and bool(body) and stands(body[0], steps[1:])
    return isinstance(body, dict) and steps[0] in body and stands(body[steps[0]], steps[1:])


def value_of(field: str, schema: Schema, ids: Ids) -> Any:
    """An example: of an object what it requires."""
    schema = next(branches(schema))
    if (schema.get("type") == "integer" or field.endswith("_id")) and (names := maker_name(field)):
        return ids[names]
    if "enum" in schema:
        return schema["enum"][0]
    match schema.get("type"):
        case "object":
            return {
                name: value_of(name, schema["properties"][name], ids) for name in schema.get("required", [])
            }
        case "array":
            return [value_of(field, schema["items"], ids)]
        case "integer" | "number":
            return schema.get("minimum", 1)
        case "boolean":
            return False
    return TEXTS.get(schema.get("format", ""), "some words")


def branches(schema: Schema) -> Iterator[Schema]:
    """Without references and combinations: each thing it may be."""
    if "$ref" in schema:
        yield from branches(description()["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
        return
    combined = [each for name in ("allOf", "oneOf", "anyOf") for each in schema.get(name, [])]
    for each in combined:
        yield from branches(each)
    if not combined:
        yield schema


def steps_into(schema: Schema) -> Iterator[tuple[str, Schema]]:
    yield from schema.get("properties", {}).items()
    if schema.get("type") == "array":
        yield EACH, schema["items"]
    if isinstance(free := schema.get("additionalProperties"), dict):
        yield ANY_KEY, free
