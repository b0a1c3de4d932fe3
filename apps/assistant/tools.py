"""The tools of the model: what they are called, what they take, and that each call happens once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import structlog
from django.db import transaction
from pydantic import ValidationError

from apps.assistant import booking, handlers
from apps.assistant.arguments import (
    BookAppointmentArguments,
    CheckAvailabilityArguments,
    CreateTaskArguments,
    HoldSlotArguments,
    SaveLeadArguments,
    ToolArguments,
)
from apps.assistant.handlers import ToolContext, ToolOutcome, failure, refusal
from apps.assistant.models import ToolRun
from apps.core.errors import AppError

__all__ = ["TOOLS", "ToolContext", "ToolOutcome", "tool_run", "tools_render_realtime"]

log = structlog.get_logger(__name__)
TRY_LATER = "Something went wrong on our side. Apologise and offer that the business calls back."


@dataclass(frozen=True, slots=True)
class Tool:
    description: str
    arguments: type[ToolArguments]
    run: Callable[[ToolContext, Any], ToolOutcome]


TOOLS: dict[str, Tool] = {
    "save_lead": Tool(
        "Records details of the customer. Call it as soon as the customer says "
        "a detail that is new or different; pass only what the customer said. Books nothing.",
        SaveLeadArguments,
        handlers.lead_save,
    ),
    "create_task": Tool(
        "Passes a request on to the people of the business, who will see it as a task: a callback, a change "
        "of an appointment, a question without an answer. Call it once for each request that you cannot "
        "fulfil yourself. It promises nothing: say that the request was passed on.",
        CreateTaskArguments,
        handlers.task_make,
    ),
    "check_availability": Tool(
        "Returns the free appointment times of one day: `slots` are all of them, each with the `slot_id` to "
        "take it by, `say` is a short Hebrew sentence you may speak. When there are none, `status` says why, "
        "`alternatives` are the nearest free times. Call it before offering or confirming any hour. "
        "`service_needed`: ask which service, then call it again.",
        CheckAvailabilityArguments,
        booking.availability_check,
    ),
    "hold_slot": Tool(
        "Keeps one free hour for this customer for four minutes. Call it when the customer chose an hour, "
        "before asking for a clear yes; then speak `say`. It is not a booking. With `error` the hour is "
        "gone: offer `alternatives`.",
        HoldSlotArguments,
        booking.slot_hold,
    ),
    "book_appointment": Tool(
        "Books one appointment. Call it only after the customer clearly agreed to this weekday, date and "
        "hour. Only a result without `error` means it is booked; then speak `say`. With `error`, nothing was "
        "booked: explain and offer `alternatives`.",
        BookAppointmentArguments,
        booking.appointment_book_run,
    ),
}


def tools_render_realtime() -> list[dict[str, Any]]:
    """The tools as a Realtime session wants them; the same bytes every time."""
    return [
        {
            "type": "function",
            "name": name,
            "description": tool.description,
            "parameters": _parameters(tool.arguments),
        }
        for name, tool in TOOLS.items()
    ]


def tool_run(*, name: str, arguments: str, context: ToolContext) -> ToolOutcome:
    """Runs one completed tool call and returns what the model is told; never raises.

    The result is stored in the transaction of the side effect, so the same call again, also at the same
    moment, does nothing and gets the stored result. What fails unexpectedly is rolled back and not
    stored: the call may be made again.
    """
    try:
        with transaction.atomic():
            # A rival with the same call waits here until the first one has committed, then reads its result.
            run, is_first = ToolRun.objects.get_or_create(
                source_kind=context.source_kind,
                source_id=context.source_id,
                tool_call_id=context.tool_call_id,
                defaults={"name": name[:64], "lead_id": context.lead_id},
            )
            if not is_first:
                return _stored(run)
            outcome = _outcome(name, arguments, context)
            run.ok, run.output = outcome.ok, outcome.output
            run.lead_id, run.appointment_id = outcome.lead_id, outcome.appointment_id
            run.save(update_fields=["ok", "output", "lead_id", "appointment_id"])
            return outcome
    except Exception as error:
        # The model must hear something it can say; silence on the line is the worst answer.
        log.error(
            "tool_failed",
            tool=name[:64],
            source_kind=context.source_kind,
            source_id=context.source_id,
            error=type(error).__name__,
        )
        return failure(context, "tool_failed", TRY_LATER)


def _outcome(name: str, arguments: str, context: ToolContext) -> ToolOutcome:
    tool = TOOLS.get(name)
    if tool is None:
        return failure(context, "unknown_tool", f"There is no such tool. Use one of: {', '.join(TOOLS)}.")
    try:
        given = tool.arguments.model_validate_json(arguments or "{}")
    except ValidationError as error:
        return failure(context, "invalid_arguments", _explained(error))
    try:
        with transaction.atomic():
            return tool.run(context, given)
    except AppError as error:
        return refusal(context, error)


def _stored(run: ToolRun) -> ToolOutcome:
    return ToolOutcome(ok=run.ok, output=run.output, lead_id=run.lead_id, appointment_id=run.appointment_id)


def _explained(error: ValidationError) -> str:
    problems = (f"{'.'.join(map(str, item['loc'])) or 'arguments'}: {item['msg']}" for item in error.errors())
    return f"Call the tool again with corrected arguments. {'; '.join(problems)}."


def _parameters(arguments: type[ToolArguments]) -> dict[str, Any]:
    """Plain JSON Schema: no references, titles, defaults or null, which Realtime models follow less well."""
    schema = arguments.model_json_schema()
    definitions = schema.get("$defs", {})
    return {
        "type": "object",
        "properties": {
            name: _property(described, definitions) for name, described in schema["properties"].items()
        },
        "required": schema.get("required", []),
        "additionalProperties": False,
    }


def _property(described: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    kinds = [kind for kind in described.get("anyOf", [described]) if kind.get("type") != "null"]
    kind = kinds[0]
    if "$ref" in kind:
        kind = definitions[kind["$ref"].rpartition("/")[2]]
    kept = {key: kind[key] for key in ("type", "format", "enum", "maxLength") if key in kind}
    return {**kept, "description": described["description"]}
