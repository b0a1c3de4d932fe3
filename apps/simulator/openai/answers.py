"""HTTP answers in OpenAI's shapes."""

import orjson
from aiohttp import web

from apps.simulator.keys import STATE
from apps.simulator.refusals import RefusalError


def json_answer(body: object, *, status: int = 200) -> web.Response:
    return web.Response(body=orjson.dumps(body), status=status, content_type="application/json")


def error_answer(status: int, code: str, message: str, *, param: str | None = None) -> web.Response:
    kind = "invalid_request_error" if status < 500 else "server_error"
    return json_answer(
        {"error": {"message": message, "type": kind, "param": param, "code": code}}, status=status
    )


class ApiError(RefusalError):
    """An error in OpenAI's shape."""

    def __init__(self, status: int, code: str, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param

    def answer(self) -> web.Response:
        return error_answer(self.status, self.code, self.message, param=self.param)


def key_check(request: web.Request) -> None:
    """Raises ApiError when there is no bearer key, or the key is one the state refuses."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not key.strip() or key in request.app[STATE].refused_keys:
        raise ApiError(401, "invalid_api_key", "Incorrect API key provided.")
