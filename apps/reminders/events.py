from dataclasses import dataclass

from apps.events.events import Event


@dataclass(frozen=True, kw_only=True)
class ReminderChanged(Event):
    """`change` is answered, failed or unknown; the id is the reminder's."""

    type = "reminder.changed"
    change: str
    appointment_id: int
    lead_id: int


@dataclass(frozen=True, kw_only=True)
class ReminderPlanChanged(Event):
    type = "reminder_plan.changed"
    change: str
