from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import member_of
from apps.core.api import ApiView
from apps.core.asking import given_in
from apps.crm.api.serializers.task_notices import TaskNoticeSerializer, TaskNoticesSeenSerializer
from apps.crm.selectors.task_notices import task_notices_list
from apps.crm.services.task_notices import task_notices_see


class TaskNoticeListView(ApiView):
    verb = "tasks.view"
    serializer_class = TaskNoticeSerializer
    pagination_class = None

    @extend_schema(responses=TaskNoticeSerializer(many=True))
    def get(self, request: Request) -> Response:
        """What you were told and still have to do, the latest first, at most 50."""
        notices = task_notices_list(user_id=member_of(request).user_id)
        return Response(TaskNoticeSerializer(notices, many=True).data)


class TaskNoticesSeenView(ApiView):
    # One's own: who acts as somebody else must not see it for them.
    verb = "profile.edit"
    serializer_class = TaskNoticesSeenSerializer

    @extend_schema(request=TaskNoticesSeenSerializer, responses={204: None})
    def post(self, request: Request) -> Response:
        """Marks your notices as seen."""
        given = given_in(request, TaskNoticesSeenSerializer)
        task_notices_see(user_id=member_of(request).user_id, last_id=given["last_id"])
        return Response(status=status.HTTP_204_NO_CONTENT)
