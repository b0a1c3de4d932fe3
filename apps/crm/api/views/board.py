from functools import partial
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, KeysetPagination, refusals
from apps.core.asking import asked_of, given_in
from apps.core.pagination import Place, place_link
from apps.core.preconditions import version_expected
from apps.core.renderers import JsonRenderer
from apps.crm.api.serializers.leads import (
    BoardSerializer,
    LeadMoveSerializer,
    LeadQuerySerializer,
    LeadSerializer,
)
from apps.crm.api.views.asking import CUSTOM_PARAMETER, lead_filter
from apps.crm.api.views.leads import lead_answer
from apps.crm.selectors.board import CARDS, COUNTED, Column, board_column, board_columns
from apps.crm.selectors.leads import lead_get
from apps.crm.services.positions import lead_move


class CardPagination(KeysetPagination):
    page_size = CARDS


class BoardView(ApiView):
    verb = "leads.view"
    serializer_class = BoardSerializer
    pagination_class = None
    renderer_classes = (JsonRenderer,)

    @extend_schema(
        parameters=[LeadQuerySerializer, CUSTOM_PARAMETER], responses={200: BoardSerializer, **refusals(422)}
    )
    def get(self, request: Request) -> Response:
        """Every status as a column with its first 50 leads, in the order people dragged them into."""
        columns = board_columns(lead_filter(request, asked_of(request, LeadQuerySerializer)))
        return Response({"columns": [self._column(request, column) for column in columns]})

    def _column(self, request: Request, column: Column) -> dict[str, Any]:
        cards, following = column.cards[:CARDS], None
        if len(column.cards) > CARDS:
            url = reverse("lead-board-column", args=[column.status["id"]], request=request)
            query = request.query_params.urlencode()
            following = place_link(f"{url}?{query}", Place(cards[-1].key))
        return {
            "status": column.status,
            "count": min(column.count, COUNTED),
            "has_more_than_count": column.count > COUNTED,
            "leads": [card.shown for card in cards],
            "next": following,
        }


class BoardColumnView(ApiView):
    verb = "leads.view"
    serializer_class = LeadSerializer
    pagination_class = CardPagination
    renderer_classes = (JsonRenderer,)

    @extend_schema(
        parameters=[LeadQuerySerializer, CUSTOM_PARAMETER],
        responses={200: LeadSerializer(many=True), **refusals(422)},
    )
    def get(self, request: Request, lead_status_id: int) -> Response:
        """One column, page by page."""
        asked = lead_filter(request, asked_of(request, LeadQuerySerializer))
        return self.keyset_page(partial(board_column, asked, lead_status_id))


class LeadMoveView(ApiView):
    verb = "leads.edit"
    versioned = ("POST",)
    serializer_class = LeadSerializer

    @extend_schema(request=LeadMoveSerializer, responses={200: LeadSerializer, **refusals(422)})
    def post(self, request: Request, lead_id: int) -> Response:
        """Drags a lead. Neighbours that are not in the column any more are passed over, never an error."""
        given = given_in(request, LeadMoveSerializer)
        lead_move(lead_id=lead_id, version=version_expected(request), actor=actor_of(request), **given)
        return lead_answer(lead_get(lead_id=lead_id))
