"""The account itself, as GET /Accounts/{sid}.json answers."""

from aiohttp import web

from apps.simulator.openai.answers import json_answer
from apps.simulator.twilio.answers import account_check


async def fetch(request: web.Request) -> web.Response:
    state, account_sid = account_check(request, "Accounts")
    status = "suspended" if account_sid in state.suspended else "active"
    return json_answer({"sid": account_sid, "friendly_name": "simulator", "status": status, "type": "Full"})
