"""The people of the entered business, for whoever owns leads and does tasks."""

from collections.abc import Iterable

from django.db.models import QuerySet

from apps.accounts.models import Membership, User
from apps.tenants.context import current_schema


def members_active() -> QuerySet[Membership]:
    """Who can be given work, by name; with their users."""
    return (
        Membership.objects.select_related("user")
        .filter(business__schema_name=current_schema(), suspended_at=None, user__is_active=True)
        .order_by("user__full_name", "user_id")
    )


def is_member_active(*, user_id: int) -> bool:
    return members_active().filter(user_id=user_id).exists()


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Full names by user id, of former members too."""
    wanted = {user_id for user_id in user_ids if user_id is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "full_name")) if wanted else {}
