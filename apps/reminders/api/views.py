from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of, member_of
from apps.core.api import ApiView, CursorPagination, refusals
from apps.core.asking import asked_of, given_in
from apps.core.preconditions import version_expected
from apps.messaging.available import channels_open
from apps.reminders.api.serializers import (
    ReminderPlanChangeSerializer,
    ReminderPlanCreateSerializer,
    ReminderPlanSerializer,
    ReminderPlansSerializer,
    ReminderSerializer,
    RemindersQuerySerializer,
)
from apps.reminders.selectors.reminders import plans_list, reminders_list
from apps.reminders.services.plans import plan_create, plan_delete, plan_update


class ReminderPlanListView(ApiView):
    verb = {"GET": "settings.view", "POST": "settings.edit"}
    serializer_class = ReminderPlanSerializer
    pagination_class = None

    @extend_schema(operation_id="reminder_plans_get", responses=ReminderPlansSerializer)
    def get(self, request: Request) -> Response:
        """What customers are told about their meetings, and by which channels that is possible."""
        channels = sorted(channels_open(business=member_of(request).business))
        shown = ReminderPlansSerializer({"channels": channels, "plans": plans_list()})
        return Response(shown.data)

    @extend_schema(
        request=ReminderPlanCreateSerializer, responses={201: ReminderPlanSerializer, **refusals(409, 422)}
    )
    def post(self, request: Request) -> Response:
        """Adds a reminder; 409 reminder_plan_taken, 422 reminder_plan_time_invalid,
        reminder_plan_channels_invalid, reminder_plan_text_invalid."""
        details = given_in(request, ReminderPlanCreateSerializer)
        made = plan_create(details=details, actor=actor_of(request))
        return Response(ReminderPlanSerializer(made).data, status=status.HTTP_201_CREATED)


class ReminderPlanView(ApiView):
    verb = "settings.edit"
    versioned = ("PATCH",)
    serializer_class = ReminderPlanSerializer

    @extend_schema(
        request=ReminderPlanChangeSerializer,
        responses={200: ReminderPlanSerializer, **refusals(409, 422)},
    )
    def patch(self, request: Request, reminder_plan_id: int) -> Response:
        """Changes a reminder or notice; messages that wait follow."""
        changes = given_in(request, ReminderPlanChangeSerializer)
        version = changes.pop("version", None)
        expected = version_expected(request)
        changed = plan_update(
            plan_id=reminder_plan_id,
            changes=changes,
            version=version if expected is None else expected,
            actor=actor_of(request),
        )
        return Response(ReminderPlanSerializer(changed).data)

    @extend_schema(responses={204: None, **refusals(409)})
    def delete(self, request: Request, reminder_plan_id: int) -> Response:
        """Deletes a reminder; a notice stays and can be switched off (409 reminder_plan_stays)."""
        plan_delete(plan_id=reminder_plan_id, actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class ReminderPagination(CursorPagination):
    ordering = "-due_at"


class ReminderListView(ApiView):
    verb = "appointments.view"
    serializer_class = ReminderSerializer
    pagination_class = ReminderPagination

    @extend_schema(parameters=[RemindersQuerySerializer], responses=ReminderSerializer(many=True))
    def get(self, request: Request) -> Response:
        """Messages about meetings with what became of them, the latest first; of one meeting or lead."""
        asked = asked_of(request, RemindersQuerySerializer)
        rows = reminders_list(
            appointment_id=asked.get("appointment"), lead_id=asked.get("lead"), state=asked.get("state", "")
        )
        return self.page(rows, ReminderSerializer)
