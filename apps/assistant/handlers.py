"""What a tool gets and gives back, and those that record who the customer is and what is to be done."""

from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from apps.assistant.arguments import (
    CreateTaskArguments,
    EndCallArguments,
    SaveLeadArguments,
    SetCallbackArguments,
    TransferArguments,
)
from apps.assistant.guards.evidence import Known, Talk
from apps.assistant.sentences import PASSED_TO_A_PERSON, callback_said
from apps.audit import actors
from apps.conversations.models import Conversation
from apps.conversations.services import conversation_ai_set
from apps.core import clock
from apps.core.errors import AppError
from apps.crm.duplicates import Evidence
from apps.crm.errors.leads import PhoneInvalidError
from apps.crm.models import SourceKind, Task
from apps.crm.origin import Origin
from apps.crm.selectors.tasks import business_zone
from apps.crm.services.capture import lead_capture
from apps.crm.services.tasks import task_create
from apps.hebrew.names import read_names
from apps.hebrew.times import read_times

CONVERSATION = Task.SourceKind.CONVERSATION.value
LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolContext:
    """Whose conversation calls the tool. `caller_e164` is the caller's number, None when withheld.

    `turn_id` is what the customer said last before it; `confidence` how sure that was understood, in percent.
    `talk`: what was said and done here until now; nothing counts as offered or agreed without it.
    """

    channel: str
    source_kind: str
    source_id: int
    lead_id: int
    tool_call_id: str
    caller_e164: str | None = None
    turn_id: str = ""
    confidence: int | None = None
    talk: Talk = field(default_factory=Talk)
    known: Known | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolOutcome:
    """`output` is for the model, JSON-ready; `lead_id` and `appointment_id` are for us."""

    ok: bool
    output: dict[str, Any] = field(default_factory=dict)
    lead_id: int
    appointment_id: int | None = None


def failure(context: ToolContext, code: str, message: str, **more: Any) -> ToolOutcome:
    output = {"error": {"code": code, "message": message}, **more}
    return ToolOutcome(ok=False, output=output, lead_id=context.lead_id)


def refusal(context: ToolContext, error: AppError, **more: Any) -> ToolOutcome:
    return failure(context, error.code, error.message_en, **more)


def lead_save(context: ToolContext, given: SaveLeadArguments) -> ToolOutcome:
    """A wrong number does not cost the name: the rest is saved and only the number is asked for again."""
    changes = {
        "name": name_alone(given.name),
        "phone": given.phone,
        "service_wanted": given.service,
        "city": given.city,
    }
    changes = {name: value for name, value in changes.items() if value}
    if not changes and not given.notes:
        return failure(context, "nothing_given", "Pass at least one detail of the customer.")
    try:
        details_capture(context, changes, note=given.notes)
    except PhoneInvalidError as error:
        del changes["phone"]
        details_capture(context, changes, note=given.notes)
        return refusal(context, error, saved=sorted(changes))
    return ToolOutcome(ok=True, output={"saved": sorted(changes)}, lead_id=context.lead_id)


def task_make(context: ToolContext, given: CreateTaskArguments) -> ToolOutcome:
    due_at = _task_add(context, title=given.what, when=given.when)
    output = {"passed_on": given.what, "due_at": due_at.isoformat() if due_at else None}
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def callback_set(context: ToolContext, given: SetCallbackArguments) -> ToolOutcome:
    title = f"לחזור ללקוח: {given.about}" if given.about else "לחזור ללקוח"
    due_at = _task_add(context, title=title[:LONGEST_TITLE], when=given.when)
    output = {
        "passed_on": title[:LONGEST_TITLE],
        "due_at": due_at.isoformat() if due_at else None,
        "say": callback_said(),
    }
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def person_called(context: ToolContext, given: TransferArguments) -> ToolOutcome:
    """Somebody of the business goes on from here; in writing the assistant is silent from now on."""
    title = f"לקוח מבקש נציג: {given.why}" if given.why else "לקוח מבקש נציג"
    _task_add(context, title=title[:LONGEST_TITLE], when="", priority=Task.Priority.URGENT)
    if context.source_kind == CONVERSATION:
        conversation_ai_set(
            conversation_id=context.source_id, state=Conversation.AiState.OFF, actor=actors.AI
        )
    output = {"passed_on": title[:LONGEST_TITLE], "connected": False, "say": PASSED_TO_A_PERSON}
    return ToolOutcome(ok=True, output=output, lead_id=context.lead_id)


def call_ended(context: ToolContext, given: EndCallArguments) -> ToolOutcome:
    """The line itself is put down by who carries the call."""
    return ToolOutcome(ok=True, output={"ending": True}, lead_id=context.lead_id)


def _task_add(
    context: ToolContext, *, title: str, when: str, priority: str = Task.Priority.NORMAL
) -> datetime | None:
    """Due when the customer said, if that is one time to come; the words stand in the task anyway."""
    due_at, all_day = _due(when)
    is_call = context.source_kind == SourceKind.CALL
    task_create(
        details={
            "title": title,
            "details": when,
            "due_at": due_at,
            "all_day": all_day,
            "priority": priority,
            "lead_id": context.lead_id,
            "source_kind": Task.SourceKind.CALL if is_call else Task.SourceKind.CONVERSATION,
            "source_id": context.source_id,
        },
        actor=actors.AI,
    )
    return due_at


def _due(words: str) -> tuple[datetime | None, bool]:
    """The moment, and whether it is a whole day. None when the words leave more than one, or none to come."""
    now, zone = clock.now(), business_zone()
    reading = read_times(words, now=now, zone=zone)
    if len(reading.when) != 1 or "which" in reading.ask:
        return None, False
    value = reading.when[0].value
    if isinstance(value, datetime):
        moment = value.replace(tzinfo=zone)
        return (moment, False) if moment > now else (None, False)
    if value is None or value < now.astimezone(zone).date():
        return None, False
    return datetime.combine(value, time(), zone), True


def details_capture(context: ToolContext, details: dict[str, str], note: str = "") -> None:
    """What a customer says replaces what was known, and stays marked until a person has looked at it."""
    if not details and not note:
        return
    lead_capture(
        source=context.channel,
        actor=actors.AI,
        lead_id=context.lead_id,
        details=details,
        note=note,
        evidence=Evidence.HEARD if context.source_kind == SourceKind.CALL else Evidence.WRITTEN,
        overwrite=True,
        origin=origin_of(context),
    )


def name_alone(said: str) -> str:
    """A name without what people say around it (אה, קוראים לי דנה כהן); any other text as it is."""
    found = next(iter(read_names(said, is_asked=True)), None)
    is_name = found is not None and all(sign.isalpha() or sign in " '\"-" for sign in found.text)
    return found.text if found is not None and is_name else said


def origin_of(context: ToolContext) -> Origin:
    """Where what a tool writes was said."""
    return Origin(
        kind=SourceKind.CALL if context.source_kind == SourceKind.CALL else SourceKind.MESSAGE,
        id=context.source_id,
        turn=context.turn_id,
        confidence=context.confidence,
    )
