"""No view reads a parameter that is not described: those that are described are tried with foreign ids."""

from typing import Any, ClassVar

import pytest
from django.core.handlers import wsgi
from django.http import QueryDict

from tests.isolation.described import body_of, names_of_query, operation_of, query_of
from tests.isolation.endpoints import Endpoint, each, handled, rest_endpoints
from tests.isolation.stage import Stage, ask, undone

HANDLED = [pair for pair in handled(rest_endpoints()) if pair[0].route.startswith("/api/v1/")]
WHOLE = "*"


class Noting(QueryDict):
    """A query that remembers what it was asked for; `*` for all of it at once."""

    read: ClassVar[set[str]] = set()
    is_made = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_made = True

    def _note(self, name: str | None) -> None:
        # REST framework looks for a parameter without a name where its own is switched off.
        if self.is_made and name is not None:
            self.read.add(name)

    def __getitem__(self, name: str) -> Any:
        self._note(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._note(str(name))
        return super().__contains__(name)

    def getlist(self, name: str, default: Any = None) -> list[Any]:
        self._note(name)
        return super().getlist(name, default)

    def items(self) -> Any:
        self._note(WHOLE)
        return [(name, values[-1]) for name, values in self.lists()]


@pytest.fixture(autouse=True)
def read(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    monkeypatch.setattr(wsgi, "QueryDict", Noting)
    Noting.read.clear()
    return Noting.read


@each(HANDLED)
def test_every_parameter_that_is_read_is_described(
    stage: Stage, endpoint: Endpoint, method: str, read: set[str]
) -> None:
    """All of a query is read where fields of the business's own may stand in it only."""
    operation = operation_of(endpoint, method)
    described = names_of_query(operation)
    owner = stage.person("owner here")
    query, body = query_of(operation, stage.ours), body_of(operation, stage.ours)
    with undone():
        ask(owner, method, endpoint.path(stage.ours), query=query, body=body)

    allowed = {WHOLE} if "custom.<key>" in described else set()
    assert read - described - allowed == set()
