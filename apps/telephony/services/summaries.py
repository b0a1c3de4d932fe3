from django.db import transaction
from django.db.models import Exists, OuterRef

from apps.assistant.understanding.owed import owed_ask
from apps.assistant.understanding.services import conversation_understand
from apps.conversations.models import Message
from apps.events.services import event_publish
from apps.telephony.events import CallUpdated
from apps.telephony.models import Call


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
    """Asks again for the summaries of calls with words that have none; returns the calls' ids."""
    words = Message.objects.filter(source_kind="call", source_id=OuterRef("pk"), author="customer")
    return owed_ask(
        Call.objects.filter(Exists(words.exclude(text="")), summary=""),
        since="ended_at",
        times="summary_sweeps",
        job="telephony.call_summarise",
        argument="call_id",
    )
