"""One answer of the model: tools on the way, guards before it leaves."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import openai
import structlog
from agents import Agent, ModelResponse, RunConfig, Runner
from agents.exceptions import AgentsException

from apps.assistant.agent.loop import Desk, loop_run
from apps.assistant.agent.making import Run
from apps.assistant.agent.reply import Spent, ToolUse
from apps.assistant.agent.talking import Thread
from apps.assistant.errors import ReplyDelayedError, ReplyFailedError
from apps.assistant.guards.active import guards_standing
from apps.assistant.guards.corrections import corrected, reproof
from apps.assistant.guards.evidence import Known, Talk
from apps.assistant.guards.kinds import Hit
from apps.assistant.guards.words import untruths
from apps.usage.tokens import chat_tokens

log = structlog.get_logger(__name__)
MOST_STEPS = 8
ALL_SECONDS = 75
DRAFTS = 2
# What the provider may answer otherwise a little later.
PASSING = (
    openai.APIConnectionError,
    openai.RateLimitError,
    openai.InternalServerError,
    openai.ConflictError,
    TimeoutError,
)
UseTool = Callable[[str, str, str, Talk], ToolUse]


@dataclass(slots=True)
class Answered:
    text: str = ""
    tools: list[ToolUse] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)
    spent: list[Spent] = field(default_factory=list)


def agent_answer(
    agent: Agent[Run], thread: Thread, *, instructions: str, known: Known, use_tool: UseTool
) -> Answered:
    """`use_tool` runs on the calling thread: name, arguments, the call's id, the talk until then.

    A draft that says what nothing bears out is written once more, then the server's own sentence stands in
    for it. Raises ReplyDelayedError while the provider is busy or away, ReplyFailedError when it refuses.
    """
    answered = Answered()

    def used(name: str, arguments: str, call_id: str) -> dict[str, Any]:
        use = use_tool(name, arguments, call_id, _talk(thread, answered))
        answered.tools.append(use)
        return use.output

    async def answer(desk: Desk) -> None:
        async def run_tool(name: str, arguments: str, call_id: str) -> dict[str, Any]:
            done: dict[str, Any] = await desk.ask(lambda: used(name, arguments, call_id))
            return done

        async with asyncio.timeout(ALL_SECONDS):
            await _drafts(agent, thread, Run(instructions, run_tool), known, answered)

    try:
        loop_run(answer)
        return answered
    except (openai.OpenAIError, AgentsException, TimeoutError) as error:
        log.warning("reply_refused", error=type(error).__name__, status=getattr(error, "status_code", None))
        failed = ReplyDelayedError() if isinstance(error, PASSING) else ReplyFailedError()
    # Not from the other, which quotes what the provider answered.
    raise failed


async def _drafts(agent: Agent[Run], thread: Thread, run: Run, known: Known, answered: Answered) -> None:
    told: list[Any] = list(thread.items())
    for _ in range(DRAFTS):
        result = await Runner.run(
            agent, told, context=run, max_turns=MOST_STEPS, run_config=RunConfig(tracing_disabled=True)
        )
        answered.spent += [_spent(response) for response in result.raw_responses]
        text = str(result.final_output or "").strip()
        hits = untruths(text, _talk(thread, answered), known, guards=guards_standing())
        if not hits:
            answered.text = text
            return
        answered.hits += hits
        answered.text = corrected(hits)
        told = [*result.to_input_list(), {"role": "developer", "content": reproof(hits)}]


def _talk(thread: Thread, answered: Answered) -> Talk:
    before = thread.talk
    return Talk(turns=before.turns, tools=(*before.tools, *(use.done for use in answered.tools)))


def _spent(response: ModelResponse) -> Spent:
    usage = response.usage
    counted = {
        "prompt_tokens": usage.input_tokens,
        "completion_tokens": usage.output_tokens,
        "prompt_tokens_details": {"cached_tokens": usage.input_tokens_details.cached_tokens},
    }
    return Spent(response.response_id or "", chat_tokens(counted))
