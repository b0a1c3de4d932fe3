"""How jobs are queued and run, and what happens regularly."""

from datetime import timedelta
from typing import Any

from prosaas.settings.servers import REDIS_URL

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
# Celery kills a child that is not up after 4 s and starts another, which on a busy machine takes as long: no
# job ran for minutes after one child was killed at load 10.
CELERY_WORKER_PROC_ALIVE_TIMEOUT = 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_CONSUMER = "apps.core.job_consumer:Consumer"
CELERY_TASK_TENANT_CACHE_SECONDS = 0
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Longer than the longest job and the longest wait before a retry, or a job would run twice beside itself.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
}
# Queues with workers of their own, so that a bell, a hint to a dashboard, a call's summary or a recording
# that came late never stands behind an import. Bulk is what takes long while nobody waits for it, and what
# only tidies up in every business.
CELERY_TASK_DEFAULT_QUEUE = "celery"
BULK_QUEUE = "bulk"
BULK_JOBS = (
    "accounts.sessions_forget",
    "assistant.conversations_missed",
    "assistant.conversations_quiet",
    "crm.import_rollback",
    "crm.import_run",
    "crm.imports_sweep",
    "events.sweep",
    "reminders.replan",
    "requests.forget",
    "scheduling.holds_sweep",
    "scheduling.holidays_refresh",
    "telephony.recordings_expire",
    "telephony.summaries_sweep",
)
# What makes and drops schemas, by a worker that holds the role that owns them; all others own no table.
SCHEMAS_QUEUE = "schemas"
SCHEMAS_JOBS = ("platform.business_remove", "tenants.business_provision")
CELERY_TASK_ROUTES = {
    **{name: {"queue": BULK_QUEUE} for name in BULK_JOBS},
    **{name: {"queue": SCHEMAS_QUEUE} for name in SCHEMAS_JOBS},
}
# What every active business does regularly: one beat entry a job, spread over the businesses.
BUSINESS_SCHEDULE = {
    "assistant.conversations_missed": timedelta(hours=6),
    "assistant.conversations_quiet": timedelta(minutes=5),
    "crm.imports_sweep": timedelta(minutes=3),
    "crm.tasks_due_tell": timedelta(minutes=1),
    "events.sweep": timedelta(minutes=2),
    "reminders.send_due": timedelta(minutes=1),
    "requests.forget": timedelta(hours=6),
    "scheduling.holds_sweep": timedelta(minutes=2),
    "scheduling.holidays_refresh": timedelta(days=1),
    "telephony.calls_catch_up": timedelta(minutes=5),
    "telephony.recordings_expire": timedelta(minutes=5),
    "telephony.summaries_sweep": timedelta(minutes=5),
}
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    "accounts.impersonations_expire": {
        "task": "accounts.impersonations_expire",
        "schedule": timedelta(minutes=1),
    },
    "accounts.sessions_forget": {"task": "accounts.sessions_forget", "schedule": timedelta(days=1)},
    "platform.businesses_due_remove": {
        "task": "platform.businesses_due_remove",
        "schedule": timedelta(hours=1),
    },
    "tenants.provisioning_sweep": {"task": "tenants.provisioning_sweep", "schedule": timedelta(minutes=5)},
    **{
        name: {
            "task": "tenants.fan_out",
            "schedule": every,
            "kwargs": {"name": name, "spread_seconds": min(every.total_seconds() / 2, 300)},
        }
        for name, every in BUSINESS_SCHEDULE.items()
    },
}
# What waited longer was sent anew meanwhile: after hours without PostgreSQL a round is made once, not for
# every minute of them.
SCHEDULED_EXPIRES = timedelta(minutes=15)
for _entry in CELERY_BEAT_SCHEDULE.values():
    _entry["options"] = {"expires": max(_entry["schedule"], SCHEDULED_EXPIRES).total_seconds()}
