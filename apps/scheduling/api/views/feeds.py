from django.http import HttpResponse
from django.urls import reverse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of, member_of
from apps.core.api import ANYBODY, ApiView, refusals
from apps.crm.api.downloads import AlwaysJson
from apps.scheduling.api.serializers.settings import FeedSerializer
from apps.scheduling.feeds import feed_token
from apps.scheduling.models import CalendarFeed
from apps.scheduling.selectors.feeds import feed_of, feed_text
from apps.scheduling.services.feeds import feed_open, feed_revoke
from apps.tenants.context import current_schema


class CalendarView(ApiView):
    """Open to whoever has the address: calendar programs cannot sign in."""

    verb = ANYBODY
    queryset = CalendarFeed.objects.none()
    # What it answers is no matter of choice: a calendar, whatever is accepted.
    content_negotiation_class = AlwaysJson

    @extend_schema(
        operation_id="calendar_read",
        parameters=[OpenApiParameter("token", str, description="From a feed's `url`")],
        responses={(200, "text/calendar"): OpenApiTypes.STR, **refusals(401, 404)},
    )
    def get(self, request: Request) -> HttpResponse:
        """Appointments for calendar programs; 404 feed_not_found once the feed is revoked."""
        token = request.query_params.get("token")
        if not token:
            raise NotAuthenticated
        text = feed_text(token=token)
        return HttpResponse(text, content_type="text/calendar; charset=utf-8")


class FeedView(ApiView):
    """The member's own address, for what the subclass says."""

    serializer_class = FeedSerializer
    pagination_class = None
    is_of_all = False
    tells_a_secret = True

    @extend_schema(responses=FeedSerializer)
    def get(self, request: Request) -> Response:
        """Since when there is one; null until then. The address itself is shown only when it is made."""
        feed = feed_of(membership=member_of(request), is_of_all=self.is_of_all)
        return Response({"url": None, "created_at": feed and feed.created_at})

    @extend_schema(request=None, responses={201: FeedSerializer})
    def post(self, request: Request) -> Response:
        """Makes an address; the one there was opens nothing more."""
        feed = feed_open(membership=member_of(request), is_of_all=self.is_of_all, actor=actor_of(request))
        token = feed_token(schema=current_schema(), feed_id=feed.pk, key=feed.key)
        url = request.build_absolute_uri(f"{reverse('calendar')}?token={token}")
        return Response({"url": url, "created_at": feed.created_at}, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None, **refusals(404)})
    def delete(self, request: Request) -> Response:
        """Its address opens nothing more."""
        feed_revoke(membership=member_of(request), is_of_all=self.is_of_all, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MemberFeedView(FeedView):
    verb = "calendar.address"


class BusinessFeedView(FeedView):
    verb = "calendar.address_all"
    is_of_all = True
