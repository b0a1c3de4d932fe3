"""Drafts, versions and who answers, as services change them."""

import pytest
from django.db import IntegrityError, transaction

from apps.assistant.models import AssistantProfile, PromptVersion
from apps.assistant.prompting.errors import (
    AssistantChangedError,
    DraftChangedError,
    NoDraftError,
    PlaceholderWrongError,
    PromptEmptyError,
    PromptIsDraftError,
    PromptTooLongError,
)
from apps.assistant.prompting.services import (
    assistant_update,
    prompt_draft_discard,
    prompt_draft_save,
    prompt_publish,
    prompt_rollback,
)
from apps.audit.actors import Actor, ActorKind
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.events.models import OutboxEvent
from apps.tenants.context import in_tenant

OWNER = Actor(kind=ActorKind.USER, user_id=7)


def draft(text="תספורת עולה תשעים שקלים.", channel="phone", **more):
    return prompt_draft_save(channel=channel, text=text, actor=OWNER, **more)


def publish(text=None, channel="phone", **more):
    if text:
        draft(text, channel)
    return prompt_publish(channel=channel, actor=OWNER, **more)


def states(channel="phone"):
    rows = PromptVersion.objects.filter(channel=channel).order_by("pk")
    return [(row.version, row.state) for row in rows]


def told():
    return [event.type for event in OutboxEvent.objects.order_by("id")]


def test_a_draft_is_one_row_that_is_written_over(business):
    first = draft("ראשון")
    second = draft("שני", comment="מחיר חדש")

    assert (second.pk, second.text, second.comment, second.revision) == (first.pk, "שני", "מחיר חדש", 2)
    assert (second.author_id, second.version) == (7, None)
    assert states() == [(1, "live"), (None, "draft")]
    assert states("whatsapp") == [(1, "live")]


def test_publishing_numbers_the_draft_and_ends_what_was_live(business):
    draft()

    live = publish(comment="מחיר")

    assert (live.version, live.state, live.comment, live.published_at) == (2, "live", "מחיר", clock.now())
    assert states() == [(1, "past"), (2, "live")]
    assert states("whatsapp") == [(1, "live")]
    assert told() == ["prompt.draft_changed", "prompt.published"]


def test_an_earlier_text_comes_back_under_a_number_of_its_own_and_the_draft_stays(business):
    first = PromptVersion.objects.get(channel="phone")
    publish("שני")
    waiting = draft("שלישי")

    again = prompt_rollback(prompt_version_id=first.pk, actor=OWNER)

    assert (again.version, again.text, again.restored_from) == (3, first.text, 1)
    assert states() == [(1, "past"), (2, "past"), (None, "draft"), (3, "live")]
    waiting.refresh_from_db()
    assert waiting.text == "שלישי"
    assert publish().version == 4


def test_bringing_back_what_is_live_changes_nothing(business):
    live = PromptVersion.objects.get(channel="phone")

    assert prompt_rollback(prompt_version_id=live.pk, actor=OWNER) == live
    assert states() == [(1, "live")]
    assert told() == []


def test_the_journal_names_who_did_what_and_holds_no_words(business):
    first = PromptVersion.objects.get(channel="phone")
    draft("סוד")
    publish()
    prompt_rollback(prompt_version_id=first.pk, actor=OWNER)
    draft("סוד")
    prompt_draft_discard(channel="phone", actor=OWNER)

    entries = AuditEntry.objects.order_by("pk")
    assert [(entry.action, entry.actor_user_id) for entry in entries] == [
        ("prompt.draft_saved", 7),
        ("prompt.published", 7),
        ("prompt.rolled_back", 7),
        ("prompt.draft_saved", 7),
        ("prompt.draft_discarded", 7),
    ]
    assert entries[1].data == {"channel": "phone", "version": 2}
    assert entries[2].data == {"channel": "phone", "version": 3, "restored_from": 1}
    assert not any("סוד" in str(entry.data) for entry in entries)


def test_a_draft_that_somebody_else_saved_is_not_written_over(business):
    draft("ראשון")
    draft("של מישהו אחר")

    with pytest.raises(DraftChangedError) as refused:
        draft("שלי", revision=1)
    with pytest.raises(DraftChangedError):
        publish(revision=1)
    with pytest.raises(DraftChangedError):
        prompt_draft_discard(channel="phone", revision=1, actor=OWNER)

    assert refused.value.data == {"revision": 2}
    assert PromptVersion.objects.get(state="draft").text == "של מישהו אחר"
    assert draft("שלי", revision=2).text == "שלי"


def test_a_new_draft_says_that_none_was_there(business):
    draft("ראשון", revision=0)

    with pytest.raises(DraftChangedError):
        draft("עוד אחד", revision=0)


