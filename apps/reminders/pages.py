"""The page behind the link in a message: GET shows the meeting and changes nothing, only the buttons act."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.core.errors import AppError
from apps.core.pages import refusal
from apps.reminders.replies import Meaning
from apps.reminders.selectors.meetings import Linked, is_answerable, is_coming, meeting_of_link
from apps.reminders.services.answers import link_answer
from apps.reminders.texts import moment_values
from apps.scheduling.errors import AppointmentOverError
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import zone_get
from apps.tenants.context import current_schema
from apps.tenants.selectors import business_by_schema

ACTS = {"confirm": Meaning.CONFIRM, "cancel": Meaning.CANCEL}
TITLE = "הפגישה שלך"


# The token in the address is what lets somebody act; there is no session that another site could misuse.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, token: str) -> HttpResponse:
    try:
        linked = meeting_of_link(token=token)
        if request.method == "POST":
            return redirect(request.path + _answered(request, linked))
    except AppointmentOverError:
        # An old page, or a button pressed twice: it is shown how the meeting stands.
        return redirect(request.path)
    except AppError as error:
        return refusal(request, error, title=TITLE)
    return _shown(request, linked)


def _answered(request: HttpRequest, linked: Linked) -> str:
    """What the page is asked for next. A button of a page that showed another time does nothing."""
    act, seen = request.POST.get("act", ""), request.POST.get("meeting")
    is_seen = not linked.is_moved if seen is None else seen == str(linked.meeting.pk)
    meaning = ACTS.get(act)
    if meaning is None or not is_seen:
        return ""
    link_answer(appointment_id=linked.meeting.pk, meaning=meaning)
    return f"?done={act}"


def _shown(request: HttpRequest, linked: Linked) -> HttpResponse:
    appointment = linked.meeting
    business = business_by_schema(schema=current_schema())
    language = "en" if business is not None and business.language == "en" else "he"
    is_ahead = is_answerable(appointment)
    response = render(
        request,
        "meeting.html",
        {
            "business": business.name if business is not None else "",
            "service": appointment.service_label,
            "language": language,
            "direction": "ltr" if language == "en" else "rtl",
            "is_english": language == "en",
            "is_ahead": is_ahead,
            "is_cancelled": appointment.status == Appointment.Status.CANCELLED,
            "is_moved": linked.is_moved,
            "meeting": appointment.pk,
            "was_confirmed": is_ahead and request.GET.get("done") == "confirm" and is_coming(appointment),
            **moment_values(appointment.starts_at, zone=zone_get(), language=language),
        },
    )
    # Whoever opens it from a mailbox must not hand its address on.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
