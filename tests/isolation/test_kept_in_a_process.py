"""What a process keeps between requests, it keeps of one business: no answer to one is given to the other.

Both are asked for everything one after the other, each way round, by the same process. The rows of which a
business has one only, and which have no number to tell them by, are marked too.
"""

from django.db.models import Model
from rest_framework.response import Response

from apps.assistant.models import AssistantProfile
from apps.core.crypto import Secret
from apps.credentials.models import BusinessCredentials
from apps.scheduling.models import AppointmentSettings
from apps.tenants.context import in_tenant
from apps.tenants.models import Business
from tests.isolation.answers import is_open, text_of, told
from tests.isolation.described import operation_of, query_of
from tests.isolation.endpoints import Endpoint, rest_endpoints
from tests.isolation.makers import own_ids
from tests.isolation.owned import models_of_businesses
from tests.isolation.people import Person, joined
from tests.isolation.stage import Ids, Stage, ask, secret_of, undone

READ = [endpoint for endpoint in rest_endpoints() if "GET" in endpoint.methods]
SINGLE = {AssistantProfile, AppointmentSettings}
NUMBERS = {"halutz": 71, "shaked": 72}


def marks_of(business: Business) -> dict[str, str]:
    """By what they stand in; each as long as no other number or word of an answer is."""
    number = NUMBERS[business.slug]
    return {
        "rows": secret_of(business),
        "business": f"name-of-{business.slug}",
        "profile": f"greeting-of-{business.slug}",
        "profile's version": f"{number}000001",
        "settings' version": f"{number}000002",
        "credentials": f"AC{number}{'0' * 30}",
    }


def mark(business: Business) -> None:
    marks = marks_of(business)
    Business.objects.filter(pk=business.pk).update(name=marks["business"])
    BusinessCredentials.objects.update_or_create(
        business=business,
        defaults={"twilio_account_sid": marks["credentials"], "twilio_auth_token": Secret("0" * 32)},
    )
    with in_tenant(business.schema_name):
        AssistantProfile.objects.update_or_create(
            pk=1, defaults={"greeting": marks["profile"], "version": marks["profile's version"]}
        )
        AppointmentSettings.objects.update_or_create(pk=1, defaults={"version": marks["settings' version"]})


def marks_in(response: Response, business: Business) -> set[str]:
    text = text_of(response)
    return {name for name, value in marks_of(business).items() if value in text}


def is_single(model: type[Model]) -> bool:
    """Whether its key is always the same."""
    return isinstance(model._meta.pk.get_default(), int)


def test_every_row_that_stands_alone_is_marked() -> None:
    assert {model for model in models_of_businesses() if is_single(model)} == SINGLE, "mark it in mark()"


def test_nobody_is_given_what_the_other_asked_for(stage: Stage) -> None:
    wrong, shown = [], set()
    with undone():
        mark(stage.business)
        mark(stage.other)
        ours, theirs = owner_of(stage.business, stage.ours), owner_of(stage.other, stage.theirs)
        for endpoint in READ:
            found: dict[tuple[int, frozenset[str]], str] = {}
            for owner, elsewhere in ((ours, theirs), (theirs, ours), (theirs, ours), (ours, theirs)):
                answer = asked(*owner, endpoint)
                own, foreign = (marks_in(answer, each[0]) for each in (owner, elsewhere))
                shown |= {(owner[0].slug, name) for name in own}
                found.setdefault((answer.status_code, frozenset(own)), told(answer))
                if foreign or (answer.status_code >= 400 and not is_open(endpoint, "GET")):
                    wrong.append(f"{endpoint.route} to {owner[0].slug}: {foreign}, {told(answer)}")
            if len(found) > 1:
                wrong.append(f"{endpoint.route} tells the one what it does not tell the other: {found}")

    assert wrong == []
    businesses = (stage.business, stage.other)
    assert shown == {(business.slug, name) for business in businesses for name in marks_of(business)}


Asking = tuple[Business, Ids, Person]


def owner_of(business: Business, ids: Ids) -> Asking:
    signed_in = joined(business, "owner")
    person = Person("owner", "owner", f"Bearer {signed_in.access}", membership=signed_in.membership)
    return business, Ids({**ids, **own_ids(signed_in.membership)}), person


def asked(business: Business, ids: Ids, person: Person, endpoint: Endpoint) -> Response:
    query = query_of(operation_of(endpoint, "GET"), ids)
    return ask(person, "GET", endpoint.path(ids), host=f"{business.slug}.testserver", query=query)
