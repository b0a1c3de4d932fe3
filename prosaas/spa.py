"""The dashboard: one HTML file, which does its own routing."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from apps.core.errors import MethodNotAllowedError, NotFoundError
from apps.core.pages import notice, refusal

# Also with an end of line in it, at which a dot would stop.
ANY_OF_THE_API = r"^api/[\s\S]*"
View = Callable[[HttpRequest], HttpResponse]


def only_looked_at(view: View) -> View:
    """Anything but GET and HEAD is refused as what it is, before somebody asks it for a CSRF token."""

    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            return view(request)
        response = refusal(
            request,
            MethodNotAllowedError(),
            title="הפעולה אינה אפשרית כאן",
            title_en="This cannot be done here",
        )
        response.headers["Allow"] = "GET, HEAD"
        return response

    return answer


@only_looked_at
@never_cache
def shell(request: HttpRequest) -> HttpResponse:
    try:
        page = (settings.FRONTEND_DIST / "index.html").read_bytes()
    except FileNotFoundError:
        return notice(
            request,
            status=503,
            title="לוח הבקרה עדיין לא נבנה",
            title_en="The dashboard has not been built",
            he="השרת פועל, אבל קובצי הממשק חסרים. הריצו make demo.",
            en="The server is running, but the dashboard has not been built. Run make demo.",
        )
    return HttpResponse(page)


@only_looked_at
def front_page(request: HttpRequest) -> HttpResponse:
    """On a public host; says nothing about which businesses exist."""
    return notice(
        request,
        status=200,
        title="ProSaaS",
        title_en="ProSaaS",
        he="לכל עסק יש כתובת משלו. היכנסו דרך הכתובת שקיבלתם כשנפתח החשבון.",
        en="Every business has an address of its own. Please use the address you were given.",
    )


@only_looked_at
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look for it unasked."""
    return HttpResponsePermanentRedirect(f"{settings.STATIC_URL}core/icon.svg")


@csrf_exempt
def administration_elsewhere(request: HttpRequest) -> HttpResponse:
    """At a business's address there is none."""
    return notice(
        request,
        status=404,
        title="לא נמצא",
        title_en="Not found",
        he="מערכת הניהול אינה בכתובת של עסק, אלא בכתובת הראשית של ProSaaS.",
        en="The administration is not at a business's address, but at the main address of ProSaaS.",
    )


@csrf_exempt
def api_not_found(request: HttpRequest) -> HttpResponse:
    return refusal(request, NotFoundError(), title="לא נמצא", title_en="Not found")
