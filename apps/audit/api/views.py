from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.audit.api.serializers import AuditEntrySerializer, AuditQuerySerializer
from apps.audit.selectors import audit_entries, people_of
from apps.core.api import ApiView
from apps.core.asking import asked_of


class AuditListView(ApiView):
    verb = "audit.view"
    serializer_class = AuditEntrySerializer

    @extend_schema(parameters=[AuditQuerySerializer], responses=AuditEntrySerializer(many=True))
    def get(self, request: Request) -> Response:
        """Who did what, newest first. Entries are never changed or deleted."""
        given = asked_of(request, AuditQuerySerializer)
        entries = audit_entries(
            actor=given.get("actor", ""),
            action=given.get("action", ""),
            target_kind=given.get("target_kind", ""),
            target_id=given.get("target_id"),
            since=given.get("from"),
            until=given.get("to"),
            search=given.get("q", ""),
        )
        rows = self.paginate_queryset(entries) or []
        context = {**self.get_serializer_context(), "people": people_of(rows)}
        return self.get_paginated_response(AuditEntrySerializer(rows, many=True, context=context).data)
