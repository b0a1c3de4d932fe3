from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from apps.assistant.understanding.services import conversation_understand
from apps.conversations.models import Message
from apps.core import clock
from apps.core.jobs import enqueue
from apps.events.services import event_publish
from apps.telephony.events import CallUpdated
from apps.telephony.models import Call

# The first time when the job itself has given up; each wait is as long as all before it.
SWEEP_AFTER = timedelta(minutes=15)
SWEEPS = 7
SWEPT_FOR = timedelta(days=1)


def call_summarise(*, call_id: int) -> None:
    """Write what the call was about, once. The outcome is the database's, not the model's."""
    call = Call.objects.get(pk=call_id)
    if call.summary:
        return
    understood = conversation_understand(source_kind="call", source_id=call.pk)
    if understood is None:
        return
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call_id)
        if not call.summary:
            call.summary, call.next_step = understood.summary, understood.next_step
            call.save(update_fields=["summary", "next_step"])
            event_publish(CallUpdated(id=call.pk, status=call.status))


def summaries_sweep() -> list[int]:
    """Ask again for the summaries of calls with words that have none, after 15 minutes, half an hour, an hour
    ... and never after a day. Returns the calls' ids; each is asked for once, however many sweep at a time.
    """
    now = clock.now()
    words = Message.objects.filter(source_kind="call", source_id=OuterRef("pk"), author="customer")
    without = Call.objects.filter(
        Exists(words.exclude(text="")),
        summary="",
        summary_sweeps__lt=SWEEPS,
        ended_at__gt=now - SWEPT_FOR,
        ended_at__lte=now - SWEEP_AFTER,
    ).values_list("pk", "ended_at", "summary_sweeps")
    asked = []
    for call_id, ended_at, sweeps in without:
        if ended_at is None or now - ended_at < SWEEP_AFTER * 2**sweeps:
            continue
        with transaction.atomic():
            same = Call.objects.filter(pk=call_id, summary="", summary_sweeps=sweeps)
            if same.update(summary_sweeps=F("summary_sweeps") + 1):
                enqueue("telephony.call_summarise", call_id=call_id)
                asked.append(call_id)
    return asked
