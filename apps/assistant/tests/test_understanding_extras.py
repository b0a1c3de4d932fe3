"""A summary does not hang on the rest of an answer: what does not fit is left out."""

import pytest

from apps.assistant.models import Understanding
from apps.assistant.tests.provider import completion
from apps.assistant.tests.talks import call_of
from apps.assistant.understanding.services import conversation_understand
from apps.crm.models import FieldProvenance
from apps.tenants.context import in_tenant

SUMMARY = "דנה ביקשה תספורת."


@pytest.mark.parametrize(
    "extras",
    [
        {},
        {"sentiment": "furious", "topic": 7, "next_step": None, "intents": 7, "fields": [{"field": "name"}]},
        {"sentiment": ["positive"], "outcome": "lead"},
    ],
)
def test_a_summary_stands_without_what_does_not_fit(business, other_business, lead, provider, jobs, extras):
    call = call_of(lead, ("ai", "במה אפשר לעזור?"), ("customer", "קוראים לי דנה, אפשר תספורת?"))
    provider.will_answer(completion({"summary": SUMMARY, **extras}))

    conversation_understand(source_kind="call", source_id=call.pk)

    stored = Understanding.objects.get()
    assert stored.summary == SUMMARY
    assert (stored.next_step, stored.topic, stored.sentiment) == ("", "", "")
    assert [each["intent"] for each in stored.intents] == ["none"]
    assert not FieldProvenance.objects.exists()
    assert len(provider.asked) == 1
    with in_tenant(other_business.schema_name):
        assert not Understanding.objects.exists()
