"""HTTP answers in OpenAI's shapes."""

import orjson
from aiohttp import web

from apps.simulator.keys import STATE


def json_answer(body: object, *, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def error_answer(status: int, code: str, message: str, *, param: str | None = None) -> web.Response:
    kind = "invalid_request_error" if status < 500 else "server_error"
    return json_answer(
        {"error": {"message": message, "type": kind, "param": param, "code": code}}, status=status
    )


def key_check(request: web.Request) -> None:
    """Raises the 401 answer when there is no bearer key, or the key is one the state refuses."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip() or key in request.app[STATE].refused_keys:
        code = "invalid_api_key"
        raise web.HTTPUnauthorized(
            body=orjson.dumps(
                {
                    "error": {
                        "message": "Incorrect API key provided.",
                        "type": "invalid_request_error",
                        "param": None,
                        "code": code,
                    }
                }
            ),
            content_type="application/json",
        )
