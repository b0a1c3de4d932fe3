import secrets

from django.db import transaction

from apps.accounts.models import Membership
from apps.audit.actors import Actor
from apps.core import clock
from apps.scheduling.errors import FeedNotFoundError
from apps.scheduling.models import CalendarFeed
from apps.scheduling.selectors.feeds import feed_of
from apps.scheduling.services.settings import scheduling_announce


def feed_open(*, membership: Membership, is_of_all: bool, actor: Actor) -> CalendarFeed:
    """The member's address for their own meetings or for the business's. One there was opens nothing more."""
    with transaction.atomic():
        feed, _ = CalendarFeed.objects.update_or_create(
            user_id=membership.user_id,
            is_of_all=is_of_all,
            defaults={
                "key": secrets.token_hex(16),
                "member_key": membership.address_key,
                "created_at": clock.now(),
            },
        )
        scheduling_announce("feed", feed.pk, "created", actor=actor, is_of_all=is_of_all)
    return feed


def feed_revoke(*, membership: Membership, is_of_all: bool, actor: Actor) -> None:
    """Its address opens nothing from now on. Raises FeedNotFoundError."""
    with transaction.atomic():
        feed = feed_of(membership=membership, is_of_all=is_of_all)
        if feed is None:
            raise FeedNotFoundError
        scheduling_announce("feed", feed.pk, "deleted", actor=actor, is_of_all=is_of_all)
        feed.delete()
