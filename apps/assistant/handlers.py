"""What a tool gets and gives back, and the one that records who the customer is."""

from dataclasses import dataclass, field
from typing import Any

from apps.assistant.arguments import SaveLeadArguments
from apps.audit import actors
from apps.core.errors import AppError
from apps.crm.duplicates import Evidence
from apps.crm.errors.leads import PhoneInvalidError
from apps.crm.models import SourceKind
from apps.crm.origin import Origin
from apps.crm.services.capture import lead_capture


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolContext:
    """Whose conversation calls the tool. `caller_e164` is the caller's number, None when withheld.

    `turn_id` is what the customer said last before it; `confidence` how sure that was understood, in percent.
    """

    channel: str
    source_kind: str
    source_id: int
    lead_id: int
    tool_call_id: str
    caller_e164: str | None = None
    turn_id: str = ""
    confidence: int | None = None


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
    changes = {"name": given.name, "phone": given.phone, "service_wanted": given.service, "city": given.city}
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


def details_capture(context: ToolContext, details: dict[str, str], note: str = "") -> None:
    """What a customer says replaces what was known, and stays marked until a person has looked at it."""
    if not details and not note:
        return
    is_call = context.source_kind == SourceKind.CALL
    lead_capture(
        source=context.channel,
        actor=actors.AI,
        lead_id=context.lead_id,
        details=details,
        note=note,
        evidence=Evidence.HEARD if is_call else Evidence.WRITTEN,
        overwrite=True,
        origin=Origin(
            kind=SourceKind.CALL if is_call else SourceKind.MESSAGE,
            id=context.source_id,
            turn=context.turn_id,
            confidence=context.confidence,
        ),
    )
