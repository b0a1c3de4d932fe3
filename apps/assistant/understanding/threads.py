"""Written conversations have no end: one is understood once it was quiet for a while."""

from datetime import timedelta

from django.db.models import Exists, OuterRef

from apps.assistant.models import Understanding
from apps.assistant.understanding.owed import OWED_FOR
from apps.assistant.understanding.reading import CONVERSATION
from apps.conversations.models import Channel, Conversation, Message
from apps.core import clock
from apps.core.jobs import enqueue

QUIET = timedelta(minutes=20)
# Later it is asked for more seldom.
ASKED_FOR = timedelta(days=1)
AT_ONCE = 200


def conversations_quiet() -> list[int]:
    """Enqueues those where a customer wrote something today that is not understood yet; returns their ids."""
    return _asked(written_within=ASKED_FOR)


def conversations_missed() -> list[int]:
    """The same of what was written within a month: a business that is suspended is asked for nothing."""
    return _asked(written_within=OWED_FOR)


def _asked(*, written_within: timedelta) -> list[int]:
    now = clock.now()
    understood = Understanding.objects.filter(
        source_kind=CONVERSATION,
        source_id=OuterRef("conversation_id"),
        last_turn_id__gte=OuterRef("pk"),
    )
    written = Message.objects.filter(conversation_id=OuterRef("pk"), started_at__gt=now - written_within)
    news = written.filter(author=Message.Author.CUSTOMER).exclude(text="").exclude(Exists(understood))
    threads = Conversation.objects.exclude(channel=Channel.PHONE).filter(Exists(news))
    threads = threads.exclude(Exists(written.filter(started_at__gt=now - QUIET)))
    ids = list(threads.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    for conversation_id in ids:
        enqueue("assistant.conversation_understand", conversation_id=conversation_id)
    return ids
