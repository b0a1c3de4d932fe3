import pytest

from apps.audit.actors import AI
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.errors.leads import LeadNotFoundError
from apps.crm.errors.merging import (
    MergeNotFoundError,
    MergeNotLastError,
    MergeSameLeadError,
    MergeUndoneError,
    SuggestionNotFoundError,
)
from apps.crm.models import Consent, Lead, LeadMerge, LeadNote, LeadStatus, MergeSuggestion, Task
from apps.crm.selectors.duplicates import duplicates_of, merges_of, suggestions_open
from apps.crm.selectors.leads import LeadFilter, lead_get, leads_family, leads_list
from apps.crm.services.consents import consent_record
from apps.crm.services.duplicates import duplicate_dismiss, duplicate_suggest
from apps.crm.services.leads import lead_update
from apps.crm.services.merging import lead_merge, merge_settle, merge_undo
from apps.crm.services.notes import note_create
from apps.crm.services.tasks import task_create
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.people import DANA, captured, identities_of, lead_of
from apps.events.models import OutboxEvent


@pytest.fixture
def pair(business):
    winner, _ = lead_of("0521234567")
    loser, _ = lead_of("0541112222")
    return winner, loser


def merged(winner, loser):
    return lead_merge(winner_id=winner.pk, loser_id=loser.pk, actor=DANA)


def stored(lead):
    return Lead.objects.get(pk=lead.pk)


def test_everything_becomes_the_winner_s(pair):
    winner, loser = pair
    note_create(lead_id=loser.pk, text="הערה", actor=DANA)
    task_create(details={"title": "לחזור", "lead_id": loser.pk}, actor=DANA)
    lead_update(lead_id=loser.pk, changes={"name": "דנה", "tags": ["VIP"]}, actor=DANA)

    merge = merged(winner, loser)

    assert identities_of(winner) == [("phone", "+972521234567"), ("phone", "+972541112222")]
    assert LeadNote.objects.get().lead_id == Task.objects.get().lead_id == winner.pk
    assert (stored(winner).name, stored(winner).phone, stored(winner).tags) == (
        "דנה",
        "+972521234567",
        ["VIP"],
    )
    assert set(merge.moved) == {"crm.contactidentity", "crm.leadnote", "crm.task"}
    assert OutboxEvent.objects.filter(type="lead.merged").get().payload == {
        "id": winner.pk,
        "loser_id": loser.pk,
        "merge_id": merge.pk,
    }
    assert set(AuditEntry.objects.filter(action="lead.merged").values_list("target_id", flat=True)) == {
        winner.pk,
        loser.pk,
    }


def test_the_loser_is_hidden_and_its_id_means_the_winner(pair):
    winner, loser = pair
    merged(winner, loser)

    assert list(leads_list(LeadFilter())) == [stored(winner)]
    assert lead_get(lead_id=loser.pk).pk == winner.pk
    assert lead_of("0541112222") == (winner, False)
    lead_update(lead_id=loser.pk, changes={"city": "חיפה"}, actor=AI)
    assert (stored(winner).city, stored(loser).city) == ("חיפה", "")
    assert leads_family(lead_ids=[winner.pk]) == [winner.pk, loser.pk]


def test_no_version_of_either_stays_true(pair):
    winner, loser = pair
    for number in range(4):
        lead_update(lead_id=loser.pk, changes={"city": f"עיר {number}"}, actor=DANA)

    merged(winner, loser)

    assert (stored(winner).version, stored(loser).version) == (6, 6)


def test_undoing_takes_them_apart_again(pair):
    winner, loser = pair
    lead_update(lead_id=loser.pk, changes={"name": "דנה"}, actor=DANA)
    merge = merged(winner, loser)

    undone = merge_undo(merge_id=merge.pk, actor=DANA)

    assert undone.undone_at is not None
    assert identities_of(winner) == [("phone", "+972521234567")]
    assert identities_of(loser) == [("phone", "+972541112222")]
    assert (stored(winner).name, stored(loser).name) == ("", "דנה")
    assert stored(loser).merged_into_id is None
    assert lead_of("0541112222")[0].pk == loser.pk
    assert OutboxEvent.objects.filter(type="lead.merge_undone").count() == 1
    with pytest.raises(MergeUndoneError):
        merge_undo(merge_id=merge.pk, actor=DANA)


