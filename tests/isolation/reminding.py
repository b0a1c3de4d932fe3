"""Examples of what the ids of reminders name."""

from typing import Any

from apps.reminders.models import ReminderPlan


def plan_make(given: Any) -> int:
    return ReminderPlan.objects.create(
        kind="before",
        before_minutes=10 + given.number,
        channels=["sms"],
        text_he=given.secret,
        text_en=given.secret,
    ).pk
