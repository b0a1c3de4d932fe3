import orjson

from apps.assistant.tools import ToolContext, tool_run
from apps.conversations.selectors import confidence_by_turn
from apps.telephony.media.commands import RunTool
from apps.telephony.services.calls import AnsweredCall


def call_tool_run(*, answered: AnsweredCall, wanted: RunTool) -> str:
    """Run one tool of a call; returns the JSON text for the model, errors included."""
    measured = confidence_by_turn(source_kind="call", source_id=answered.call_id)
    outcome = tool_run(
        name=wanted.call.name,
        arguments=wanted.call.arguments,
        context=ToolContext(
            channel="phone",
            source_kind="call",
            source_id=answered.call_id,
            lead_id=answered.lead_id,
            caller_e164=answered.caller_e164 or None,
            tool_call_id=wanted.call.call_id,
            turn_id=wanted.after_item,
            # Transcribed beside the answer, so possibly not yet: the journal tells it then.
            confidence=measured.get(wanted.after_item),
        ),
    )
    return orjson.dumps(outcome.output).decode()
