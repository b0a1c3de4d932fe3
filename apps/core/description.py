"""How the API describes itself: what follows from a view's verb and parameters need not be written at it."""

from typing import Any

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry
from drf_spectacular.utils import Direction

from apps.core.api import ErrorSerializer
from apps.core.preconditions import IF_MATCH
from apps.core.repeats import IDEMPOTENCY_KEY
from apps.core.verbs import ANYBODY


class ApiSchema(AutoSchema):
    """Adds the refusals every such request may meet; the rest are declared by `refusals(409, ...)`."""

    def get_override_parameters(self) -> list[Any]:
        headers = [(IF_MATCH, self._is_versioned()), (IDEMPOTENCY_KEY, self._is_keyed())]
        return [*super().get_override_parameters(), *(header for header, is_taken in headers if is_taken)]

    def query_kinds(self, method: str) -> dict[str, str]:
        """The type of each query parameter of a method, without describing the rest of it."""
        self.method, self.path, self.registry = method, "", ComponentRegistry()
        described = [each for each in self._get_parameters() if each["in"] == "query"]
        return {each["name"]: each["schema"].get("type", "") for each in described}

    def _get_response_bodies(self, direction: Direction = "response") -> dict[str, Any]:
        declared = super()._get_response_bodies(direction)
        written: Any = self._get_response_for_code
        implied = {status: written(ErrorSerializer, status) for status in self._implied()}
        return dict(sorted({**implied, **declared}.items()))

    def _implied(self) -> list[str]:
        view: Any = self.view
        verb = view.verb[self.method] if isinstance(view.verb, dict) else view.verb
        names_something = any(each["in"] == "path" for each in self._get_parameters())
        implied = {
            # A parameter that is not described is refused everywhere.
            "400": True,
            "401": verb != ANYBODY,
            "403": verb != ANYBODY,
            "404": names_something,
            "409": self._is_keyed(),
            "412": self._is_versioned(),
            "422": self._is_keyed(),
        }
        return [status for status, is_so in implied.items() if is_so]

    def _is_versioned(self) -> bool:
        view: Any = self.view
        return self.method in view.versioned

    def _is_keyed(self) -> bool:
        view: Any = self.view
        return self.method == "POST" and bool(view.keyed)


def requests_closed(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """Says of each body that it takes no other fields than its own, as `apps.core.asking` sees to it."""
    schemas = result["components"]["schemas"]
    waiting = [
        operation.get("requestBody", {}) for path in result["paths"].values() for operation in path.values()
    ]
    seen: set[str] = set()
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            name = str(part.get("$ref", "")).rpartition("/")[2]
            if name and name not in seen:
                seen.add(name)
                waiting.append(schemas[name])
            if part.get("type") == "object" and "properties" in part:
                part.setdefault("additionalProperties", False)
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return result
