"""The page behind the link in a message: GET shows the meeting and changes nothing, only the buttons act."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.core.errors import AppError
from apps.core.pages import DIRECTIONS, language_chosen, language_of, refusal
from apps.reminders.page_words import WORDS
from apps.reminders.replies import Meaning
from apps.reminders.selectors.meetings import (
    Linked,
    business_shown,
    is_answerable,
    is_coming,
    meeting_of_link,
)
from apps.reminders.services.answers import link_answer
from apps.reminders.texts import moment_values, until_value
from apps.scheduling.errors import AppointmentOverError
from apps.scheduling.holiday_calendar import hebrew_date
from apps.scheduling.models import Appointment
from apps.scheduling.selectors.diary import zone_get

ACTS = {"confirm": Meaning.CONFIRM, "cancel": Meaning.CANCEL}


# The token in the address is what lets somebody act; there is no session that another site could misuse.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, token: str) -> HttpResponse:
    try:
        linked = meeting_of_link(token=token)
        if request.method == "POST":
            _answer(request, linked)
            return _back(request)
    except AppointmentOverError:
        # An old page, or a button pressed twice: it is shown how the meeting stands.
        return _back(request)
    except AppError as error:
        titles = {"title": WORDS["he"]["title"], "title_en": WORDS["en"]["title"]}
        return refusal(request, error, usual=business_shown().language, **titles)
    return _shown(request, linked)


def _answer(request: HttpRequest, linked: Linked) -> None:
    """A button of a page that showed another time does nothing."""
    act, seen = request.POST.get("act", ""), request.POST.get("meeting")
    is_seen = not linked.is_moved if seen is None else seen == str(linked.meeting.pk)
    meaning = ACTS.get(act)
    if meaning is not None and is_seen:
        link_answer(appointment_id=linked.meeting.pk, meaning=meaning)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page as it is now, in the language that was chosen."""
    language = language_chosen(request)
    return redirect(f"{request.path}?{urlencode({'lang': language})}" if language else request.path)


def _shown(request: HttpRequest, linked: Linked) -> HttpResponse:
    appointment, business = linked.meeting, business_shown()
    language = language_of(request, usual=business.language)
    is_ahead = is_answerable(appointment)
    zone = zone_get()
    response = render(
        request,
        "meeting.html",
        {
            "business": business.name,
            "phone": business.phone,
            "service": appointment.service_label,
            "language": language,
            "direction": DIRECTIONS[language],
            "other": "he" if language == "en" else "en",
            "words": WORDS[language],
            "is_ahead": is_ahead,
            "is_cancelled": appointment.status == Appointment.Status.CANCELLED,
            "is_moved": linked.is_moved,
            "meeting": appointment.pk,
            "is_confirmed": is_ahead and is_coming(appointment),
            "until": until_value(appointment.ends_at, zone=zone),
            "hebrew_date": hebrew_date(appointment.starts_at.astimezone(zone).date(), language=language)
            if business.has_hebrew_dates
            else "",
            **moment_values(appointment.starts_at, zone=zone, language=language),
        },
    )
    # Whoever opens it from a mailbox must not hand its address on.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Language"])
    return response
