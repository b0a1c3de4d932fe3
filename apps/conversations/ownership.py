"""Whose conversations are whose when leads are merged."""

from collections.abc import Collection, Mapping, Sequence

from apps.conversations.models import Conversation
from apps.crm.ownership import Moved

LABEL = "conversations.conversation"
NO_LONGER_CURRENT = "conversations.no_longer_current"


class ConversationOwner:
    """A conversation moves whole, so a call that goes on writes where it began.

    Where the winner has one on the same channel, the winner's goes on and the other only remembers.
    """

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
