from typing import Any

from django.http import FileResponse, HttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import NotAuthenticated, PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Membership
from apps.accounts.permissions import can
from apps.core.api import ANYBODY, ApiView, refusals
from apps.core.asking import asked_of
from apps.core.errors import NotFoundError
from apps.telephony.api.serializers import CallDetailSerializer, CallQuerySerializer, CallSerializer
from apps.telephony.byte_ranges import UnsatisfiableRangeError, byte_range
from apps.telephony.errors import RecordingGoneError
from apps.telephony.models import Call, Recording
from apps.telephony.selectors import call_detail, calls_listed, recording_of
from apps.telephony.tickets import is_recording_ticket
from apps.tenants.context import current_schema
from apps.usage.selectors import costs_of

LONGEST_RANGE_BYTES = 1024 * 1024


class CallListView(ApiView):
    verb = "calls.view"
    serializer_class = CallSerializer
    queryset = Call.objects.none()

    @extend_schema(
        operation_id="calls_list", parameters=[CallQuerySerializer], responses=CallSerializer(many=True)
    )
    def get(self, request: Request) -> Response:
        """Calls, newest first; those that run now are among them."""
        asked = asked_of(request, CallQuerySerializer)
        listed = calls_listed(lead_id=asked.get("lead"))
        calls: list[Any] = self.paginate_queryset(listed) or []
        context = {"costs": _costs(request, [call.pk for call in calls])}
        return self.get_paginated_response(CallSerializer(calls, many=True, context=context).data)


class CallDetailView(ApiView):
    verb = "calls.view"
    serializer_class = CallDetailSerializer
    queryset = Call.objects.none()

    @extend_schema(operation_id="calls_retrieve", responses=CallDetailSerializer)
    def get(self, request: Request, call_id: int) -> Response:
        """One call: what was said, as it was heard, what it brought and what it cost."""
        call = call_detail(call_id=call_id)
        if call is None:
            raise NotFoundError
        context = {
            "costs": _costs(request, [call.pk]),
            "listener": _listener(request),
        }
        return Response(CallDetailSerializer(call, context=context).data)


class CallRecordingView(ApiView):
    """Open to a ticket, which a player can carry, or to a member who may listen."""

    verb = ANYBODY
    queryset = Call.objects.none()

    @extend_schema(
        operation_id="calls_recording",
        parameters=[OpenApiParameter("ticket", str, description="From `recording.url`")],
        responses={
            (200, "audio/wav"): OpenApiTypes.BINARY,
            (206, "audio/wav"): OpenApiTypes.BINARY,
            416: None,
            **refusals(401, 403, 404, 410),
        },
    )
    def get(self, request: Request, call_id: int) -> HttpResponse | FileResponse:
        """The recording as WAV: the caller on the left, the assistant on the right. Byte ranges work."""
        self._let_in(request, call_id)
        recording = recording_of(call_id=call_id)
        if recording is None:
            raise RecordingGoneError
        return _recording_response(recording, request.headers.get("Range", ""))

    def _let_in(self, request: Request, call_id: int) -> None:
        ticket = request.query_params.get("ticket", "")
        if is_recording_ticket(ticket, schema=current_schema(), call_id=call_id):
            return
        if _membership(request) is None:
            raise NotAuthenticated
        if _listener(request) is None:
            raise PermissionDenied
        if call_detail(call_id=call_id) is None:
            raise NotFoundError


def _recording_response(recording: Recording, range_header: str) -> HttpResponse | FileResponse:
    size = recording.size_bytes
    try:
        asked = byte_range(range_header, size=size, longest=LONGEST_RANGE_BYTES)
    except UnsatisfiableRangeError:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Accept-Ranges": "bytes", "Cache-Control": "private, max-age=900"}
    try:
        file = recording.file.open("rb")
    except FileNotFoundError:
        raise RecordingGoneError from None
    if asked is None:
        return FileResponse(file, content_type="audio/wav", headers=headers)
    with file:
        file.seek(asked.start)
        part = file.read(asked.end - asked.start + 1)
    headers["Content-Range"] = asked.header(size)
    return HttpResponse(part, status=206, content_type="audio/wav", headers=headers)


def _membership(request: Request) -> Membership | None:
    return request.auth if isinstance(request.auth, Membership) else None


def _listener(request: Request) -> Membership | None:
    membership = _membership(request)
    return membership if can(membership=membership, verb="calls.listen") else None


def _costs(request: Request, call_ids: list[int]) -> dict[int, int] | None:
    """Micro-USD by call, or None for a member who may not see costs."""
    if not can(membership=_membership(request), verb="usage.view"):
        return None
    return costs_of(business_schema=current_schema(), source_kind="call", source_ids=call_ids)