@pytest.mark.parametrize("act", [publish, lambda: prompt_draft_discard(channel="phone", actor=OWNER)])
def test_without_a_draft_there_is_nothing_to_publish_or_discard(business, act):
    with pytest.raises(NoDraftError):
        act()
    assert states() == [(1, "live")]


def test_a_wrong_placeholder_is_named_and_nothing_is_saved(business):
    with pytest.raises(PlaceholderWrongError) as refused:
        draft("שלום\nהגעתם ל{buisness}")

    assert refused.value.data == {
        "field": "text",
        "places": [{"piece": "{buisness}", "line": 2, "meant": "{business}"}],
    }
    assert "בשורה 2 כתוב {buisness}" in refused.value.message_he
    assert "אולי התכוונתם ל-{business}?" in refused.value.message_he
    assert "Did you mean {business}?" in refused.value.message_en
    assert states() == [(1, "live")]


@pytest.mark.parametrize(("channel", "longest"), [("phone", 8_000), ("whatsapp", 20_000)])
def test_the_longest_text_is_kept_whole_and_one_longer_is_refused_with_its_size(business, channel, longest):
    assert len(draft("א" * longest, channel=channel).text) == longest

    with pytest.raises(PromptTooLongError) as refused:
        draft("ב" * (longest + 3), channel=channel)

    assert refused.value.data == {"size": longest + 3, "longest": longest}
    assert "Shorten them by 3" in refused.value.message_en
    assert PromptVersion.objects.get(channel=channel, state="draft").text == "א" * longest


def test_a_text_without_words_is_refused(business):
    with pytest.raises(PromptEmptyError):
        draft(" \n\t")


def test_only_what_was_published_can_come_back(business, other_business):
    with pytest.raises(PromptIsDraftError):
        prompt_rollback(prompt_version_id=draft().pk, actor=OWNER)
    with pytest.raises(NotFoundError):
        prompt_rollback(prompt_version_id=999_999, actor=OWNER)


def test_another_business_keeps_its_own(business, other_business):
    publish("שלנו")

    with in_tenant(other_business.schema_name):
        assert states() == [(1, "live")]
        assert "שלנו" not in PromptVersion.objects.get(channel="phone").text


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"state": "live", "version": 9, "published_at": "now"}, "one_live"),
        ({"state": "draft"}, "one_draft"),
        ({"state": "draft", "version": 9}, "numbered"),
        ({"state": "past", "version": 9}, "numbered"),
        ({"state": "past", "published_at": "now"}, "numbered"),
        ({"state": "gone", "version": 9, "published_at": "now"}, "numbered"),
        ({"state": "past", "version": 1, "published_at": "now"}, "unique"),
        ({"state": "past", "version": 9, "published_at": "now", "text": "א" * 20_001}, "size"),
    ],
)
def test_the_database_itself_keeps_the_order(business, row, name):
    draft()
    if row.get("published_at"):
        row = {**row, "published_at": clock.now()}

    with pytest.raises(IntegrityError, match=f"prompt_version_.*{name}"), transaction.atomic():
        PromptVersion.objects.create(**{"channel": "phone", "text": "א", **row})


def test_the_voice_and_the_gender_are_set_each_for_itself(business):
    changed = assistant_update(changes={"voice": "marin"}, actor=OWNER)

    assert (changed.voice, changed.gender, changed.version) == ("marin", "masculine", 2)
    assert changed.greeting == "שלום, הגעתם ל{business}, מדבר {assistant}. במה אפשר לעזור?"
    assert told() == ["assistant.updated"]
    assert AuditEntry.objects.get().data == {"fields": ["voice"]}


def test_a_greeting_nobody_wrote_follows_the_gender_and_one_s_own_does_not(business):
    changed = assistant_update(changes={"gender": "feminine"}, actor=OWNER)
    assert changed.greeting == "שלום, הגעתם ל{business}, מדברת {assistant}. במה אפשר לעזור?"

    assistant_update(changes={"greeting": "היי"}, actor=OWNER)

    assert assistant_update(changes={"gender": "masculine"}, actor=OWNER).greeting == "היי"


def test_a_greeting_has_fewer_places(business):
    with pytest.raises(PlaceholderWrongError, match="placeholder_wrong") as refused:
        assistant_update(changes={"greeting": "{services}"}, actor=OWNER)

    assert refused.value.data["field"] == "greeting"


def test_settings_changed_by_somebody_else_are_not_written_over(business):
    assistant_update(changes={"name": "עידו"}, version=1, actor=OWNER)

    with pytest.raises(AssistantChangedError) as refused:
        assistant_update(changes={"name": "דני"}, version=1, actor=OWNER)

    assert refused.value.data == {"version": 2}
    assert AssistantProfile.objects.get().name == "עידו"


def test_saying_the_same_again_changes_nothing(business):
    assert assistant_update(changes={"name": "נועם", "voice": "cedar"}, actor=OWNER).version == 1
    assert told() == []
    assert not AuditEntry.objects.exists()
