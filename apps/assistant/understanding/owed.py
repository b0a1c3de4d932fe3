"""What a conversation is owed once it is over is asked for again: ever more seldom, and not for ever."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from apps.core import clock
from apps.core.jobs import enqueue

# The first time when the job itself has given up; each wait is as long as all before it.
ASKED_AFTER = timedelta(minutes=15)
TIMES = 7
# Longer than a business is suspended as a rule: jobs end without work there, and nobody asks meanwhile.
OWED_FOR = timedelta(days=30)


def owed_ask(owed: QuerySet[Any], *, since: str, times: str, job: str, argument: str) -> list[int]:
    """Enqueues `job` with its id as `argument` for each row that is owed something for 15 minutes, half an
    hour, an hour ... and never after a month. Returns the ids; each is asked for once, however many sweep at
    a time.

    `since` is the column that says from when it is owed; `times` counts how often it was asked for here.
    """
    now = clock.now()
    due = owed.filter(
        **{f"{times}__lt": TIMES, f"{since}__gt": now - OWED_FOR, f"{since}__lte": now - ASKED_AFTER}
    )
    asked = []
    for row_id, begun, before in due.order_by("pk").values_list("pk", since, times):
        if now - begun < ASKED_AFTER * 2**before:
            continue
        with transaction.atomic():
            if owed.filter(**{"pk": row_id, times: before}).update(**{times: F(times) + 1}):
                enqueue(job, **{argument: row_id})
                asked.append(row_id)
    return asked