def test_undoing_leaves_what_came_since_with_the_winner(pair):
    winner, loser = pair
    lead_update(lead_id=loser.pk, changes={"name": "דנה", "city": "חיפה"}, actor=DANA)
    merge = merged(winner, loser)
    lead_update(lead_id=winner.pk, changes={"name": "דנה כהן"}, actor=DANA)
    since = note_create(lead_id=winner.pk, text="אחרי המיזוג", actor=DANA)

    merge_undo(merge_id=merge.pk, actor=DANA)

    assert (stored(winner).name, stored(winner).city) == ("דנה כהן", "")
    assert LeadNote.objects.get(pk=since.pk).lead_id == winner.pk


def test_undoing_leaves_nothing_of_the_other_in_a_field_that_was_touched(pair):
    winner, loser = pair
    Lead.objects.filter(pk=winner.pk).update(notes="הערה", tags=["א"], custom={"budget": 1})
    Lead.objects.filter(pk=loser.pk).update(notes="סוד", tags=["ב"], custom={"sum": 5})
    merge = merged(winner, loser)
    Lead.objects.filter(pk=winner.pk).update(
        notes="הערה\nסוד\nנוסף", tags=["א", "ב", "חדש"], custom={"budget": 2, "sum": 5}
    )

    merge_undo(merge_id=merge.pk, actor=DANA)

    kept = stored(winner)
    assert (kept.notes, kept.tags, kept.custom) == ("הערה\nנוסף", ["א", "חדש"], {"budget": 2})
    other = stored(loser)
    assert (other.notes, other.tags, other.custom) == ("סוד", ["ב"], {"sum": 5})


def test_what_was_learnt_by_an_address_of_the_other_goes_back_with_it(pair, other_business):
    winner, _ = pair
    loser = captured(("lid", "998877665544"), source="whatsapp").lead
    merge = merged(winner, loser)
    captured(("lid", "998877665544"), ("email", "other@example.com"), source="whatsapp")
    captured(("phone", "0521234567"), ("username", "dana"))
    assert stored(winner).email == "other@example.com"

    merge_undo(merge_id=merge.pk, actor=DANA)

    assert identities_of(winner) == [("phone", "+972521234567"), ("username", "dana")]
    assert identities_of(loser) == [("email", "other@example.com"), ("lid", "998877665544")]
    assert stored(winner).email == ""
    again = captured(("email", "other@example.com"), source="form")
    assert (again.lead.pk, again.is_new) == (loser.pk, False)


def test_what_was_refused_while_they_were_one_holds_for_both(pair, other_business):
    winner, loser = pair

    def said(kind, granted, lead=winner):
        consent_record(lead_id=lead.pk, kind=kind, granted=granted, source="SMS", actor=DANA)

    said("marketing", False, loser)
    merge = merged(winner, loser)
    said("contact", False)
    said("recording", False)
    said("recording", True)

    merge_undo(merge_id=merge.pk, actor=DANA)

    def kept(lead):
        return sorted(Consent.objects.filter(lead=lead).values_list("kind", "granted", "source"))

    assert kept(loser) == [("contact", False, "SMS"), ("marketing", False, "SMS")]
    assert kept(winner) == [
        ("contact", False, "SMS"),
        ("recording", False, "SMS"),
        ("recording", True, "SMS"),
    ]


