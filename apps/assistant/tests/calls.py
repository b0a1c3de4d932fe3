"""Tool calls as a call on the telephone makes them."""

import json
from datetime import datetime

from apps.assistant.guards.evidence import CUSTOMER, Talk, ToolDone, Turn
from apps.assistant.slot_ids import SlotWanted, slot_id_of
from apps.assistant.tools import ToolContext, tool_run
from apps.tenants.context import current_schema

CALLER = "+972521234567"


def slot(starts_at, *, service_id=None, resource_id=None):
    """The slot_id of a start, as the entered business's diary names it."""
    wanted = SlotWanted(
        starts_at=datetime.fromisoformat(starts_at), service_id=service_id, resource_id=resource_id
    )
    return slot_id_of(wanted, schema=current_schema())


def starts(shown):
    return [each["starts_at"] for each in shown]


def context_of(lead, tool_call_id="call_1", **more):
    facts = {"channel": "phone", "source_kind": "call", "source_id": 31, "caller_e164": CALLER}
    return ToolContext(lead_id=lead.pk, tool_call_id=tool_call_id, **{**facts, **more})


def ran(name, lead, /, *, call="call_1", **arguments):
    context = context_of(lead, call, talk=talk_of(arguments))
    return tool_run(name=name, arguments=json.dumps(arguments), context=context)


def talk_of(arguments):
    """In which all of this was offered and written: what guards stop is asked elsewhere."""
    said = [
        Turn(CUSTOMER, str(arguments[name]), is_exact=True)
        for name in ("phone", "when")
        if arguments.get(name)
    ]
    slots = [{"slot_id": arguments.get("slot_id", ""), "starts_at": "2026-11-23T09:30:00+02:00"}]
    return Talk(turns=tuple(said), tools=(ToolDone("check_availability", True, {"slots": slots}),))


def error_code(outcome):
    assert not outcome.ok
    return outcome.output["error"]["code"]
