from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema_field, extend_schema_serializer
from rest_framework import serializers

from apps.core.fields import InstantField
from apps.crm.api.serializers.history import PERSON, PersonSerializer, person
from apps.crm.api.serializers.leads import LARGEST_ID
from apps.crm.models import Lead, Task
from apps.crm.selectors.tasks import Bucket

TASK_EXAMPLE = {
    "id": 12,
    "title": "לחזור לדנה עם הצעת מחיר",
    "details": "",
    "due_at": "2026-11-24T07:00:00Z",
    "all_day": False,
    "priority": "high",
    "assignee_id": 3,
    "status": "open",
    "bucket": "waiting",
    "done_at": None,
    "snoozed_until": None,
    "recurrence": "",
    "lead": {"id": 17, "name": "דנה כהן"},
    "source_kind": "call",
    "source_id": 31,
    "created_by": PERSON,
    "version": 1,
    "created_at": "2026-11-22T13:05:09Z",
    "updated_at": "2026-11-22T13:05:09Z",
}
BUCKETS = [(bucket.value, bucket.value) for bucket in Bucket]
RECURRENCE = """FREQ=DAILY|WEEKLY|MONTHLY;INTERVAL=1..999, for a month ;BYMONTHDAY=1..31, and
;BYHOUR=0..23;BYMINUTE=0..59 on the business's clock; empty: once. What is left out of the day and the hour is
that of due_at."""


class LeadOfTaskSerializer(serializers.ModelSerializer[Any]):
    class Meta:
        model = Lead
        fields = ("id", "name")


@extend_schema_serializer(examples=[OpenApiExample("task", value=TASK_EXAMPLE, response_only=True)])
class TaskSerializer(serializers.ModelSerializer[Any]):
    """`bucket` says where it stands today in the business's zone; empty for a cancelled one."""

    bucket = serializers.ChoiceField(choices=BUCKETS, allow_blank=True)
    lead = LeadOfTaskSerializer(allow_null=True)
    created_by = serializers.SerializerMethodField()

    class Meta:
        model = Task
        fields = tuple(TASK_EXAMPLE)

    @extend_schema_field(PersonSerializer)
    def get_created_by(self, task: Task) -> dict[str, Any]:
        return person(task.created_by_kind, task.created_by_user_id, self.context["names"])


class TaskDetailsSerializer(serializers.Serializer[Any]):
    details = serializers.CharField(required=False, allow_blank=True, max_length=10_000)
    due_at = InstantField(required=False, allow_null=True)
    all_day = serializers.BooleanField(required=False)
    priority = serializers.ChoiceField(required=False, choices=Task.Priority.choices)
    assignee_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)
    recurrence = serializers.CharField(required=False, allow_blank=True, max_length=80, help_text=RECURRENCE)
    lead = serializers.IntegerField(required=False, allow_null=True, source="lead_id")
    source_kind = serializers.ChoiceField(required=False, allow_blank=True, choices=Task.SourceKind.choices)
    source_id = serializers.IntegerField(required=False, allow_null=True, min_value=1, max_value=LARGEST_ID)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "weekly",
            value={
                "title": "לבדוק מלאי",
                "due_at": "2026-11-24T07:00:00Z",
                "recurrence": "FREQ=WEEKLY",
                "source_kind": "call",
                "source_id": 31,
            },
        )
    ]
)
class TaskCreateSerializer(TaskDetailsSerializer):
    title = serializers.CharField(max_length=200)


@extend_schema_serializer(
    examples=[
        OpenApiExample(
            "change", value={"priority": "urgent", "source_kind": "call", "source_id": 31, "version": 1}
        )
    ]
)
class TaskChangeSerializer(TaskDetailsSerializer):
    """Only what is given changes. With `version` or If-Match, a task changed by others since is refused."""

    title = serializers.CharField(required=False, max_length=200)
    status = serializers.ChoiceField(
        required=False,
        choices=[(name.value, name.label) for name in (Task.Status.OPEN, Task.Status.CANCELLED)],
    )
    version = serializers.IntegerField(required=False, min_value=1)


@extend_schema_serializer(examples=[OpenApiExample("tomorrow", value={"until": "2026-11-23T07:00:00Z"})])
class TaskSnoozeSerializer(serializers.Serializer[Any]):
    """null brings the task back."""

    until = InstantField(allow_null=True)


class TaskQuerySerializer(serializers.Serializer[Any]):
    bucket = serializers.ChoiceField(required=False, choices=BUCKETS)
    assignee = serializers.IntegerField(required=False, help_text="Only tasks of this user.")
    lead = serializers.IntegerField(required=False, help_text="Only tasks of this lead.")


class TaskCountsQuerySerializer(serializers.Serializer[Any]):
    assignee = serializers.IntegerField(required=False, help_text="Only tasks of this user.")


@extend_schema_serializer(
    examples=[OpenApiExample("counts", value={"waiting": 4, "today": 2, "overdue": 1}, response_only=True)]
)
class TaskCountsSerializer(serializers.Serializer[Any]):
    waiting = serializers.IntegerField()
    today = serializers.IntegerField()
    overdue = serializers.IntegerField()
