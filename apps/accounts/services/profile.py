from typing import TypedDict

from django.db import transaction

from apps.accounts.models import User
from apps.audit.actors import Actor
from apps.audit.services import audit_record


class ProfileChanges(TypedDict, total=False):
    full_name: str
    language: str


@transaction.atomic
def profile_update(*, user: User, changes: ProfileChanges, actor: Actor) -> User:
    """Changes the person's own name or language."""
    if not changes:
        return user
    for field, value in changes.items():
        setattr(user, field, value)
    user.save(update_fields=list(changes))
    audit_record(
        actor=actor,
        action="profile.changed",
        target_kind="user",
        target_id=user.pk,
        data={"fields": sorted(changes)},
    )
    return user
