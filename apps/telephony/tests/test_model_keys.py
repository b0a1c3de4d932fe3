"""Which key the model's socket is opened with: the business's own, else the platform's, never another's."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest
from django.db.models import TextField, Value

from apps.credentials.models import BusinessCredentials
from apps.credentials.tests.factories import OPENAI_KEY, OTHER_OPENAI_KEY, credentials_make
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import Listen, Scenario
from apps.telephony.models import Call
from apps.telephony.tests.conftest import HALUTZ, SHAKED, Served, books_closed
from apps.tenants.context import in_tenant

PLATFORM = "simulator"
GREETED = Scenario("greeted", (Listen(),), "listens to the greeting")


@pytest.fixture
def refused_keys(served: Served) -> Iterator[set[str]]:
    """Keys the stand-in answers with 401."""
    refused = served.openai.state.refused_keys
    before = set(refused)
    yield refused
    refused.clear()
    refused |= before


def ends(served: Served, *numbers: str) -> list[tuple[str, str]]:
    """Calls the numbers, all at once, and says how each call ended."""

    async def calls() -> None:
        await asyncio.gather(*(place_call(served.call(number), GREETED) for number in numbers))

    asyncio.run(calls())
    books_closed()
    found = []
    for number in numbers:
        with in_tenant("b_halutz" if number == HALUTZ else "b_shaked"):
            found.append(Call.objects.values_list("status", "end_reason").get())
    return found


GOOD, REFUSED = ("completed", "caller_hung_up"), ("failed", "model_unreachable")


@pytest.mark.parametrize(
    ("refused", "expected"),
    [
        (PLATFORM, [GOOD, REFUSED]),
        (OPENAI_KEY, [REFUSED, GOOD]),
        (OTHER_OPENAI_KEY, [GOOD, GOOD]),
    ],
)
def test_a_call_is_paid_with_its_own_business_s_key(
    served: Served, business: Any, other_business: Any, refused_keys: set[str], refused: str, expected: Any
) -> None:
    """The first business brought a key, the second did not. Whose key is refused, that one's call fails."""
    credentials_make(business, openai_key=OPENAI_KEY)
    refused_keys.add(refused)

    assert ends(served, HALUTZ, SHAKED) == expected


def test_two_keys_never_change_places(
    served: Served, business: Any, other_business: Any, refused_keys: set[str]
) -> None:
    credentials_make(business, openai_key=OPENAI_KEY)
    credentials_make(other_business, openai_key=OTHER_OPENAI_KEY)
    refused_keys |= {PLATFORM, OTHER_OPENAI_KEY}

    assert ends(served, HALUTZ, SHAKED) == [GOOD, REFUSED]


def test_without_its_own_key_any_more_a_business_uses_the_platforms(
    served: Served, business: Any, refused_keys: set[str]
) -> None:
    row = credentials_make(business, openai_key=OPENAI_KEY)
    refused_keys.add(OPENAI_KEY)
    row.openai_api_key = None
    row.save()

    assert ends(served, HALUTZ) == [GOOD]


def test_a_key_that_cannot_be_read_ends_the_call_with_an_apology_and_is_not_replaced(
    served: Served, business: Any
) -> None:
    """The platform does not pay silently for a business that brought a key."""
    credentials_make(business, openai_key=OPENAI_KEY)
    BusinessCredentials.objects.update(openai_api_key=Value("gAAAA", TextField()))
    before = len(served.openai.state.sessions.all())

    assert ends(served, HALUTZ) == [REFUSED]
    assert len(served.openai.state.sessions.all()) == before
