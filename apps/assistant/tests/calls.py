"""Tool calls as a call on the telephone makes them."""

import json

from apps.assistant.tools import ToolContext, tool_run

CALLER = "+972521234567"


def context_of(lead, tool_call_id="call_1", **more):
    facts = {"channel": "phone", "source_kind": "call", "source_id": 31, "caller_e164": CALLER}
    return ToolContext(lead_id=lead.pk, tool_call_id=tool_call_id, **{**facts, **more})


def ran(name, lead, /, *, call="call_1", **arguments):
    return tool_run(name=name, arguments=json.dumps(arguments), context=context_of(lead, call))


def error_code(outcome):
    assert not outcome.ok
    return outcome.output["error"]["code"]
