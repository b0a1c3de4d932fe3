"""A business's host as it must not be: to whoever may see leads its views tell of other businesses' too."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import path
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.models import Membership
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


def _members(whose: Q) -> list[str]:
    """What lies in public is told by whoever asks for it, whichever business is entered."""
    return list(Membership.objects.filter(whose).values_list("user__full_name", flat=True))


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


class AgentView(ApiView):
    """Tells agents alone, and of what lies in public."""

    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        is_agent = request.auth is not None and request.auth.role == "agent"
        return Response({"members": Membership.objects.count() if is_agent else 0})


class CookieView(ApiView):
    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        named = Business.objects.filter(slug=request.COOKIES.get("business", ""))
        return Response({"phones": _of_each(named, _phones)})


def _body_with(name: str) -> dict[str, Any]:
    return {
        "application/json": {"type": "object", "properties": {name: {"type": "string"}}, "required": [name]}
    }


def _said(request: Request, name: str) -> str:
    return str(request.data[name]) if isinstance(request.data, dict) else ""


class BodyView(ApiView):
    verb = "leads.view"
    keyed = False

    @extend_schema(request=_body_with("slug"), responses=None)
    def post(self, request: Request) -> Response:
        return Response({"members": _members(Q(business__slug=_said(request, "slug")))})


class BodyWriteView(ApiView):
    verb = "leads.edit"
    keyed = False

    @extend_schema(request=_body_with("phone"), responses=None)
    def post(self, request: Request) -> Response:
        _of_each(Business.objects.all(), Lead.objects.filter(phone=_said(request, "phone")).delete)
        return Response({})


class FormatView(ApiView):
    verb = "leads.view"

    @extend_schema(
        parameters=[OpenApiParameter("site", {"type": "string", "format": "hostname"})], responses=None
    )
    def get(self, request: Request) -> Response:
        return Response({"members": _members(Q(business__domains__domain=request.query_params.get("site")))})


class KeyView(ApiView):
    verb = "leads.view"

    @extend_schema(responses=None)
    def get(self, request: Request) -> Response:
        return Response({"members": _members(Q(business__slug=request.headers.get("Idempotency-Key", "")))})


class ConflictView(ApiView):
    verb = "leads.view"

    @extend_schema(parameters=[OpenApiParameter("name", str)], responses=None)
    def get(self, request: Request) -> Response:
        found = _members(Q(business__name=request.query_params.get("name", "")))
        return Response({"members": found}, status=409 if found else 200)


class WriteView(ApiView):
    """Its answer has a number of its own each time, and the other's beside it."""

    verb = "leads.edit"
    keyed = False

    @extend_schema(request=None, responses=None)
    def post(self, request: Request) -> Response:
        lead = LeadFactory.create()
        return Response({"id": lead.pk, "count": len(_of_each(Business.objects.all(), _phones))})


ANSWERS = {
    "phones/": PhonesView,
    "count/": CountView,
    "word/": WordView,
    "write/": WriteView,
    "agent/": AgentView,
    "conflict/": ConflictView,
}
HEADS = {"header/": HeaderView, "meta/": MetaView}
COOKIES = {"cookie/": CookieView}
NAMED = {
    "word/": WordView,
    "body/": BodyView,
    "bodywrite/": BodyWriteView,
    "format/": FormatView,
    "key/": KeyView,
    "conflict/": ConflictView,
}
urlpatterns = [
    path(f"api/v1/peek/{route}", view.as_view())
    for route, view in {**ANSWERS, **HEADS, **COOKIES, **NAMED}.items()
]
