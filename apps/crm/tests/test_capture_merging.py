"""Two leads that a capture says are one: merged where it is sure, asked about where not."""

from apps.audit.actors import AI
from apps.crm.duplicates import Evidence
from apps.crm.models import Lead, LeadMerge, MergeSuggestion
from apps.crm.services.duplicates import duplicate_dismiss
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge, merge_undo
from apps.crm.tests.people import DANA, captured, identities_of, lead_of
from apps.events.models import OutboxEvent


def test_a_provider_that_names_the_number_of_a_hidden_id_makes_one_lead_of_two(business):
    caller, _ = lead_of("0521234567")
    hidden = captured(("lid", "77@lid"), source="whatsapp").lead

    found = captured(("lid", "77@lid"), ("phone", "0521234567"), source="whatsapp", evidence=Evidence.CHANNEL)

    assert (found.lead.pk, found.is_new) == (caller.pk, False)
    assert Lead.objects.get(pk=hidden.pk).merged_into_id == caller.pk
    assert identities_of(caller) == [("lid", "77@lid"), ("phone", "+972521234567")]
    assert captured(("lid", "77@lid")).lead.pk == caller.pk
    assert MergeSuggestion.objects.get().status == "merged"


def test_a_hidden_id_never_becomes_a_number_and_learns_one_when_it_is_told(business):
    hidden = captured(("lid", "972521234567@lid"), source="whatsapp").lead
    assert Lead.objects.get(pk=hidden.pk).phone == ""

    captured(("lid", "972521234567@lid"), ("phone", "0521234567"), evidence=Evidence.CHANNEL)

    assert Lead.objects.get(pk=hidden.pk).phone == "+972521234567"
    assert Lead.objects.count() == 1


def test_a_written_number_and_address_of_two_leads_merge_them(business):
    caller, _ = lead_of("0521234567")
    writer = captured(source="form", details={"name": "דנה", "email": "dana@example.com"}).lead

    found = captured(source="form", details={"phone": "0521234567", "email": "dana@example.com"})

    assert found.lead.pk == caller.pk
    assert Lead.objects.get(pk=writer.pk).merged_into_id == caller.pk
    assert Lead.objects.get(pk=caller.pk).name == "דנה"


def test_two_leads_with_a_number_each_are_never_merged_by_themselves(business):
    hers, _ = lead_of("0521234567")
    his, _ = lead_of("0541112222")
    lead_update(lead_id=his.pk, changes={"email": "ron@example.com"}, actor=DANA)

    found = captured(
        source="form",
        details={"phone": "0521234567", "email": "ron@example.com"},
        evidence=Evidence.CHANNEL,
    )

    assert found.lead.pk == hers.pk
    assert LeadMerge.objects.count() == 0
    suggestion = MergeSuggestion.objects.get()
    assert (suggestion.first_id, suggestion.second_id, suggestion.reason, suggestion.status) == (
        hers.pk,
        his.pk,
        "email",
        "open",
    )


def test_a_number_that_was_heard_only_asks(business):
    hers, _ = lead_of("0521234567")
    unknown = captured().lead

    found = captured(
        lead_id=unknown.pk,
        details={"phone": "0521234567"},
        overwrite=True,
        evidence=Evidence.HEARD,
        actor=AI,
    )

    assert found.lead.pk == unknown.pk
    assert Lead.objects.get(pk=unknown.pk).phone == "+972521234567"
    assert identities_of(hers) == [("phone", "+972521234567")]
    assert LeadMerge.objects.count() == 0
    assert MergeSuggestion.objects.get().reason == "phone"
    assert OutboxEvent.objects.filter(type="lead_duplicate.suggested").count() == 1


def test_two_who_were_said_to_be_two_stay_apart(business):
    caller, _ = lead_of("0521234567")
    hidden = captured(("lid", "77@lid")).lead
    merge = lead_merge(winner_id=caller.pk, loser_id=hidden.pk, actor=DANA)
    merge_undo(merge_id=merge.pk, actor=DANA)

    captured(("lid", "77@lid"), ("phone", "0521234567"), evidence=Evidence.CHANNEL)

    assert Lead.objects.get(pk=hidden.pk).merged_into_id is None
    assert LeadMerge.objects.count() == 1
    assert MergeSuggestion.objects.get().status == "dismissed"


def test_a_dismissed_suggestion_is_not_made_again(business):
    lead_of("0521234567")
    unknown = captured().lead
    heard = {"details": {"phone": "0521234567"}, "evidence": Evidence.HEARD, "overwrite": True}
    captured(lead_id=unknown.pk, **heard)
    duplicate_dismiss(suggestion_id=MergeSuggestion.objects.get().pk, actor=DANA)

    captured(lead_id=unknown.pk, **heard)

    assert MergeSuggestion.objects.get().status == "dismissed"
