"""Idempotency-Key: a client that heard no answer sends a POST again, and nothing is made twice."""

import hashlib
import re
from collections.abc import Callable
from typing import Any

import orjson
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.crypto import salted_hmac
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import member_of
from apps.requests.errors import KeyInvalidError
from apps.requests.services import Answer, request_once
from apps.tenants.context import current_schema

_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def once(request: Request, answer: Callable[[], Response], *, is_answer_kept: bool) -> Response:
    """Calls `answer`, once for each key of the person who asks; who acts as a member has keys of their own.

    Raises KeyInvalidError, KeyReusedError, AnswerForgottenError.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return answer()
    if not _KEY.fullmatch(key):
        raise KeyInvalidError
    made: dict[Answer, Response] = {}

    def make() -> Answer:
        # It may be asked for again, when others came in the way: what it made before was rolled back.
        for file in request.FILES.values():
            file.seek(0)
        response = answer()
        kept = _kept(request, response)
        made[kept] = response
        return kept

    endpoint = f"{request.method} {request.resolver_match.route if request.resolver_match else request.path}"
    member = member_of(request)
    told = request_once(
        user_id=member.user_id,
        impersonation_id=member.impersonation.pk if member.impersonation else 0,
        endpoint=endpoint[:100],
        key=key,
        fingerprint=_fingerprint(request),
        make=make,
        is_answer_kept=is_answer_kept,
    )
    return made[told] if told in made else _again(told)


def _kept(request: Request, response: Response) -> Answer:
    renderer: Any = request.accepted_renderer
    body = renderer.render(response.data, renderer.media_type, {}).decode()
    headers = {name: value for name, value in response.items() if name != "Content-Type"}
    return Answer(response.status_code, orjson.dumps({"body": body, "headers": headers}).decode())


def _again(told: Answer) -> Response:
    kept = orjson.loads(told.content)
    data = orjson.loads(kept["body"]) if kept["body"] else None
    return Response(data, status=told.status, headers=kept["headers"])


def _fingerprint(request: Request) -> str:
    """Of where it goes and what it says, files too; keyed, else names and numbers could be guessed."""
    data: Any = request.data
    if isinstance(data, QueryDict):
        data = [_part(name, value) for name, values in data.lists() for value in values]
    content = orjson.dumps([request.get_full_path(), data], option=orjson.OPT_SORT_KEYS)
    return salted_hmac(f"requests.{current_schema()}", content, algorithm="sha256").hexdigest()


def _part(name: str, value: Any) -> list[str]:
    if not isinstance(value, UploadedFile):
        return [name, str(value)]
    digest = hashlib.sha256()
    for chunk in value.chunks():
        digest.update(chunk)
    value.seek(0)
    return [name, value.name or "", digest.hexdigest()]
