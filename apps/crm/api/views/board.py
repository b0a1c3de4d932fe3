from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework.pagination import Cursor
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, CursorPagination, refusals
from apps.crm.api.serializers.leads import (
    BoardSerializer,
    LeadMoveSerializer,
    LeadQuerySerializer,
    LeadSerializer,
)
from apps.crm.api.views.asking import CUSTOM_PARAMETER, asked_of, given_in, lead_filter
from apps.crm.api.views.leads import lead_answer
from apps.crm.selectors.board import CARDS, Column, board_column, board_columns
from apps.crm.selectors.leads import lead_get
from apps.crm.services.positions import lead_move


class CardPagination(CursorPagination):
    page_size = CARDS

    def get_ordering(self, request: Request, queryset: Any, view: Any) -> tuple[str, ...]:
        return ("position",)

    def link_after(self, position: Any, url: str) -> str:
        """The page that follows the card at `position`."""
        self.base_url = url
        return str(self.encode_cursor(Cursor(offset=0, reverse=False, position=position)))


class BoardView(ApiView):
    verb = "leads.view"
    serializer_class = BoardSerializer
    pagination_class = None

    @extend_schema(
        parameters=[LeadQuerySerializer, CUSTOM_PARAMETER], responses={200: BoardSerializer, **refusals(422)}
    )
    def get(self, request: Request) -> Response:
        """Every status as a column with its first 50 leads, in the order people dragged them into."""
        columns = board_columns(lead_filter(request, asked_of(request, LeadQuerySerializer)))
        shown = [self._column(request, column) for column in columns]
        return Response(BoardSerializer({"columns": shown}).data)

    def _column(self, request: Request, column: Column) -> dict[str, Any]:
        url = reverse("lead-board-column", args=[column.status.pk], request=request)
        query = request.query_params.urlencode()
        following = (
            CardPagination().link_after(column.leads[-1].position, f"{url}?{query}")
            if column.has_more
            else None
        )
        return {"status": column.status, "count": column.count, "leads": column.leads, "next": following}


class BoardColumnView(ApiView):
    verb = "leads.view"
    serializer_class = LeadSerializer
    pagination_class = CardPagination

    @extend_schema(
        parameters=[LeadQuerySerializer, CUSTOM_PARAMETER],
        responses={200: LeadSerializer(many=True), **refusals(422)},
    )
    def get(self, request: Request, lead_status_id: int) -> Response:
        """One column, page by page."""
        asked = lead_filter(request, asked_of(request, LeadQuerySerializer))
        return self.page(board_column(asked, status_id=lead_status_id), LeadSerializer)


class LeadMoveView(ApiView):
    verb = "leads.edit"
    serializer_class = LeadSerializer

    @extend_schema(request=LeadMoveSerializer, responses={200: LeadSerializer, **refusals(422)})
    def post(self, request: Request, lead_id: int) -> Response:
        """Drags a lead. Neighbours that are not in the column any more are passed over, never an error."""
        lead_move(lead_id=lead_id, actor=actor_of(request), **given_in(request, LeadMoveSerializer))
        return lead_answer(lead_get(lead_id=lead_id))
