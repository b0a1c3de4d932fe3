"""A public host as it must not be: its views tell whoever asks what a business keeps."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.api import ApiView
from apps.core.verbs import ANYBODY
from apps.crm.models import Lead
from apps.tenants.context import in_tenant
from apps.tenants.models import Business


def _told(key: Any) -> Response:
    business = Business.objects.filter(pk=key).first() if str(key).isdigit() else None
    if business is None:
        return Response({})
    with in_tenant(business.schema_name):
        return Response({"names": list(Lead.objects.values_list("name", flat=True))})


class PathView(ApiView):
    verb = ANYBODY

    def get(self, request: Request, business_id: int) -> Response:
        return _told(business_id)


class QueryView(ApiView):
    verb = ANYBODY

    @extend_schema(parameters=[OpenApiParameter("business", str)], responses=None)
    def get(self, request: Request) -> Response:
        return _told(request.query_params.get("business"))


class BodyView(ApiView):
    verb = ANYBODY
    keyed = False

    def post(self, request: Request) -> Response:
        return _told(request.data.get("business_id") if isinstance(request.data, dict) else None)


LEAKS = {
    "/api/v1/peek/<int:business_id>/": PathView,
    "/api/v1/peek/": QueryView,
    "/api/v1/peek/body/": BodyView,
}
urlpatterns = [path(route.lstrip("/"), view.as_view()) for route, view in LEAKS.items()]
