from typing import Any

from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.request import Request
from rest_framework.response import Response

from apps.accounts.permissions import actor_of
from apps.core.api import ApiView, CursorPagination, refusals
from apps.core.asking import asked_of, given_in
from apps.core.preconditions import etag_of, version_expected
from apps.crm.api.serializers.tasks import (
    TaskChangeSerializer,
    TaskCountsQuerySerializer,
    TaskCountsSerializer,
    TaskCreateSerializer,
    TaskQuerySerializer,
    TaskSerializer,
    TaskSnoozeSerializer,
)
from apps.crm.api.views.asking import names_in
from apps.crm.api.views.history import NamingView
from apps.crm.errors.tasks import TaskChangedError
from apps.crm.models import Task
from apps.crm.selectors.tasks import Bucket, TaskFilter, task_get, tasks_count, tasks_list
from apps.crm.services.tasks import (
    task_create,
    task_delete,
    task_finish,
    task_reopen,
    task_snooze,
    task_update,
)


class TaskPagination(CursorPagination):
    """A bucket as it wants attention; what was done, and all together, the latest first."""

    def get_ordering(self, request: Request, queryset: QuerySet[Task], view: Any) -> tuple[str, ...]:
        bucket = request.query_params.get("bucket")
        if bucket == Bucket.DONE:
            return ("-sort_at", "-id")
        return ("sort_at", "id") if bucket else ("-id",)


class TaskListView(NamingView):
    verb = {"GET": "tasks.view", "POST": "tasks.edit"}
    serializer_class = TaskSerializer
    pagination_class = TaskPagination

    @extend_schema(
        parameters=[TaskQuerySerializer], responses={200: TaskSerializer(many=True), **refusals(422)}
    )
    def get(self, request: Request) -> Response:
        """Tasks: of a bucket by when they are due, or all, the newest first."""
        asked = asked_of(request, TaskQuerySerializer)
        tasks = tasks_list(
            TaskFilter(
                bucket=asked.get("bucket", ""), assignee_id=asked.get("assignee"), lead_id=asked.get("lead")
            )
        )
        return self.named_page(tasks, TaskSerializer, field="created_by_user_id")

    @extend_schema(
        request=TaskCreateSerializer,
        responses={201: TaskSerializer, **refusals(404, 422)},
    )
    def post(self, request: Request) -> Response:
        """Adds a task."""
        given = given_in(request, TaskCreateSerializer)
        task = task_create(details=given, actor=actor_of(request))
        return _answer(task.pk, code=status.HTTP_201_CREATED)


class TaskView(ApiView):
    verb = {"GET": "tasks.view", "PATCH": "tasks.edit", "DELETE": "tasks.edit"}
    versioned = ("PATCH", "DELETE")
    serializer_class = TaskSerializer

    def get(self, request: Request, task_id: int) -> Response:
        """One task, with its ETag."""
        return _answer(task_id)

    @extend_schema(
        request=TaskChangeSerializer,
        responses={200: TaskSerializer, **refusals(422)},
    )
    def patch(self, request: Request, task_id: int) -> Response:
        """Changes a task; 412 task_changed, with the task as it is in `current`, when somebody was faster."""
        changes = given_in(request, TaskChangeSerializer)
        version = changes.pop("version", None)
        expected = version_expected(request)
        try:
            task_update(
                task_id=task_id,
                changes=changes,
                version=version if expected is None else expected,
                actor=actor_of(request),
            )
        except TaskChangedError as error:
            error.data["current"] = _described(task_get(task_id=task_id))
            raise
        return _answer(task_id)

    @extend_schema(responses={204: None})
    def delete(self, request: Request, task_id: int) -> Response:
        """Deletes a task."""
        task_delete(task_id=task_id, version=version_expected(request), actor=actor_of(request))
        return Response(status=status.HTTP_204_NO_CONTENT)


class TaskDoneView(ApiView):
    verb = "tasks.edit"
    versioned = ("POST",)
    serializer_class = TaskSerializer

    @extend_schema(request=None, responses={200: TaskSerializer, **refusals(409)})
    def post(self, request: Request, task_id: int) -> Response:
        """Done; one that repeats makes the next one, once."""
        task_finish(task_id=task_id, version=version_expected(request), actor=actor_of(request))
        return _answer(task_id)


class TaskReopenView(ApiView):
    verb = "tasks.edit"
    versioned = ("POST",)
    serializer_class = TaskSerializer

    @extend_schema(request=None, responses={200: TaskSerializer, **refusals(409)})
    def post(self, request: Request, task_id: int) -> Response:
        """Open again."""
        task_reopen(task_id=task_id, version=version_expected(request), actor=actor_of(request))
        return _answer(task_id)


class TaskSnoozeView(ApiView):
    verb = "tasks.edit"
    versioned = ("POST",)
    serializer_class = TaskSerializer

    @extend_schema(request=TaskSnoozeSerializer, responses={200: TaskSerializer, **refusals(409, 422)})
    def post(self, request: Request, task_id: int) -> Response:
        """Out of sight until then; 422 snooze_past, 409 task_not_open."""
        task_snooze(
            task_id=task_id,
            until=given_in(request, TaskSnoozeSerializer)["until"],
            version=version_expected(request),
            actor=actor_of(request),
        )
        return _answer(task_id)


class TaskCountsView(ApiView):
    verb = "tasks.view"
    serializer_class = TaskCountsSerializer
    pagination_class = None

    @extend_schema(parameters=[TaskCountsQuerySerializer], responses=TaskCountsSerializer)
    def get(self, request: Request) -> Response:
        """How many open tasks stand in each bucket."""
        asked = asked_of(request, TaskCountsQuerySerializer)
        return Response(tasks_count(assignee_id=asked.get("assignee")))


def _described(task: Task) -> Any:
    return TaskSerializer(task, context=names_in([task], field="created_by_user_id")).data


def _answer(task_id: int, *, code: int = status.HTTP_200_OK) -> Response:
    task = task_get(task_id=task_id)
    return Response(_described(task), status=code, headers={"ETag": etag_of(task.version)})