def test_a_chain_is_undone_from_its_end(pair):
    winner, loser = pair
    last = LeadFactory.create(name="אחרון")
    first_merge = merged(winner, loser)
    second_merge = merged(last, winner)
    assert lead_get(lead_id=loser.pk).pk == last.pk
    assert leads_family(lead_ids=[last.pk]) == [last.pk, winner.pk, loser.pk]

    with pytest.raises(MergeNotLastError) as refused:
        merge_undo(merge_id=first_merge.pk, actor=DANA)
    assert refused.value.data == {"merge_id": second_merge.pk}

    merge_undo(merge_id=second_merge.pk, actor=DANA)
    merge_undo(merge_id=first_merge.pk, actor=DANA)
    assert identities_of(last) == []
    assert identities_of(loser) == [("phone", "+972541112222")]


def test_merging_goes_by_what_an_id_means_now(pair):
    winner, loser = pair
    other = LeadFactory.create()
    merged(winner, loser)

    merge = merged(loser, other)

    assert (merge.winner_id, merge.loser_id) == (winner.pk, other.pk)
    with pytest.raises(MergeSameLeadError):
        merged(winner, loser)
    with pytest.raises(LeadNotFoundError):
        lead_merge(winner_id=winner.pk, loser_id=999_999, actor=DANA)
    with pytest.raises(MergeNotFoundError):
        merge_undo(merge_id=999_999, actor=DANA)


def test_what_was_being_written_for_the_loser_follows_and_can_go_back(pair, jobs):
    winner, loser = pair
    merge = merged(winner, loser)
    late = LeadNote.objects.create(lead=loser, author_kind="ai", text="נכתב תוך כדי", created_at=clock.now())
    assert "crm.merge_settle" in jobs.names()

    for _ in range(2):
        merge_settle(merge_id=merge.pk)

    assert LeadNote.objects.get(pk=late.pk).lead_id == winner.pk
    merge_undo(merge_id=merge.pk, actor=DANA)
    assert LeadNote.objects.get(pk=late.pk).lead_id == loser.pk
    merge_settle(merge_id=merge.pk)
    assert LeadNote.objects.get(pk=late.pk).lead_id == loser.pk


def test_a_pair_is_asked_about_once(pair):
    winner, loser = pair
    for ids in ((winner.pk, loser.pk), (loser.pk, winner.pk)):
        duplicate_suggest(lead_ids=ids, reason="phone")

    suggestion = MergeSuggestion.objects.get()
    assert (suggestion.first_id, suggestion.second_id, suggestion.score) == (winner.pk, loser.pk, 90)
    assert list(duplicates_of(lead_id=loser.pk)) == [suggestion]
    assert OutboxEvent.objects.filter(type="lead_duplicate.suggested").count() == 1

    for _ in range(2):
        duplicate_dismiss(suggestion_id=suggestion.pk, actor=DANA)
    assert list(suggestions_open()) == []
    assert AuditEntry.objects.filter(action="lead_duplicate.dismissed").count() == 1
    with pytest.raises(SuggestionNotFoundError):
        duplicate_dismiss(suggestion_id=999_999, actor=DANA)


def test_a_merge_answers_the_question_and_undoing_it_answers_no(pair):
    winner, loser = pair
    other = LeadFactory.create()
    duplicate_suggest(lead_ids=(winner.pk, loser.pk), reason="phone")
    duplicate_suggest(lead_ids=(loser.pk, other.pk), reason="phone")

    merge = merged(winner, loser)
    assert list(suggestions_open()) == []
    assert list(merges_of(lead_id=winner.pk)) == [merge]

    merge_undo(merge_id=merge.pk, actor=DANA)
    assert [(row.first_id, row.second_id) for row in suggestions_open()] == [(loser.pk, other.pk)]
    assert list(merges_of(lead_id=winner.pk)) == []


def test_the_loser_keeps_its_place_in_its_column(pair):
    winner, loser = pair
    won = LeadStatus.objects.get(kind="won")
    lead_update(lead_id=loser.pk, changes={"status_id": won.pk}, actor=DANA)
    position = stored(loser).position

    merge = merged(winner, loser)
    merge_undo(merge_id=merge.pk, actor=DANA)

    assert (stored(loser).status_id, stored(loser).position) == (won.pk, position)
    assert LeadMerge.objects.get().undone_at is not None
