"""Answers from outside the API: for people a plain page, in their language before the other one; for programs
the API's shape.
"""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request
from django.utils.translation.trans_real import parse_accept_lang_header

from apps.core.errors import AppError

API = "/api/"
DIRECTIONS = {"he": "rtl", "en": "ltr"}
# As older Androids call Hebrew.
SPELLINGS = {"iw": "he"}


def language_chosen(request: HttpRequest) -> str:
    """What the reader asked the page for by `lang`; empty when nothing, or nothing of ours."""
    chosen = request.GET.get("lang", "")
    return chosen if chosen in DIRECTIONS else ""


def language_of(request: HttpRequest, *, usual: str) -> str:
    """What the reader chose, else the first of ours that the device asks for, else the usual one."""
    asked = parse_accept_lang_header(request.headers.get("Accept-Language", "").lower())
    codes = (code.partition("-")[0] for code, _ in asked)
    known = (SPELLINGS.get(code, code) for code in codes)
    return language_chosen(request) or next((code for code in known if code in DIRECTIONS), usual)


def notice(
    request: HttpRequest, *, status: int, title: str, title_en: str, he: str, en: str, usual: str = "he"
) -> HttpResponse:
    """`usual` is the language of whoever does not say which."""
    language = language_of(request, usual=usual)
    words = {"he": he, "en": en}
    [other] = words.keys() - {language}
    page = {
        "language": language,
        "direction": DIRECTIONS[language],
        "title": title_en if language == "en" else title,
        "text": words[language],
        "other": other,
        "other_direction": DIRECTIONS[other],
        "other_text": words[other],
    }
    response = render(request, "notice.html", page, status=status)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def refusal(
    request: HttpRequest, error: AppError, *, title: str, title_en: str, usual: str = "he"
) -> HttpResponse:
    """The refusal in the shape its reader understands; works before any other middleware has run."""
    if is_for_a_program(request):
        response: HttpResponse = JsonResponse(
            {"error": error.described(get_language_from_request(request))},
            status=error.status,
            json_dumps_params={"ensure_ascii": False},
        )
    else:
        words = {"he": error.message_he, "en": error.message_en}
        response = notice(request, status=error.status, title=title, title_en=title_en, usual=usual, **words)
    if error.retry_after_seconds is not None:
        response.headers["Retry-After"] = str(error.retry_after_seconds)
    patch_vary_headers(response, ["Accept", "Accept-Language"])
    return response


def is_for_a_program(request: HttpRequest) -> bool:
    wanted = request.get_preferred_type(["text/html", "application/json"])
    return request.path.startswith(API) or wanted == "application/json"
