"""Whose conversations are whose when leads are merged, and what was said in them."""

from collections.abc import Collection, Mapping, Sequence

from django.db.models import Model

from apps.conversations.models import Conversation, Message
from apps.crm.models import Task
from apps.crm.ownership import Moved, Told, rows_told, tasks_from, tasks_told

LABEL = "conversations.conversation"
NO_LONGER_CURRENT = "conversations.no_longer_current"


class ConversationOwner:
    """A conversation moves whole, so a call that goes on writes where it began.

    Where the winner has one on the same channel, the winner's goes on and the other only remembers.
    """

    @property
    def models(self) -> Sequence[type[Model]]:
        return (Conversation, Message)

    def move(self, *, loser_id: int, winner_id: int) -> Moved:
        of_loser = Conversation.objects.filter(lead_id=loser_id).order_by("pk")
        ids = list(of_loser.values_list("pk", flat=True))
        taken = Conversation.objects.filter(lead_id=winner_id, is_current=True).values("channel")
        doubled = of_loser.filter(is_current=True, channel__in=taken)
        ended = list(doubled.values_list("pk", flat=True))
        Conversation.objects.filter(pk__in=ended).update(is_current=False)
        Conversation.objects.filter(pk__in=ids).update(lead_id=winner_id)
        return {LABEL: ids, NO_LONGER_CURRENT: ended}

    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        back = Conversation.objects.filter(pk__in=moved.get(LABEL, []), lead_id=winner_id)
        ids = list(back.values_list("pk", flat=True))
        Conversation.objects.filter(pk__in=ids).update(lead_id=loser_id)
        Conversation.objects.filter(pk__in=set(ids) & set(moved.get(NO_LONGER_CURRENT, []))).update(
            is_current=True
        )

    def forget(self, *, lead_ids: Collection[int]) -> None:
        Conversation.objects.filter(lead_id__in=lead_ids).delete()

    def held(self, *, lead_ids: Collection[int]) -> set[int]:
        return set(Conversation.objects.filter(lead__in=lead_ids).values_list("lead_id", flat=True))

    def tell(self, *, lead_ids: Collection[int]) -> Told:
        conversations = Conversation.objects.filter(lead__in=lead_ids)
        messages = Message.objects.filter(conversation__in=conversations)
        return {
            "conversations": rows_told(conversations),
            "messages": rows_told(messages),
            **tasks_told(Task.SourceKind.CONVERSATION, "conversations", conversations),
        }

    def erase(self, *, lead_ids: Collection[int]) -> None:
        tasks_from(Task.SourceKind.CONVERSATION, Conversation.objects.filter(lead__in=lead_ids)).delete()
        self.forget(lead_ids=lead_ids)
