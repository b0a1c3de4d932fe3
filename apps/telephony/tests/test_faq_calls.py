"""Calls in which the business's own words answer: over real sockets, one response a turn."""

import asyncio
from typing import Any

from apps.assistant.models import FaqEntry, FaqQuestion
from apps.conversations.models import Message
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.scenario import Listen, Say, Scenario
from apps.telephony.models import Call
from apps.telephony.tests.conftest import Served, books_closed
from apps.tenants.context import in_tenant

ADDRESS = "אנחנו ברחוב הרצל בכניסה השנייה."
ASKS = Scenario(
    "asks",
    (Listen(), Say("address"), Listen(), Say("price"), Listen(), Say("thanks_bye"), Listen()),
    "asks what the business answered, then what it did not",
    expects=(r"הרצל", r"להתראות"),
)


def test_a_question_is_answered_once_and_by_the_businesss_words(
    served: Served, business: Any, other_business: Any
) -> None:
    with in_tenant(business.schema_name):
        FaqEntry.objects.all().delete()
        entry = FaqEntry.objects.create(question="איפה אתם נמצאים?", answer=ADDRESS)

    report = asyncio.run(place_call(served.call(), ASKS))
    books_closed()

    assert report.problems == []
    with in_tenant(business.schema_name):
        call = Call.objects.get()
        asked = list(FaqQuestion.objects.order_by("pk").values_list("text", "step", "entry_id", "source_id"))
        assert asked[0] == ("איפה אתם נמצאים?", "exact", entry.pk, call.pk)
        assert [step for _, step, *_ in asked[1:]] == ["none"]
        said = list(Message.objects.order_by("position").values_list("author", "text"))
        # The greeting, then an answer to each of three turns: never two.
        assert [author for author, _ in said] == ["ai", *(["customer", "ai"] * 3)]
        assert said[2] == ("ai", ADDRESS)
    with in_tenant(other_business.schema_name):
        assert FaqQuestion.objects.count() == 0
