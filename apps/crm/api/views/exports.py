from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request

from apps.accounts.permissions import actor_of
from apps.core import clock
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of
from apps.crm.api.downloads import AlwaysJson, download
from apps.crm.api.serializers.leads import LeadListQuerySerializer
from apps.crm.api.views.asking import CUSTOM_PARAMETER, lead_filter
from apps.crm.exporting.csv_writing import csv_pieces
from apps.crm.exporting.xlsx_writing import xlsx_pieces
from apps.crm.selectors.exports import export_rows, export_wording
from apps.crm.selectors.lead_rows import ORDERS
from apps.crm.selectors.leads import leads_list
from apps.crm.services.exports import MOST_LEADS, leads_exported

CSV, XLSX = "csv", "xlsx"
KINDS = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


class ExportQuerySerializer(LeadListQuerySerializer):
    """The filters and the order of the list, and the kind of file."""

    format = serializers.ChoiceField(choices=list(KINDS), default=CSV)


class LeadExportView(ApiView):
    verb = "leads.export"
    serializer_class = ExportQuerySerializer
    pagination_class = None
    content_negotiation_class = AlwaysJson
    # Taking leads out is written down, so looking whether it could be done is not offered.
    http_method_names = ["get", "options"]

    @extend_schema(
        operation_id="leads_export",
        parameters=[ExportQuerySerializer, CUSTOM_PARAMETER],
        responses={
            (200, "text/csv"): OpenApiTypes.BINARY,
            (200, KINDS[XLSX]): OpenApiTypes.BINARY,
            **refusals(422),
        },
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """The leads of a view as a file for Excel, 100,000 at most (422 export_too_large). The journal keeps
        who took how many of them.
        """
        asked = asked_of(request, ExportQuerySerializer)
        kind, ordering = asked.pop("format"), ORDERS[asked["ordering"]].fields
        leads = leads_list(lead_filter(request, asked))
        leads_exported(leads=leads, asked=_asked_for_the_journal(request), actor=actor_of(request))
        wording = export_wording(get_language() or "he")
        rows = export_rows(leads, ordering, wording, most=MOST_LEADS)
        if kind == XLSX:
            title = "Leads" if wording.is_english else "לידים"
            pieces = xlsx_pieces(rows, title=title, right_to_left=not wording.is_english)
        else:
            pieces = csv_pieces(rows)
        day = clock.now().astimezone(wording.zone).date().isoformat()
        return download(request, pieces, name=f"leads-{day}.{kind}", content_type=KINDS[kind])


def _asked_for_the_journal(request: Request) -> dict[str, Any]:
    return {name: value for name, value in request.query_params.items() if value}
