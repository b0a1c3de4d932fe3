"""A business's host as it must not be: to whoever may see leads its views tell of other businesses' too."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.api import ApiView
from apps.crm.models import Lead
from apps.crm.tests.factories import LeadFactory
from apps.tenants.context import in_tenant
from apps.tenants.models import Business


def _of_each(businesses: QuerySet[Business], told: Callable[[], list[Any]]) -> list[Any]:
    found = []
    for business in businesses.order_by("pk"):
        with in_tenant(business.schema_name):
            found += told()
    return found


def _phones() -> list[str]:
    return list(Lead.objects.values_list("phone", flat=True))


class PhonesView(ApiView):
    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        return Response({"phones": _of_each(Business.objects.all(), _phones)})


class CountView(ApiView):
    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        return Response({"count": len(_of_each(Business.objects.all(), _phones))})


class WordView(ApiView):
    verb = "leads.view"

    @extend_schema(parameters=[OpenApiParameter("slug", str)], responses=None)
    def get(self, request: Request) -> Response:
        named = Business.objects.filter(slug=request.query_params.get("slug", ""))
        return Response({"phones": _of_each(named, _phones)})


class HeaderView(ApiView):
    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        named = Business.objects.filter(slug=request.headers.get("X-Business", ""))
        return Response({"phones": _of_each(named, _phones)})


class MetaView(ApiView):
    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        named = Business.objects.filter(slug=request.META.get("HTTP_X_BUSINESS", ""))
        return Response({"phones": _of_each(named, _phones)})


class WriteView(ApiView):
    """Its answer has a number of its own each time, and the other's beside it."""

    verb = "leads.edit"
    keyed = False

    @extend_schema(request=None, responses=None)
    def post(self, request: Request) -> Response:
        lead = LeadFactory.create()
        return Response({"id": lead.pk, "count": len(_of_each(Business.objects.all(), _phones))})


ANSWERS = {"phones/": PhonesView, "count/": CountView, "word/": WordView, "write/": WriteView}
HEADS = {"header/": HeaderView, "meta/": MetaView}
urlpatterns = [path(f"api/v1/peek/{route}", view.as_view()) for route, view in {**ANSWERS, **HEADS}.items()]
