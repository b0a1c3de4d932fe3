"""The tools of the model: what each is called, what it takes, who may use it, and how each model is told."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from apps.assistant import booking, changing, handlers, knowing
from apps.assistant.arguments import (
    AnswerFromFaqArguments,
    BookAppointmentArguments,
    CancelAppointmentArguments,
    CheckAvailabilityArguments,
    CreateTaskArguments,
    EndCallArguments,
    FindLeadArguments,
    HoldSlotArguments,
    ListServicesArguments,
    RescheduleAppointmentArguments,
    SaveLeadArguments,
    SetCallbackArguments,
    ToolArguments,
    TransferArguments,
)
from apps.assistant.handlers import ToolContext, ToolOutcome
from apps.conversations.models import Channel

EVERYWHERE = frozenset({Channel.PHONE.value, Channel.WHATSAPP.value})
IN_WRITING = frozenset({Channel.WHATSAPP.value})
ON_THE_PHONE = frozenset({Channel.PHONE.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """`verb`: what a member would need to do the same. `channels`: where a model is told of it."""

    name: str
    description: str
    arguments: type[ToolArguments]
    run: Callable[[ToolContext, Any], ToolOutcome]
    verb: str
    channels: frozenset[str] = EVERYWHERE

    @property
    def parameters(self) -> dict[str, Any]:
        return _parameters(self.arguments)


_TOOLS = (
    Tool(
        name="find_lead",
        description="Returns what is known about this customer: name, wanted service, and the appointments "
        "to come, each with the `appointment_id` to move or cancel it by. Of nobody else.",
        arguments=FindLeadArguments,
        run=knowing.lead_find,
        verb="leads.view",
    ),
    Tool(
        name="save_lead",
        description="Records details of the customer. Call it as soon as the customer says "
        "a detail that is new or different; pass only what the customer said. Books nothing.",
        arguments=SaveLeadArguments,
        run=handlers.lead_save,
        verb="leads.edit",
    ),
    Tool(
        name="create_task",
        description="Passes a request on to the people of the business, who will see it as a task: a "
        "question without an answer, a wish that no other tool fulfils. Call it once for each request that "
        "you cannot fulfil yourself. It promises nothing: say that the request was passed on.",
        arguments=CreateTaskArguments,
        run=handlers.task_make,
        verb="tasks.edit",
    ),
    Tool(
        name="set_callback",
        description="Asks the people of the business to call the customer back. Call it when the customer "
        "wants that, with the time only if the customer named one. Say that the request was passed on.",
        arguments=SetCallbackArguments,
        run=handlers.callback_set,
        verb="tasks.edit",
    ),
    Tool(
        name="list_services",
        description="Returns the services that can be booked: names, minutes, prices where the business set "
        "them, and who gives them. Nothing else has a price.",
        arguments=ListServicesArguments,
        run=knowing.services_list,
        verb="appointments.view",
    ),
    Tool(
        name="answer_from_faq",
        description="Returns what the business answers to a question, in its own words, if it has an answer. "
        "Call it for each question about the business that these instructions do not answer.",
        arguments=AnswerFromFaqArguments,
        run=knowing.question_answer,
        verb="settings.view",
        # On the telephone the line itself answers them, before the model does.
        channels=IN_WRITING,
    ),
    Tool(
        name="check_availability",
        description="Returns the free appointment times of one day: `slots` are all of them, each with the "
        "`slot_id` to take it by, `say` is a short Hebrew sentence you may speak. When there are none, "
        "`status` says why, `alternatives` are the nearest free times. Call it before offering or confirming "
        "any hour. `service_needed`: ask which service, then call it again.",
        arguments=CheckAvailabilityArguments,
        run=booking.availability_check,
        verb="appointments.view",
    ),
    Tool(
        name="hold_slot",
        description="Keeps one free hour for this customer for four minutes. Call it when the customer chose "
        "an hour, before asking for a clear yes; then speak `say`. It is not a booking. With `error` the "
        "hour is gone: offer `alternatives`.",
        arguments=HoldSlotArguments,
        run=booking.slot_hold,
        verb="appointments.edit",
    ),
    Tool(
        name="book_appointment",
        description="Books one appointment. Call it only after the customer clearly agreed to this weekday, "
        "date and hour. Only a result without `error` means it is booked; then speak `say`. With `error`, "
        "nothing was booked: explain and offer `alternatives`.",
        arguments=BookAppointmentArguments,
        run=booking.appointment_book_run,
        verb="appointments.edit",
    ),
    Tool(
        name="reschedule_appointment",
        description="Moves an appointment of this customer to another free hour, one that check_availability "
        "gave with `moving`, after the customer clearly agreed to it; do not hold it first. Only a result "
        "without `error` means it was moved; then speak `say`.",
        arguments=RescheduleAppointmentArguments,
        run=changing.appointment_move,
        verb="appointments.edit",
    ),
    Tool(
        name="cancel_appointment",
        description="Cancels an appointment of this customer. Name its weekday, date and hour and call it "
        "only after a clear yes. Only a result without `error` means it was cancelled; then speak `say`.",
        arguments=CancelAppointmentArguments,
        run=changing.appointment_call_off,
        verb="appointments.edit",
    ),
    Tool(
        name="transfer_to_person",
        description="Hands the conversation over to the people of the business. Call it when the customer "
        "asks for a person, is upset, or needs what you cannot give. Then speak `say`.",
        arguments=TransferArguments,
        run=handlers.person_called,
        verb="tasks.edit",
    ),
    Tool(
        name="end_call",
        description="Ends the telephone call. Call it when the customer said goodbye and nothing is open.",
        arguments=EndCallArguments,
        run=handlers.call_ended,
        verb="calls.view",
        channels=ON_THE_PHONE,
    ),
)
TOOLS: dict[str, Tool] = {tool.name: tool for tool in _TOOLS}


def tools_of(*, channel: str) -> Iterable[Tool]:
    """Those of a channel, in one order."""
    return (tool for tool in TOOLS.values() if channel in tool.channels)


def tools_render_realtime(*, channel: str = Channel.PHONE) -> list[dict[str, Any]]:
    """The tools as a Realtime session wants them; the same bytes every time."""
    return [
        {
            "type": "function",
            "name": tool.name,
            "description": tool.description,
            "parameters": tool.parameters,
        }
        for tool in tools_of(channel=channel)
    ]


def _parameters(arguments: type[ToolArguments]) -> dict[str, Any]:
    """Plain JSON Schema: no references, titles, defaults or null, which Realtime models follow less well."""
    schema = arguments.model_json_schema()
    definitions = schema.get("$defs", {})
    return {
        "type": "object",
        "properties": {
            name: _property(described, definitions)
            for name, described in schema.get("properties", {}).items()
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
