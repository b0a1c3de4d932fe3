from django.db.models import OuterRef, QuerySet, Subquery

from apps.conversations.models import Message
from apps.conversations.selectors import messages_of
from apps.scheduling.models import Appointment
from apps.telephony.models import Call, Recording


def calls_listed(*, lead_id: int | None = None) -> QuerySet[Call]:
    """Calls of one lead, or of all, with what a list shows of them, newest first: one query."""
    calls = Call.objects.all() if lead_id is None else Call.objects.filter(lead_id=lead_id)
    booked = Appointment.objects.filter(source_kind="call", source_id=OuterRef("pk")).order_by("-id")
    return (
        calls.select_related("lead")
        .defer("search_text", "lead__search_text")
        .annotate(
            appointment_id=Subquery(booked.values("id")[:1]),
            appointment_starts_at=Subquery(booked.values("starts_at")[:1]),
            appointment_status=Subquery(booked.values("status")[:1]),
        )
        .order_by("-id")
    )


def call_detail(*, call_id: int) -> Call | None:
    return calls_listed().select_related("recording").filter(pk=call_id).first()


def turns_of(*, call_id: int) -> QuerySet[Message]:
    """What was said in the call, in order."""
    return messages_of(source_kind="call", source_id=call_id)


def call_end_reason(*, sid: str) -> str | None:
    """Why the call ended; empty while the books do not say so, None when there is no such call."""
    return Call.objects.filter(sid=sid).values_list("end_reason", flat=True).first()


def recording_of(*, call_id: int) -> Recording | None:
    return Recording.objects.filter(call_id=call_id).first()
