from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from apps.platform.sign_ins import sign_in_look
from apps.platform.site import TIME_ZONE

Next = Callable[[HttpRequest], HttpResponse]


class HouseMiddleware:
    """The administration ends idle sign-ins, and shows the time of its people: elsewhere times are in UTC."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/"):
            return self.get_response(request)
        sign_in_look(request)
        with timezone.override(TIME_ZONE):
            return self.get_response(request)
