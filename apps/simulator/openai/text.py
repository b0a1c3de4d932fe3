"""POST /v1/chat/completions and /v1/responses: the rules of the spoken dialogue, or a filled JSON schema."""

import time
from datetime import datetime
from typing import Any

import orjson
from aiohttp import web

from apps.simulator.dialogue.decisions import (
    AssistantLine,
    Call,
    CallLine,
    Decision,
    Line,
    ResultLine,
    Say,
    UserLine,
    View,
)
from apps.simulator.dialogue.times import ZONE
from apps.simulator.keys import STATE
from apps.simulator.openai.answers import ApiError, error_answer, json_answer, key_check
from apps.simulator.openai.conversation import text_tokens
from apps.simulator.openai.events import id_make
from apps.simulator.openai.filling import schema_fill
from apps.simulator.openai.spoiling import spoilt

Json = dict[str, Any]


async def chat_completions(request: web.Request) -> web.Response:
    key_check(request)
    body = await body_read(request, needed=("model", "messages"))
    if body.get("stream"):
        return error_answer(400, "unsupported_value", "This stand-in does not stream.", param="stream")
    messages = body["messages"]
    schema = ((body.get("response_format") or {}).get("json_schema") or {}).get("schema")
    message: Json = {"role": "assistant", "content": None, "refusal": None, "annotations": []}
    finish = "stop"
    if schema:
        message["content"] = orjson.dumps(schema_fill(schema, _text_of(messages))).decode()
        fault = request.app[STATE].faults.take("text")
        finish = await spoilt(fault, message) if fault else finish
    else:
        tools = [tool["function"] for tool in body.get("tools") or [] if tool.get("type") == "function"]
        decide = request.app[STATE].habits.decide
        decisions = decide(_view(_instructions(messages), tools, _chat_lines(_anew(messages))))
        message["content"] = _said(decisions) or None
        calls = [_chat_call(decision) for decision in decisions if isinstance(decision, Call)]
        if calls:
            message["tool_calls"], finish = calls, "tool_calls"
    used_in, used_out = text_tokens(_text_of(messages)), text_tokens(orjson.dumps(message).decode())
    return json_answer(
        {
            "id": id_make("chatcmpl"),
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "service_tier": "default",
            "system_fingerprint": "fp_simulator",
            "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
            "usage": {
                "prompt_tokens": used_in,
                "completion_tokens": used_out,
                "total_tokens": used_in + used_out,
                "prompt_tokens_details": {"cached_tokens": 0, "audio_tokens": 0},
                "completion_tokens_details": {"reasoning_tokens": 0, "audio_tokens": 0},
            },
        }
    )


async def responses(request: web.Request) -> web.Response:
    key_check(request)
    body = await body_read(request, needed=("model", "input"))
    if body.get("stream"):
        return error_answer(400, "unsupported_value", "This stand-in does not stream.", param="stream")
    given = body["input"]
    items = [{"role": "user", "content": given}] if isinstance(given, str) else given
    text_format = (body.get("text") or {}).get("format") or {"type": "text"}
    everything = f"{body.get('instructions') or ''}\n{_text_of(items)}"
    if text_format["type"] == "json_schema":
        output = [_output_message(orjson.dumps(schema_fill(text_format["schema"], everything)).decode())]
    else:
        instructions = f"{body.get('instructions') or ''}\n{_instructions(items)}"
        tools = [tool for tool in body.get("tools") or [] if tool.get("type") == "function"]
        decide = request.app[STATE].habits.decide
        lines = _item_lines(_anew(items))
        output = [_output_item(decision) for decision in decide(_view(instructions, tools, lines))]
    used_in, used_out = text_tokens(everything), text_tokens(orjson.dumps(output).decode())
    return json_answer(
        {
            "id": id_make("resp"),
            "object": "response",
            "created_at": int(time.time()),
            "status": "completed",
            "error": None,
            "incomplete_details": None,
            "instructions": body.get("instructions"),
            "metadata": body.get("metadata") or {},
            "model": body["model"],
            "output": output,
            "parallel_tool_calls": body.get("parallel_tool_calls", True),
            "temperature": body.get("temperature", 1.0),
            "tool_choice": body.get("tool_choice", "auto"),
            "tools": body.get("tools") or [],
            "top_p": body.get("top_p", 1.0),
            "text": {"format": text_format},
            "usage": {
                "input_tokens": used_in,
                "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                "output_tokens": used_out,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": used_in + used_out,
            },
        }
    )


