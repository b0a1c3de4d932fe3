"""The conversation as the model reads it."""

from datetime import date
from typing import Any

from apps.simulator.dialogue.decisions import (
    AssistantLine,
    CallLine,
    Line,
    ResultLine,
    SystemLine,
    UserLine,
    View,
)
from apps.simulator.openai.configuration import Session
from apps.simulator.openai.conversation import Conversation, Item


def view_make(session: Session, params: dict[str, Any], conversation: Conversation, today: date) -> View:
    """`params` are those of response.create; its own input replaces the conversation."""
    items = conversation.items
    if params.get("input") is not None:
        items = [Item(wire) for wire in params["input"]]
    tools = params["tools"] if params.get("tools") is not None else session["tools"]
    if (params.get("tool_choice") or session["tool_choice"]) == "none":
        tools = []
    return View(
        instructions=session["instructions"] or "",
        request=params.get("instructions"),
        tools=tuple(tools or ()),
        lines=tuple(line for item in items if (line := _line(item))),
        today=today,
    )


def _line(item: Item) -> Line | None:
    if item.kind == "user":
        return UserLine(item.text, silent=bool(item.audio) and item.silent)
    if item.kind == "assistant":
        return AssistantLine("" if item.cut else item.text)
    if item.kind == "system":
        return SystemLine(item.text)
    if item.kind == "function_call":
        return CallLine(item.wire["call_id"], item.wire["name"], item.wire["arguments"])
    if item.kind == "function_call_output":
        return ResultLine(item.wire["call_id"], item.wire["output"])
    return None
