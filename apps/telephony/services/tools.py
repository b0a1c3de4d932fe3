import orjson

from apps.assistant.tools import ToolContext, tool_run
from apps.telephony.media.realtime import ToolCall
from apps.telephony.services.calls import AnsweredCall


def call_tool_run(*, answered: AnsweredCall, call: ToolCall) -> str:
    """Run one tool of a call; returns the JSON text for the model, errors included."""
    outcome = tool_run(
        name=call.name,
        arguments=call.arguments,
        context=ToolContext(
            channel="phone",
            source_kind="call",
            source_id=answered.call_id,
            lead_id=answered.lead_id,
            caller_e164=answered.caller_e164 or None,
            tool_call_id=call.call_id,
        ),
    )
    return orjson.dumps(outcome.output).decode()
