"""What the verb table says an answer must be, and how a real one differs."""

import re
from dataclasses import dataclass

from rest_framework.response import Response

from apps.accounts.permissions import IMPERSONATOR_DENIED, VERBS, verb_of
from apps.core.verbs import ANY_MEMBER, ANYBODY
from apps.tenants.models import Business
from tests.isolation.endpoints import Endpoint
from tests.isolation.people import Person
from tests.isolation.stage import secret_of


@dataclass(frozen=True, slots=True)
class Refusal:
    status: int
    code: str


SIGN_IN = Refusal(401, "not_authenticated")
FORBIDDEN = Refusal(403, "forbidden")
NOT_FOUND = Refusal(404, "not_found")
NOT_AS_SOMEBODY_ELSE = Refusal(403, "impersonation_forbidden")
NOT_DECLARED = Refusal(405, "method_not_allowed")
REFUSALS_OF_THE_TABLE = (SIGN_IN, FORBIDDEN, NOT_AS_SOMEBODY_ELSE)


def is_open(endpoint: Endpoint, method: str) -> bool:
    return verb_of(endpoint.view, method) == ANYBODY


def refusal_for(endpoint: Endpoint, method: str, person: Person) -> Refusal | None:
    """None for somebody whom the table lets in."""
    verb = verb_of(endpoint.view, method)
    if verb == ANYBODY:
        return None
    if person.role is None:
        return SIGN_IN
    if verb == ANY_MEMBER:
        return None
    if verb is None or person.role not in VERBS[verb]:
        return FORBIDDEN
    return NOT_AS_SOMEBODY_ELSE if person.is_impersonated and verb in IMPERSONATOR_DENIED else None


def refusals_of_undeclared(endpoint: Endpoint, person: Person) -> set[Refusal]:
    """Of a method the view does not answer: whoever may do something there is told so, nobody else is."""
    refused = {refusal_for(endpoint, method, person) for method in endpoint.methods}
    if None not in refused:
        return {refusal for refusal in refused if refusal}
    # Where somebody without a token is let in, who shows a wrong one may still be asked to sign in.
    return {NOT_DECLARED, SIGN_IN} if person.role is None and person.authorization else {NOT_DECLARED}


def refusal_in(response: Response) -> Refusal | None:
    """The refusal an answer is; None for any other answer."""
    if response.status_code < 400 or "json" not in response.get("Content-Type", ""):
        return None
    return Refusal(response.status_code, response.json()["error"]["code"])


def is_silent(response: Response, *businesses: Business) -> bool:
    """Whether the answer holds nothing of these businesses."""
    text = text_of(response)
    return not any(secret_of(business) in text for business in businesses)


def text_of(response: Response) -> str:
    """Everything an answer says: its head too."""
    body = b"".join(response) if response.streaming else response.content
    return f"{dict(response.headers)} {response.cookies.output()} {body.decode('utf-8', 'replace')}"


def told(response: Response) -> str:
    """An answer for a person to read."""
    fault = getattr(response, "exc_info", None)
    return (
        f"{response.status_code} {fault[1]!r}"
        if fault
        else f"{response.status_code} {text_of(response)[-160:]}"
    )


def links_in(response: Response) -> list[str]:
    """Every address in an answer that leads into the API."""
    if "json" not in response.get("Content-Type", ""):
        return []
    return re.findall(r'"((?:https?://[^/"]+)?/api/[^"]*)"', response.content.decode())
