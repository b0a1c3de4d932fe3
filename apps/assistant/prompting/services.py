"""Drafts, versions and the voice of the assistant, as the business changes them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from apps.assistant.models import DEFAULT_GREETINGS, AssistantProfile, PromptVersion
from apps.assistant.prompting.errors import (
    AssistantChangedError,
    DraftChangedError,
    NoDraftError,
    PlaceholderWrongError,
    PromptEmptyError,
    PromptIsDraftError,
    PromptTooLongError,
)
from apps.assistant.prompting.events import AssistantUpdated, PromptDraftChanged, PromptPublished
from apps.assistant.prompting.placeholders import GREETING_PLACES, PROMPT_PLACES, places_wrong
from apps.assistant.prompting.sizes import LONGEST_TEXT
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.events.services import event_publish

State = PromptVersion.State


@transaction.atomic
def prompt_draft_save(
    *, channel: str, text: str, comment: str = "", revision: int | None = None, actor: Actor
) -> PromptVersion:
    """The channel's one draft; live stays what is live. `revision` is the one the writer read, 0 for none.

    Raises PromptEmptyError, PromptTooLongError, PlaceholderWrongError, DraftChangedError.
    """
    text_check(channel=channel, text=text)
    _lock()
    draft = _draft(channel)
    _same_revision(draft, revision)
    if draft is None:
        draft = PromptVersion(channel=channel, state=State.DRAFT, revision=0)
    draft.text, draft.comment, draft.author_id = text, comment, actor.user_id
    draft.revision += 1
    draft.save()
    _record(draft, "draft_saved", actor, revision=draft.revision)
    event_publish(PromptDraftChanged(id=draft.pk, channel=channel))
    return draft


@transaction.atomic
def prompt_draft_discard(*, channel: str, revision: int | None = None, actor: Actor) -> None:
    """Raises NoDraftError, DraftChangedError."""
    _lock()
    draft = _draft_there(channel, revision)
    _record(draft, "draft_discarded", actor)
    event_publish(PromptDraftChanged(id=draft.pk, channel=channel))
    draft.delete()


@transaction.atomic
def prompt_publish(
    *, channel: str, comment: str | None = None, revision: int | None = None, actor: Actor
) -> PromptVersion:
    """The draft is what the assistant says from the next call or message on. A `comment` replaces its own.

    Raises NoDraftError, DraftChangedError and what `prompt_draft_save` does.
    """
    _lock()
    draft = _draft_there(channel, revision)
    text_check(channel=channel, text=draft.text)
    if comment is not None:
        draft.comment = comment
    _go_live(draft)
    _record(draft, "published", actor, version=draft.version)
    return draft


@transaction.atomic
def prompt_rollback(*, prompt_version_id: int, actor: Actor) -> PromptVersion:
    """The text of an earlier version is live again, under a number of its own; a draft stays as it is.

    Asked for what is live already, it changes nothing. Raises NotFoundError, PromptIsDraftError and what
    `prompt_draft_save` does.
    """
    _lock()
    earlier = PromptVersion.objects.filter(pk=prompt_version_id).first()
    if earlier is None:
        raise NotFoundError
    if earlier.state == State.DRAFT:
        raise PromptIsDraftError
    live = PromptVersion.objects.filter(channel=earlier.channel, state=State.LIVE).first()
    if live is not None and live.text == earlier.text:
        return live
    text_check(channel=earlier.channel, text=earlier.text)
    again = PromptVersion(
        channel=earlier.channel,
        text=earlier.text,
        comment=earlier.comment,
        author_id=actor.user_id,
        restored_from=earlier.version,
    )
    _go_live(again)
    _record(again, "rolled_back", actor, version=again.version, restored_from=earlier.version)
    return again


@transaction.atomic
def assistant_update(
    *, changes: Mapping[str, Any], version: int | None = None, actor: Actor
) -> AssistantProfile:
    """`changes`: name, gender, voice, greeting. A greeting nobody wrote follows the gender.

    Raises AssistantChangedError, PlaceholderWrongError.
    """
    profile = _lock()
    if version is not None and version != profile.version:
        raise AssistantChangedError(version=profile.version)
    wanted = dict(changes)
    gender = wanted.get("gender", profile.gender)
    if "greeting" not in wanted and profile.greeting in DEFAULT_GREETINGS.values():
        wanted["greeting"] = DEFAULT_GREETINGS[gender]
    wrong = places_wrong(wanted.get("greeting", ""), GREETING_PLACES)
    if wrong:
        raise PlaceholderWrongError(field="greeting", wrong=wrong, known=GREETING_PLACES)
    changed = sorted(name for name, value in wanted.items() if getattr(profile, name) != value)
    if changed:
        for name in changed:
            setattr(profile, name, wanted[name])
        profile.version += 1
        profile.save()
        audit_record(
            actor=actor,
            action="assistant.updated",
            target_kind="assistant",
            target_id=profile.pk,
            data={"fields": changed},
        )
        event_publish(AssistantUpdated(id=profile.pk))
    return profile


def text_check(*, channel: str, text: str) -> None:
    """Raises PromptEmptyError, PromptTooLongError, PlaceholderWrongError."""
    if not text.strip():
        raise PromptEmptyError
    if len(text) > LONGEST_TEXT[channel]:
        raise PromptTooLongError(size=len(text), longest=LONGEST_TEXT[channel])
    if wrong := places_wrong(text, PROMPT_PLACES):
        raise PlaceholderWrongError(field="text", wrong=wrong, known=PROMPT_PLACES)


def _lock() -> AssistantProfile:
    """Whoever changes the assistant waits for one row, so that two never publish at once."""
    return AssistantProfile.objects.select_for_update().get()


def _draft(channel: str) -> PromptVersion | None:
    return PromptVersion.objects.filter(channel=channel, state=State.DRAFT).first()


def _draft_there(channel: str, revision: int | None) -> PromptVersion:
    draft = _draft(channel)
    if draft is None:
        raise NoDraftError
    _same_revision(draft, revision)
    return draft


def _same_revision(draft: PromptVersion | None, revision: int | None) -> None:
    now = draft.revision if draft else 0
    if revision is not None and revision != now:
        raise DraftChangedError(revision=now)


def _go_live(prompt: PromptVersion) -> None:
    versions = PromptVersion.objects.filter(channel=prompt.channel)
    versions.filter(state=State.LIVE).update(state=State.PAST)
    prompt.version = (versions.aggregate(last=Max("version"))["last"] or 0) + 1
    prompt.state = State.LIVE
    prompt.published_at = clock.now()
    prompt.save()
    event_publish(PromptPublished(id=prompt.pk, channel=prompt.channel, version=prompt.version))


def _record(prompt: PromptVersion, change: str, actor: Actor, **data: Any) -> None:
    audit_record(
        actor=actor,
        action=f"prompt.{change}",
        target_kind="prompt",
        target_id=prompt.pk,
        data={"channel": prompt.channel, **data},
    )
