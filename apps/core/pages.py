"""Answers from outside the API: a plain page in both languages for people, the API's shape for programs."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request

from apps.core.errors import AppError

API = "/api/"


def notice(request: HttpRequest, *, status: int, title: str, he: str, en: str) -> HttpResponse:
    return render(request, "notice.html", {"title": title, "he": he, "en": en}, status=status)


def refusal(request: HttpRequest, error: AppError, *, title: str) -> HttpResponse:
    """The refusal in the shape its reader understands; works before any other middleware has run."""
    if is_for_a_program(request):
        response: HttpResponse = JsonResponse(
            {"error": error.described(get_language_from_request(request))},
            status=error.status,
            json_dumps_params={"ensure_ascii": False},
        )
    else:
        response = notice(request, status=error.status, title=title, he=error.message_he, en=error.message_en)
    if error.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


def is_for_a_program(request: HttpRequest) -> bool:
    wanted = request.get_preferred_type(["text/html", "application/json"])
    return request.path.startswith(API) or wanted == "application/json"
