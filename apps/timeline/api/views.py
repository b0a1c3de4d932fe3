from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.core.api import ApiView, KeysetPagination
from apps.core.pagination import Place, Row
from apps.core.renderers import JsonRenderer
from apps.timeline.api.serializers import EntrySerializer
from apps.timeline.selectors import timeline_of


class TimelinePagination(KeysetPagination):
    """Goes into the past only."""

    def get_previous_link(self) -> None:
        return None


class TimelineView(ApiView):
    verb = "leads.view"
    serializer_class = EntrySerializer
    pagination_class = TimelinePagination
    renderer_classes = (JsonRenderer,)

    @extend_schema(operation_id="leads_timeline_list", responses=EntrySerializer(many=True))
    def get(self, request: Request, lead_id: int) -> Response:
        """Calls, messages, meetings, tasks, notes and changes of one lead with who did them, newest first."""

        def fetch(place: Place | None, most: int) -> list[Row]:
            return timeline_of(lead_id, place, most, language=get_language() or "")

        return self.keyset_page(fetch)
