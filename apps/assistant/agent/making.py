"""The SDK's agent of one channel: its model, its tools, and nobody's words."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import openai
from agents import (
    Agent,
    FunctionTool,
    ModelSettings,
    OpenAIResponsesModel,
    RunContextWrapper,
    set_tracing_disabled,
)
from agents.tool_context import ToolContext as CallContext

from apps.assistant.registry import Tool, tools_of

# What customers write goes to the model that answers them and nowhere else.
set_tracing_disabled(True)

TIMEOUT = openai.Timeout(20.0, connect=5.0)
ATTEMPTS = 3
TEMPERATURE = 0.3
LONGEST_ANSWER_TOKENS = 600

RunTool = Callable[[str, str, str], Awaitable[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of an agent. `run_tool` takes name, arguments as JSON and the call's id."""

    instructions: str
    run_tool: RunTool


def agent_make(*, channel: str, model: str, base_url: str, api_key: str) -> Agent[Run]:
    return Agent[Run](
        name="assistant",
        instructions=_instructions,
        model=OpenAIResponsesModel(model=model, openai_client=_client(base_url, api_key)),
        model_settings=ModelSettings(
            store=False,
            parallel_tool_calls=False,
            temperature=TEMPERATURE,
            max_tokens=LONGEST_ANSWER_TOKENS,
        ),
        tools=[_function_tool(tool) for tool in tools_of(channel=channel)],
    )


def _instructions(run: RunContextWrapper[Run], agent: Agent[Run]) -> str:
    return run.context.instructions


def _function_tool(tool: Tool) -> FunctionTool:
    async def invoke(call: CallContext[Run], arguments: str) -> str:
        output = await call.context.run_tool(tool.name, arguments, call.tool_call_id)
        return json.dumps(output, ensure_ascii=False)

    return FunctionTool(
        name=tool.name,
        description=tool.description,
        params_json_schema=tool.parameters,
        on_invoke_tool=invoke,
        # Optional arguments are left out, which strict schemas do not allow.
        strict_json_schema=False,
    )


@lru_cache(maxsize=64)
def _client(base_url: str, api_key: str) -> openai.AsyncOpenAI:
    """One a key, so that connections are kept. The SDK pauses and retries what is worth it."""
    return openai.AsyncOpenAI(base_url=base_url, api_key=api_key, timeout=TIMEOUT, max_retries=ATTEMPTS - 1)
