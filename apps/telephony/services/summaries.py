from django.db import transaction

from apps.assistant.text import conversation_summarise
from apps.events.services import event_publish
from apps.telephony.events import CallUpdated
from apps.telephony.models import Call
from apps.tenants.context import current_schema
from apps.usage.services import usage_record


def call_summarise(*, call_id: int) -> None:
    """Write what the call was about, once. The outcome is the database's, not the model's."""
    call = Call.objects.get(pk=call_id)
    has_words = call.conversation is not None and call.conversation.messages.filter(
        source_kind="call", source_id=call.pk, author="customer"
    )
    if call.summary or not has_words or not has_words.exists():
        return
    summary = conversation_summarise(source_kind="call", source_id=call.pk)
    if summary is None:
        return
    with transaction.atomic():
        call = Call.objects.select_for_update().get(pk=call_id)
        usage_record(
            business_schema=current_schema(),
            source_kind="call",
            source_id=call.pk,
            provider_id=summary.response_id,
            model=summary.model,
            kind="text",
            tokens=summary.tokens,
        )
        if not call.summary:
            call.summary, call.next_step = summary.text, summary.next_step
            call.save(update_fields=["summary", "next_step"])
            event_publish(CallUpdated(id=call.pk, status=call.status))
