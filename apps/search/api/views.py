from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import can, member_of
from apps.core.api import ApiView, refusals
from apps.core.asking import asked_of
from apps.core.renderers import JsonRenderer
from apps.search.api.serializers import SearchQuerySerializer, SearchSerializer
from apps.search.selectors import search


class SearchView(ApiView):
    verb = "leads.view"
    serializer_class = SearchSerializer
    pagination_class = None
    renderer_classes = (JsonRenderer,)

    @extend_schema(parameters=[SearchQuerySerializer], responses={200: SearchSerializer, **refusals(422)})
    def get(self, request: Request) -> Response:
        """Leads, calls, chats and meetings that hold the text or are of somebody it names, newest first.

        Final letters, points and quotes make no difference; of a number any part is enough.
        """
        asked = asked_of(request, SearchQuerySerializer)
        member = member_of(request)
        found = search(
            asked["q"],
            with_calls=can(membership=member, verb="calls.view"),
            with_meetings=can(membership=member, verb="appointments.view"),
        )
        return Response(found)
