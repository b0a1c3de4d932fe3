"""Every way in which a REST view of the public host could be asked for what a business keeps."""

from collections.abc import Iterator
from itertools import product
from urllib.parse import urlencode

import orjson

from apps.core.parameters import parameters_taken
from apps.tenants.models import Business
from tests.isolation.endpoints import METHODS, Endpoint
from tests.isolation.people import ROLES
from tests.isolation.stage import Stage, secret_of

NAMES = ("business", "business_id", "slug", "schema", "schema_name", "tenant", "host", "id", "pk")
"""What a business could be asked for by, beside the ids of its rows."""
PEOPLE = ("nobody", "system admin", *(f"{role} {where}" for role in ROLES for where in ("here", "elsewhere")))
Request = tuple[dict[str, str], str, str, bytes]


def foreign_words(stage: Stage) -> tuple[str, ...]:
    """What an answer there must not hold."""
    return tuple(word for each in (stage.business, stage.other) for word in (secret_of(each), each.name))


def requests_to(stage: Stage, endpoint: Endpoint) -> Iterator[Request]:
    """Of everybody: the head, the method, the address, the body. The other is named by each of its names in
    turn: in the path alone, in the query and in the body.
    """
    for name, method in product(PEOPLE, METHODS):
        person = stage.person(name)
        head = {"authorization": person.authorization} if person.authorization else {}
        for path, asked in product(paths_to(stage, endpoint), askings(stage)):
            query = urlencode(described(endpoint, method, asked))
            yield head, method, path, b""
            yield head, method, f"{path}?{query}", b""
            yield head, method, path, orjson.dumps(asked)


def described(endpoint: Endpoint, method: str, asked: dict[str, object]) -> dict[str, object]:
    """What the view takes of it, and of what else it takes the business's name: any other is refused."""
    if method not in endpoint.methods:
        return asked
    return {
        name: asked.get(name, asked["business"]) for name in parameters_taken(endpoint.callback, method).names
    }


def paths_to(stage: Stage, endpoint: Endpoint) -> list[str]:
    """With the other's own id of the kind where one is known, and with each of its names."""
    ways = [
        endpoint.path({kind: stage.theirs.get(kind, name) for kind in endpoint.parameters})
        for name in names_of(stage.other)
    ]
    return list(dict.fromkeys(ways))


def askings(stage: Stage) -> list[dict[str, object]]:
    return [{**dict.fromkeys(NAMES, name), **stage.theirs} for name in names_of(stage.other)]


def names_of(business: Business) -> tuple[object, ...]:
    return (business.pk, business.slug, business.schema_name, f"{business.slug}.testserver")
