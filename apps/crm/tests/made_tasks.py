"""Tasks as the tests make them, on one day."""

from datetime import datetime
from zoneinfo import ZoneInfo

from apps.crm.services.tasks import task_create
from apps.crm.tests.people import DANA

ISRAEL = ZoneInfo("Asia/Jerusalem")
NOON = datetime(2026, 11, 22, 12, tzinfo=ISRAEL)


def created(**details):
    return task_create(details={"title": "לחזור ללקוחה", **details}, actor=DANA)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=ISRAEL)
