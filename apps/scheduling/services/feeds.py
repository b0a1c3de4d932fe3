import secrets

from django.db import transaction

from apps.audit.actors import Actor
from apps.crm.selectors.people import is_member_active
from apps.scheduling.errors import FeedNotFoundError, MemberUnknownError
from apps.scheduling.models import CalendarFeed
from apps.scheduling.selectors.feeds import feed_of
from apps.scheduling.services.settings import scheduling_announce


def feed_open(*, user_id: int | None, actor: Actor, by_user_id: int) -> CalendarFeed:
    """The feed of a member, or of the whole business; one that is open already stays as it is. Raises
    MemberUnknownError.
    """
    if user_id is not None and not is_member_active(user_id=user_id):
        raise MemberUnknownError
    with transaction.atomic():
        feed, is_new = CalendarFeed.objects.get_or_create(
            user_id=user_id,
            defaults={"key": secrets.token_hex(16), "created_by_user_id": by_user_id},
        )
        if is_new:
            scheduling_announce("feed", feed.pk, "created", actor=actor)
    return feed


def feed_revoke(*, user_id: int | None, actor: Actor) -> None:
    """Its address opens nothing from now on. Raises FeedNotFoundError."""
    with transaction.atomic():
        feed = feed_of(user_id=user_id)
        if feed is None:
            raise FeedNotFoundError
        scheduling_announce("feed", feed.pk, "deleted", actor=actor)
        feed.delete()
