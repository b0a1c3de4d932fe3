"""What follows a dialogue once it is over: the jobs that read it, in the order in which they run."""

from bench.talks.script import AFTERWARDS, Script
from bench.talks.stage import Stage


def aftermath_run(script: Script, stage: Stage) -> None:
    """Only where something is expected or forbidden of it: each is a call or two of the text model."""
    if not AFTERWARDS & {*script.expect, *script.never}:
        return
    from apps.assistant.memory.remembering import memory_make
    from apps.assistant.models import Understanding
    from apps.assistant.understanding.services import conversation_understand
    from apps.conversations.models import Conversation
    from apps.telephony.models import Call
    from apps.telephony.services.summaries import call_summarise
    from apps.tenants.context import in_tenant

    with in_tenant(stage.schema):
        if script.channel == "phone":
            for call in Call.objects.all():
                call_summarise(call_id=call.pk)
        else:
            for conversation in Conversation.objects.all():
                conversation_understand(source_kind="conversation", source_id=conversation.pk)
        for understanding in Understanding.objects.all():
            memory_make(understanding_id=understanding.pk)