async def body_read(request: web.Request, *, needed: tuple[str, ...]) -> Json:
    """The JSON body. Raises ApiError when it is none, or lacks something."""
    try:
        body = orjson.loads(await request.read())
    except orjson.JSONDecodeError as error:
        raise ApiError(400, "invalid_json", "We could not parse the JSON body of your request.") from error
    for name in needed:
        if not isinstance(body, dict) or body.get(name) in (None, "", []):
            message = f"Missing required parameter: '{name}'."
            raise ApiError(400, "missing_required_parameter", message, param=name)
    return dict(body)


def _view(instructions: str, tools: list[Json], lines: tuple[Line, ...]) -> View:
    return View(instructions, None, tuple(tools), lines, datetime.now(ZONE).date())


def _anew(messages: list[Json]) -> list[Json]:
    """A note of the developer's at the end asks for the last answer again: as if that had not been given."""
    if not messages or messages[-1].get("role") not in ("system", "developer") or len(messages) == 1:
        return messages
    end = len(messages) - 1
    while end and messages[end - 1].get("role") in ("assistant", "system", "developer"):
        end -= 1
    return messages[:end]


def _content(message: Json) -> str:
    content = message.get("content") or ""
    if isinstance(content, str):
        return content
    return " ".join(str(part.get("text") or "") for part in content)


def _text_of(messages: list[Json]) -> str:
    return "\n".join(_content(message) for message in messages)


def _instructions(messages: list[Json]) -> str:
    return "\n".join(
        _content(message) for message in messages if message.get("role") in ("system", "developer")
    )


def _chat_lines(messages: list[Json]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for message in messages:
        role = message.get("role")
        if role == "user":
            lines.append(UserLine(_content(message)))
        elif role == "assistant":
            if _content(message):
                lines.append(AssistantLine(_content(message)))
            lines += [_call_line(call) for call in message.get("tool_calls") or []]
        elif role == "tool":
            lines.append(ResultLine(message["tool_call_id"], _content(message)))
    return tuple(lines)


def _call_line(call: Json) -> CallLine:
    return CallLine(call["id"], call["function"]["name"], call["function"]["arguments"])


def _item_lines(items: list[Json]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for item in items:
        if item.get("type") == "function_call":
            lines.append(CallLine(item["call_id"], item["name"], item["arguments"]))
        elif item.get("type") == "function_call_output":
            lines.append(ResultLine(item["call_id"], str(item["output"])))
        elif item.get("role") == "user":
            lines.append(UserLine(_content(item)))
        elif item.get("role") == "assistant":
            lines.append(AssistantLine(_content(item)))
    return tuple(lines)


def _said(decisions: tuple[Decision, ...]) -> str:
    return " ".join(decision.text for decision in decisions if isinstance(decision, Say))


def _chat_call(call: Call) -> Json:
    function = {"name": call.name, "arguments": orjson.dumps(call.arguments).decode()}
    return {"id": id_make("call"), "type": "function", "function": function}


def _output_item(decision: Decision) -> Json:
    if isinstance(decision, Say):
        return _output_message(decision.text)
    return {
        "type": "function_call",
        "id": id_make("fc"),
        "call_id": id_make("call"),
        "name": decision.name,
        "arguments": orjson.dumps(decision.arguments).decode(),
        "status": "completed",
    }


def _output_message(text: str) -> Json:
    part = {"type": "output_text", "text": text, "annotations": [], "logprobs": []}
    return {
        "type": "message",
        "id": id_make("msg"),
        "role": "assistant",
        "status": "completed",
        "content": [part],
    }
