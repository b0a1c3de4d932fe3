"""Which business does this host name belong to? There is no fallback business."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from apps.core.errors import AppError
from apps.core.origin import is_from_our_network
from apps.core.pages import refusal
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant, working_in
from apps.tenants.errors import (
    BusinessNotReadyError,
    BusinessSetUpFailedError,
    BusinessSuspendedError,
    HostUnknownError,
)
from apps.tenants.hosts import business_set, host_name
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_host

CERTIFICATE_QUESTION = "/readyz/domain"
Next = Callable[[HttpRequest], HttpResponse]


class HostMiddleware:
    """Enters the business for the rest of the request; a public host has no `request.tenant`."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with in_tenant(PUBLIC_SCHEMA):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.path == CERTIFICATE_QUESTION:
            return certificate_answer(request)
        try:
            host = host_name(request.get_host())
        except DisallowedHost:
            return unknown_host(request)
        if host in settings.PUBLIC_HOSTS:
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            return self.get_response(request)
        business = business_by_host(host=host)
        if business is None:
            return unknown_host(request)
        if business.status != Business.Status.ACTIVE:
            return not_active(request, business)
        business_set(request, business)
        with working_in(business.schema_name):
            return self.get_response(request)


def certificate_answer(request: HttpRequest) -> HttpResponse:
    """The front door asks before it fetches a certificate: only for names we serve, and only our own door."""
    if not is_from_our_network(request):
        return HttpResponse(status=403)
    host = host_name(request.GET.get("domain", ""))
    known = host in settings.PUBLIC_HOSTS or business_by_host(host=host) is not None
    return HttpResponse(status=200 if known else 404)


def unknown_host(request: HttpRequest) -> HttpResponse:
    return refusal(
        request, HostUnknownError(), title="הכתובת אינה מוכרת", title_en="This address is not known"
    )


def not_active(request: HttpRequest, business: Business) -> HttpResponse:
    error: AppError
    if business.status in (Business.Status.SUSPENDED, Business.Status.DELETING):
        error, title, title_en = (
            BusinessSuspendedError(),
            "העסק אינו זמין כרגע",
            "This business is not available",
        )
    elif business.status == Business.Status.FAILED:
        error, title, title_en = (
            BusinessSetUpFailedError(),
            "העסק עוד לא מוכן",
            "This business is not ready yet",
        )
    else:
        error, title, title_en = BusinessNotReadyError(), "העסק עדיין בהקמה", "This business is being set up"
    return refusal(request, error, title=title, title_en=title_en, usual=business.language)
