"""Which business does this host name belong to? There is no fallback business."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business
from apps.tenants.selectors import business_by_host

Response = Callable[[HttpRequest], HttpResponse]


class HostMiddleware:
    def __init__(self, get_response: Response) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with in_tenant(PUBLIC_SCHEMA):
            return self._answer(request)

    def _answer(self, request: HttpRequest) -> HttpResponse:
        try:
            host = request.get_host().rsplit(":", 1)[0].lower()
        except DisallowedHost:
            return HttpResponse(status=404)
        if host in settings.PUBLIC_HOSTS:
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            return self.get_response(request)
        business = business_by_host(host=host)
        if business is None:
            return HttpResponse(status=404)
        if business.status != Business.Status.ACTIVE:
            return HttpResponse(status=503)
        request.tenant = business
        with in_tenant(business.schema_name):
            return self.get_response(request)
