from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of, can, member_of
from apps.core.api import ApiView, KeysetPagination, refusals
from apps.core.asking import asked_of, given_in
from apps.core.errors import ForbiddenError
from apps.core.preconditions import etag_of, version_expected
from apps.core.renderers import JsonRenderer
from apps.crm.api.serializers.leads import (
    BulkResultsSerializer,
    BulkSerializer,
    LeadChangeSerializer,
    LeadCreateSerializer,
    LeadListQuerySerializer,
    LeadMatchedSerializer,
    LeadSerializer,
)
from apps.crm.api.serializers.people import MemberSerializer
from apps.crm.api.views.asking import CUSTOM_PARAMETER, lead_filter
from apps.crm.errors.leads import LeadChangedError
from apps.crm.models import Lead
from apps.crm.selectors.lead_rows import ORDERS, leads_page
from apps.crm.selectors.leads import lead_get
from apps.crm.selectors.people import members_active
from apps.crm.services.bulk import (
    BulkResult,
    leads_owner_set,
    leads_remove,
    leads_status_set,
    leads_tags_change,
)
from apps.crm.services.capture import lead_capture
from apps.crm.services.leads import lead_delete, lead_update


class LeadListView(ApiView):
    verb = {"GET": "leads.view", "POST": "leads.edit"}
    serializer_class = LeadSerializer
    pagination_class = KeysetPagination
    renderer_classes = (JsonRenderer,)

    @extend_schema(
        parameters=[LeadListQuerySerializer, CUSTOM_PARAMETER],
        responses={200: LeadSerializer(many=True), **refusals(422)},
    )
    def get(self, request: Request) -> Response:
        """Leads, the newest first unless another order is asked."""
        asked = asked_of(request, LeadListQuerySerializer)
        return self.keyset_page(partial(leads_page, lead_filter(request, asked), ORDERS[asked["ordering"]]))

    @extend_schema(
        request=LeadCreateSerializer,
        responses={201: LeadMatchedSerializer, 200: LeadMatchedSerializer, **refusals(422)},
    )
    def post(self, request: Request) -> Response:
        """Adds a lead. Somebody whose phone number or address is known is not added again (200, `matched`):
        what that lead does not have is filled in, and the notes are added to its own.
        """
        given = given_in(request, LeadCreateSerializer)
        source, note = given.pop("source"), given.pop("notes", "")
        captured = lead_capture(source=source, details=given, note=note, actor=actor_of(request))
        lead: Any = lead_get(lead_id=captured.lead.pk)
        lead.matched = not captured.is_new
        code = status.HTTP_201_CREATED if captured.is_new else status.HTTP_200_OK
        return lead_answer(lead, serializer=LeadMatchedSerializer, code=code)


class LeadView(ApiView):
    verb = {"GET": "leads.view", "PATCH": "leads.edit", "DELETE": "leads.delete"}
    versioned = ("PATCH", "DELETE")
    serializer_class = LeadSerializer

    def get(self, request: Request, lead_id: int) -> Response:
        """One lead, with its ETag. The id of a lead that was merged gives the lead it went into."""
        return lead_answer(lead_get(lead_id=lead_id))

    @extend_schema(
        request=LeadChangeSerializer,
        responses={200: LeadSerializer, **refusals(422)},
    )
    def patch(self, request: Request, lead_id: int) -> Response:
        """Changes a lead; 412 lead_changed, with the lead as it is in `current`, when somebody was faster."""
        changes = given_in(request, LeadChangeSerializer)
        version = changes.pop("version", None)
        expected = version_expected(request)
        try:
            lead_update(
                lead_id=lead_id,
                changes=changes,
                version=version if expected is None else expected,
                actor=actor_of(request),
            )
        except LeadChangedError as error:
            error.data["current"] = LeadSerializer(lead_get(lead_id=lead_id)).data
            raise
        return lead_answer(lead_get(lead_id=lead_id))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, lead_id: int) -> Response:
        """Deletes the lead and what belongs to it; its calls stay in the list of calls without it."""
        lead_delete(lead_id=lead_id, version=version_expected(request), actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class LeadBulkView(ApiView):
    verb = "leads.edit"
    serializer_class = BulkResultsSerializer

    @extend_schema(request=BulkSerializer, responses={200: BulkResultsSerializer, **refusals(422)})
    def post(self, request: Request) -> Response:
        """One change to up to 500 leads; each is done or refused by itself. Deleting needs `leads.delete`."""
        given = given_in(request, BulkSerializer)
        results = [
            _result(result, request) for result in self._change(request, given["ids"], given["change"])
        ]
        return Response({"results": results})

    def _change(self, request: Request, ids: list[int], change: dict[str, Any]) -> list[BulkResult]:
        actor = actor_of(request)
        if "delete" in change:
            if not can(membership=member_of(request), verb="leads.delete"):
                raise ForbiddenError
            return leads_remove(lead_ids=ids, actor=actor)
        if "status" in change:
            return leads_status_set(lead_ids=ids, status_id=change["status"], actor=actor)
        if "owner_id" in change:
            return leads_owner_set(lead_ids=ids, owner_id=change["owner_id"], actor=actor)
        return leads_tags_change(
            lead_ids=ids, add=change.get("add_tags", ()), remove=change.get("remove_tags", ()), actor=actor
        )


class LeadOwnersView(ApiView):
    verb = "leads.view"
    serializer_class = MemberSerializer
    pagination_class = None

    @extend_schema(responses=MemberSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Who can own leads and be given tasks, by name."""
        return Response(MemberSerializer(members_active(), many=True).data)


def lead_answer(
    lead: Lead, *, serializer: type[LeadSerializer] = LeadSerializer, code: int = status.HTTP_200_OK
) -> Response:
    return Response(serializer(lead).data, status=code, headers={"ETag": etag_of(lead.version)})


def _result(result: BulkResult, request: Request) -> dict[str, Any]:
    if result.error is None:
        return {"id": result.id, "ok": True}
    message = result.error.message(getattr(request, "LANGUAGE_CODE", "he"))
    return {"id": result.id, "ok": False, "error": {"code": result.error.code, "message": message}}
