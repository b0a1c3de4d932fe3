from datetime import timedelta

from django.db.models import QuerySet

from apps.assistant.models import PromptTest, PromptTestRun
from apps.core import clock

# A run that says nothing so long was lost with its worker.
LOST_AFTER = timedelta(minutes=15)


def prompt_tests(*, channel: str) -> QuerySet[PromptTest]:
    """The saved tests of a channel with their last results, in the order they were made."""
    return PromptTest.objects.filter(channel=channel).prefetch_related("runs").order_by("pk")


def run_state(run: PromptTestRun) -> str:
    """What became of it, also when nobody is left to say so."""
    is_lost = run.state == PromptTestRun.State.WAITING and run.asked_at <= clock.now() - LOST_AFTER
    return PromptTestRun.State.FAILED if is_lost else run.state
