import os
from importlib import import_module
from typing import Any

from celery.signals import beat_init, task_postrun, task_prerun, worker_init, worker_process_init
from django.core.exceptions import ImproperlyConfigured
from tenant_schemas_celery.app import CeleryApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prosaas.settings.local")

app = CeleryApp("prosaas", task_cls="apps.tenants.jobs:BusinessTask")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# What these would do before and after a job, a job does itself (BusinessTask).
task_prerun.disconnect(dispatch_uid="tenant_schemas_switch_schema")
task_postrun.disconnect(dispatch_uid="tenant_schemas_restore_schema")


@worker_init.connect
@beat_init.connect
def checked_before_start(**_: Any) -> None:
    """Celery goes on after an exception here, but not after being told to exit."""
    from apps.core.checks import start_checked

    try:
        start_checked()
    except ImproperlyConfigured as error:
        raise SystemExit(str(error)) from error


@worker_init.connect
def agents_loaded(**_: Any) -> None:
    """Once, before the children fork: each took 1.4 s of Python for it before it could say that it is up."""
    import_module("apps.assistant.agent.ready")


@worker_process_init.connect
def agents_warmed(**_: Any) -> None:
    from apps.assistant.agent.ready import agents_warm_beside

    agents_warm_beside()
