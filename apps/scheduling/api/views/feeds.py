from abc import ABC, abstractmethod
from typing import Any

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


class FeedView(ApiView, ABC):
    """One feed: whose, says the subclass."""

    serializer_class = FeedSerializer
    pagination_class = None

    @abstractmethod
    def whose(self, request: Request) -> int | None:
        """The member's id; None: the whole business's."""

    @extend_schema(responses=FeedSerializer)
    def get(self, request: Request) -> Response:
        """The feed's address; null until it is opened."""
        feed = feed_of(user_id=self.whose(request))
        return Response(_described(request, feed) if feed else {"url": None, "created_at": None})

    @extend_schema(request=None, responses={201: FeedSerializer})
    def post(self, request: Request) -> Response:
        """Opens the feed; one that is open keeps its address."""
        feed = feed_open(
            user_id=self.whose(request),
            by_user_id=member_of(request).user_id,
            actor=actor_of(request),
        )
        return Response(_described(request, feed), status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None, **refusals(404)})
    def delete(self, request: Request) -> Response:
        """Revokes the feed: its address opens nothing more, and the next one is another."""
        feed_revoke(user_id=self.whose(request), actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class MemberFeedView(FeedView):
    verb = "appointments.view"

    def whose(self, request: Request) -> int | None:
        return int(member_of(request).user_id)


class BusinessFeedView(FeedView):
    verb = "settings.edit"

    def whose(self, request: Request) -> int | None:
        return None


def _described(request: Request, feed: CalendarFeed) -> Any:
    def address(feed: CalendarFeed) -> str:
        token = feed_token(schema=current_schema(), feed_id=feed.pk, key=feed.key)
        return request.build_absolute_uri(f"{reverse('calendar')}?token={token}")

    return FeedSerializer(feed, context={"address": address}).data
