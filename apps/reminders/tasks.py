from apps.core.jobs import job
from apps.reminders.services import planning, sending


@job("reminders.send_due")
def send_due() -> None:
    sending.reminders_send()


@job("reminders.replan", seconds=240, in_closed=True)
def replan() -> None:
    planning.meetings_replan()
