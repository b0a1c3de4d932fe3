"""Three questions an operator's machinery asks on any host: alive? ready? how much?"""

import hmac
from collections.abc import Callable

import redis
from django.apps import apps
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from apps.core.origin import is_from_this_machine

Next = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Stands before host resolution: a load balancer asks by IP address."""

    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = ANSWERS.get(request.path)
        return answer(request) if answer else self.get_response(request)


def alive(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


def ready(request: HttpRequest) -> HttpResponse:
    """503 names what is missing; a process that is not ready gets no traffic."""
    checks = {"database": _database_answers, "valkey": _valkey_answers, "migrations": _public_is_migrated}
    missing = [name for name, holds in checks.items() if not holds()]
    return JsonResponse(
        {"status": "not ready" if missing else "ok", "missing": missing}, status=503 if missing else 200
    )


def metrics(request: HttpRequest) -> HttpResponse:
    if not _may_see_metrics(request):
        return HttpResponse(status=403)
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)


ANSWERS = {"/healthz": alive, "/readyz": ready, "/metrics": metrics}


def _may_see_metrics(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(given.encode(), settings.METRICS_TOKEN.encode()):
        return True
    return is_from_this_machine(request)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _valkey_answers() -> bool:
    client = redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _public_is_migrated() -> bool:
    """The shared tables only: businesses are migrated one after another while the service runs."""
    try:
        executor = MigrationExecutor(connection)
    except DatabaseError:
        return False
    shared = {app.label for app in apps.get_app_configs() if app.name in settings.SHARED_APPS}
    wanted = [node for node in executor.loader.graph.leaf_nodes() if node[0] in shared]
    return not executor.migration_plan(wanted)
