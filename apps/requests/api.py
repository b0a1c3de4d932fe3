"""Idempotency-Key: a client that heard no answer sends a POST again, and nothing is made twice."""

import hashlib
import re
from collections.abc import Callable

import orjson
from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from apps.accounts.permissions import member_of
from apps.requests.errors import KeyInvalidError
from apps.requests.services import Made, request_once

IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    str,
    OpenApiParameter.HEADER,
    description="A name of the client's own for this request, such as a UUID. Sent again within a day, the"
    " request makes nothing new and is answered as the first time.",
)
_KEY = re.compile(r"[\x21-\x7e]{1,255}")


def made_once(request: Request, make: Callable[[], Made]) -> Made:
    """Runs `make`, once for each key of the person who asks. Raises KeyInvalidError, KeyReusedError."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return make()
    if not _KEY.fullmatch(key):
        raise KeyInvalidError
    endpoint = f"{request.method} {request.resolver_match.route if request.resolver_match else request.path}"
    content = orjson.dumps([request.path, request.data], option=orjson.OPT_SORT_KEYS)
    return request_once(
        user_id=member_of(request).user_id,
        endpoint=endpoint[:100],
        key=key,
        fingerprint=hashlib.sha256(content).hexdigest(),
        make=make,
    )
