"""One tool call of the model's, from the wish to what the model is told of it. It never raises."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from .commands import RunTool
from .lines import TOOL_BROKE, TOOL_LATE
from .permit import Permit

RunToolCall = Callable[[RunTool, Permit], Awaitable[str]]

log = structlog.get_logger(__name__)

# For a thread and a connection: a tool that waits longer for its turn is not begun any more.
BEGINS_SECONDS = 3


async def tool_output(run_tool: RunToolCall, wanted: RunTool) -> str:
    """What has begun is waited for, however long it takes: only it knows what it did."""
    permit = Permit()
    running = asyncio.create_task(_run(run_tool, wanted, permit))
    await asyncio.wait({running}, timeout=BEGINS_SECONDS)
    if not running.done() and permit.withdraw():
        log.warning("tool_late", tool=wanted.call.name)
        return TOOL_LATE
    return await running


async def _run(run_tool: RunToolCall, wanted: RunTool, permit: Permit) -> str:
    try:
        return await run_tool(wanted, permit)
    except Exception as error:
        # Whatever went wrong, the caller is still there, and the model can say so.
        log.error("tool_broke", tool=wanted.call.name, error=type(error).__name__)
        return TOOL_BROKE
