"""The dashboard: one HTML file, which does its own routing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from apps.core.errors import NotFoundError
from apps.core.pages import notice


@never_cache
def shell(request: HttpRequest) -> HttpResponse:
    try:
        page = (settings.FRONTEND_DIST / "index.html").read_bytes()
    except FileNotFoundError:
        return notice(
            request,
            status=503,
            title="לוח הבקרה עדיין לא נבנה",
            he="השרת פועל, אבל קובצי הממשק חסרים. הריצו make demo.",
            en="The server is running, but the dashboard has not been built. Run make demo.",
        )
    return HttpResponse(page)


def front_page(request: HttpRequest) -> HttpResponse:
    """On a public host; says nothing about which businesses exist."""
    return notice(
        request,
        status=200,
        title="ProSaaS",
        he="לכל עסק יש כתובת משלו. היכנסו דרך הכתובת שקיבלתם כשנפתח החשבון.",
        en="Every business has an address of its own. Please use the address you were given.",
    )


@csrf_exempt
def api_not_found(request: HttpRequest, rest: str = "") -> HttpResponse:
    error = NotFoundError()
    body = {"error": {"code": error.code, "message": error.message(get_language() or "")}}
    return JsonResponse(body, status=error.status, json_dumps_params={"ensure_ascii": False})
