"""What a test orders of the next chat completion that fills a JSON schema."""

import asyncio
from typing import Any

from apps.simulator.openai.answers import ApiError
from apps.simulator.openai.faults import Fault

Json = dict[str, Any]


async def spoilt(fault: Fault, message: Json) -> str:
    """Changes the message as ordered; returns its finish reason.

    `ms`: it comes that much later. `status`: it is an error. `content`: what it holds instead.
    `refusal`: it refuses in these words. `cut`: it breaks off half-way. Raises ApiError.
    """
    await asyncio.sleep(fault.number("ms") / 1000)
    if "status" in fault.values:
        raise ApiError(int(fault.number("status")), "ordered", "This was ordered by a test.")
    if "refusal" in fault.values:
        message |= {"content": None, "refusal": fault.values["refusal"]}
    if "content" in fault.values:
        message["content"] = fault.values["content"]
    if fault.values.get("cut"):
        message["content"] = (message["content"] or "")[: len(message["content"] or "") // 2]
        return "length"
    return "stop"
