"""The levers for tests: /control/faults, /control/pace, /control/sessions, /control/twilio/..."""

from dataclasses import asdict, replace

from aiohttp import web

from apps.simulator.keys import STATE
from apps.simulator.openai.answers import json_answer
from apps.simulator.openai.faults import Fault, fault_read
from apps.simulator.twilio.lines import line_socket
from apps.simulator.twilio.records import OrderedError


async def faults_add(request: web.Request) -> web.Response:
    """Body: a fault, see `openai.faults`.

    `"scope": "live"` means the sessions open now, else the next ones.
    """
    data = await request.json()
    try:
        fault = fault_read(data)
    except ValueError as error:
        return json_answer({"error": str(error)}, status=400)
    state = request.app[STATE]
    if data.get("scope") == "live":
        for log in state.sessions.live():
            log.faults.add(Fault(fault.kind, fault.values, fault.count))
    else:
        state.faults.add(fault)
    return json_answer({"waiting": [asdict(waiting) for waiting in state.faults.waiting]}, status=201)


async def faults_list(request: web.Request) -> web.Response:
    return json_answer({"waiting": [asdict(fault) for fault in request.app[STATE].faults.waiting]})


async def faults_clear(request: web.Request) -> web.Response:
    request.app[STATE].faults.waiting.clear()
    return json_answer({"waiting": []})


async def pace_change(request: web.Request) -> web.Response:
    """Body: any fields of `openai.pace.Pace`; sessions opened from now on follow it."""
    state = request.app[STATE]
    try:
        state.pace = state.pace.changed(await request.json())
    except TypeError as error:
        return json_answer({"error": str(error)}, status=400)
    return json_answer(asdict(state.pace))


async def sessions_list(request: web.Request) -> web.Response:
    return json_answer({"sessions": [log.summary() for log in request.app[STATE].sessions.all()]})


async def sessions_clear(request: web.Request) -> web.Response:
    request.app[STATE].sessions.clear()
    return json_answer({"sessions": []})


async def session_get(request: web.Request) -> web.Response:
    log = request.app[STATE].sessions.get(request.match_info["id"])
    return json_answer(log.full()) if log else json_answer({"error": "no such session"}, status=404)


async def twilio_error_add(request: web.Request) -> web.Response:
    """Body: `on` (such as "POST Messages"), `status`, `code`, `message`: the next such request gets it."""
    data = await request.json()
    try:
        error = OrderedError(**data)
    except TypeError as wrong:
        return json_answer({"error": str(wrong)}, status=400)
    request.app[STATE].twilio.errors.append(error)
    return json_answer(asdict(error), status=201)


async def callee_change(request: web.Request) -> web.Response:
    """Body: any fields of `twilio.records.Callee`: who answers the calls the server places."""
    twilio = request.app[STATE].twilio
    try:
        twilio.callee = replace(twilio.callee, **await request.json())
    except TypeError as wrong:
        return json_answer({"error": str(wrong)}, status=400)
    return json_answer(asdict(twilio.callee))


def routes() -> list[web.RouteDef]:
    return [
        web.post("/control/faults", faults_add),
        web.get("/control/faults", faults_list),
        web.delete("/control/faults", faults_clear),
        web.post("/control/pace", pace_change),
        web.get("/control/sessions", sessions_list),
        web.delete("/control/sessions", sessions_clear),
        web.get("/control/sessions/{id}", session_get),
        web.post("/control/twilio/errors", twilio_error_add),
        web.post("/control/twilio/callee", callee_change),
        web.get("/control/twilio/line", line_socket),
    ]
