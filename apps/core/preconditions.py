"""Optimistic concurrency over HTTP: a tag names a version, and a change may ask that it is still true."""

import re

from drf_spectacular.utils import OpenApiParameter
from rest_framework.request import Request

from apps.core.errors import AppError

IF_MATCH = OpenApiParameter(
    "If-Match",
    str,
    OpenApiParameter.HEADER,
    description="The ETag that was read: a change made since is then not overwritten but answered with 412.",
)
NEVER = 0
_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


def etag_of(version: int) -> str:
    return f'W/"{version}"'


class IfMatchUnsupportedError(AppError):
    def __init__(self) -> None:
        super().__init__(
            "if_match_unsupported",
            400,
            "הפעולה הזו אינה בודקת גרסה. יש לשלוח אותה בלי הכותרת If-Match.",
            "This does not compare versions. Send it without the If-Match header.",
        )


def version_expected(request: Request) -> int | None:
    """The version that If-Match names; None when nothing is asked, NEVER for a tag nobody was given."""
    tag = request.headers.get("If-Match", "*").strip()
    if tag == "*":
        return None
    found = _TAG.fullmatch(tag)
    return int(found[1]) if found else NEVER
