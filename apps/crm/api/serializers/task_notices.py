from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_serializer
from rest_framework import serializers

from apps.crm.api.serializers.leads import LARGEST_ID
from apps.crm.api.serializers.tasks import LeadOfTaskSerializer
from apps.crm.models import Task, TaskNotice

TASK_EXAMPLE = {
    "id": 12,
    "title": "לחזור לדנה עם הצעת מחיר",
    "due_at": "2026-11-24T07:00:00Z",
    "all_day": False,
    "priority": "high",
    "lead": {"id": 17, "name": "דנה כהן"},
}
NOTICE_EXAMPLE = {"id": 5, "due_at": "2026-11-24T07:00:00Z", "is_seen": False, "task": TASK_EXAMPLE}


class TaskOfNoticeSerializer(serializers.ModelSerializer[Any]):
    lead = LeadOfTaskSerializer(allow_null=True)

    class Meta:
        model = Task
        fields = tuple(TASK_EXAMPLE)


@extend_schema_serializer(examples=[OpenApiExample("notice", value=NOTICE_EXAMPLE, response_only=True)])
class TaskNoticeSerializer(serializers.ModelSerializer[Any]):
    """`due_at` is when the task fell due, or came back from being put off."""

    is_seen = serializers.SerializerMethodField()
    task = TaskOfNoticeSerializer()

    class Meta:
        model = TaskNotice
        fields = tuple(NOTICE_EXAMPLE)

    def get_is_seen(self, notice: TaskNotice) -> bool:
        return notice.seen_at is not None


@extend_schema_serializer(examples=[OpenApiExample("seen", value={"last_id": 5})])
class TaskNoticesSeenSerializer(serializers.Serializer[Any]):
    """The latest notice that was shown: it and those before it are seen."""

    last_id = serializers.IntegerField(min_value=1, max_value=LARGEST_ID)
