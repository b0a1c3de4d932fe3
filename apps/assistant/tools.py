"""What a tool call of the model comes to: allowed or stopped, and done once."""

import json
from functools import partial
from typing import Any

import structlog
from django.db import transaction
from pydantic import ValidationError

from apps.assistant.guards.active import guards_standing
from apps.assistant.guards.calls import ToolRefusal, tool_refusal
from apps.assistant.guards.evidence import Known
from apps.assistant.guards.kinds import Guard
from apps.assistant.handlers import ToolContext, ToolOutcome, failure, refusal
from apps.assistant.hits import guard_hit_record
from apps.assistant.models import ToolRun
from apps.assistant.registry import TOOLS, Tool, tools_render_realtime
from apps.core import clock
from apps.core.contention import again_if_contended
from apps.core.errors import AppError
from apps.core.jobs import JobInterruptedError
from apps.core.lost import again_if_lost
from apps.scheduling.selectors.diary import zone_get

__all__ = ["TOOLS", "ToolContext", "ToolOutcome", "tool_run", "tools_render_realtime"]

log = structlog.get_logger(__name__)
LONGEST_ID = 128
TRY_LATER = "Something went wrong on our side. Apologise and offer that the business calls back."


def tool_run(*, name: str, arguments: str, context: ToolContext) -> ToolOutcome:
    """Runs one completed tool call and returns what the model is told; raises only JobInterruptedError.

    The result is stored in the transaction of the side effect, so the same call again, also at the same
    moment, does nothing and gets the stored result. What fails unexpectedly is rolled back and not
    stored: the call may be made again. A connection that was lost meanwhile costs nothing but a second try.
    """
    try:
        return again_if_lost(partial(_run_once, name, arguments, context))
    except JobInterruptedError:
        # The job that answers in writing has no time left to say anything; it is tried again.
        raise
    except Exception as error:
        # The model must hear something it can say; silence on the line is the worst answer.
        log.error(
            "tool_failed",
            tool=name[:64],
            source_kind=context.source_kind,
            source_id=context.source_id,
            # The database's own error says why; Django's only of which kind.
            error=type(error.__cause__ or error).__name__,
        )
        return failure(context, "tool_failed", TRY_LATER)


@again_if_contended
def _run_once(name: str, arguments: str, context: ToolContext) -> ToolOutcome:
    with transaction.atomic():
        # A rival with the same call waits here until the first one has committed, then reads its result.
        run, is_first = ToolRun.objects.get_or_create(
            source_kind=context.source_kind,
            source_id=context.source_id,
            tool_call_id=context.tool_call_id,
            defaults={
                "name": name[:64],
                "lead_id": context.lead_id,
                "turn_id": context.turn_id[:LONGEST_ID],
            },
        )
        if not is_first:
            return _stored(run)
        outcome = _outcome(name, arguments, context)
        run.ok, run.output = outcome.ok, outcome.output
        run.arguments = _arguments_kept(arguments)
        run.lead_id, run.appointment_id = outcome.lead_id, outcome.appointment_id
        run.save(update_fields=["ok", "output", "arguments", "lead_id", "appointment_id"])
        return outcome


def _outcome(name: str, arguments: str, context: ToolContext) -> ToolOutcome:
    tool = TOOLS.get(name)
    if tool is None or context.channel not in tool.channels:
        return failure(context, "unknown_tool", f"There is no such tool. Use one of: {', '.join(TOOLS)}.")
    try:
        given = tool.arguments.model_validate_json(arguments or "{}")
    except ValidationError as error:
        return failure(context, "invalid_arguments", _explained(error))
    refused = tool_refusal(name, given.model_dump(), context.talk, _known(context), guards=guards_standing())
    if refused is not None:
        return _stopped(tool, given, refused, context)
    return _done(tool, given, context)


def _done(tool: Tool, given: Any, context: ToolContext) -> ToolOutcome:
    try:
        with transaction.atomic():
            return tool.run(context, given)
    except AppError as error:
        return refusal(context, error)


def _stopped(tool: Tool, given: Any, refused: ToolRefusal, context: ToolContext) -> ToolOutcome:
    """A number that is not confirmed does not cost the name."""
    guard_hit_record(hit=refused.hit, context=context)
    saved = {}
    if refused.hit.guard is Guard.PHONE:
        rest = given.model_copy(update={"phone": ""})
        if any(rest.model_dump().values()):
            saved = _done(tool, rest, context).output
    return failure(context, refused.code, refused.message, **saved)


def _known(context: ToolContext) -> Known:
    if context.known is not None:
        return context.known
    numbers = frozenset({context.caller_e164} if context.caller_e164 else ())
    return Known(now=clock.now(), zone=zone_get(), numbers=numbers)


def _stored(run: ToolRun) -> ToolOutcome:
    return ToolOutcome(ok=run.ok, output=run.output, lead_id=run.lead_id, appointment_id=run.appointment_id)


def _arguments_kept(arguments: str) -> dict[str, Any]:
    """As they came, so that a later turn can be told of the call; what is no object is not kept."""
    try:
        given = json.loads(arguments or "{}")
    except ValueError:
        return {}
    return given if isinstance(given, dict) else {}


def _explained(error: ValidationError) -> str:
    problems = (f"{'.'.join(map(str, item['loc'])) or 'arguments'}: {item['msg']}" for item in error.errors())
    return f"Call the tool again with corrected arguments. {'; '.join(problems)}."
