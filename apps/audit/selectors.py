from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from apps.audit.actors import ActorKind
from apps.audit.labels import actions_called
from apps.audit.models import AuditEntry


def audit_entries(
    *,
    actor: str = "",
    action: str = "",
    target_kind: str = "",
    target_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    search: str = "",
) -> QuerySet[AuditEntry]:
    """The entries of the entered business, newest first.

    `actor`: a user's id, whoever acted as that user or was that user in somebody's place; or a kind of actor.
    `action`: one code, or its first word for all of a family. `since` is included, `until` is not.
    `search`: part of an action's name, of a person's name, or the number of what it was done to.
    """
    entries = AuditEntry.objects.order_by("-id")
    if actor:
        entries = entries.filter(_by(actor))
    if action:
        entries = entries.filter(Q(action=action) | Q(action__startswith=f"{action}."))
    if target_kind:
        entries = entries.filter(target_kind=target_kind)
    if target_id is not None:
        entries = entries.filter(target_id=target_id)
    if since is not None:
        entries = entries.filter(at__gte=since)
    if until is not None:
        entries = entries.filter(at__lt=until)
    if text := search.strip():
        entries = entries.filter(_about(text))
    return entries


def people_of(entries: Iterable[AuditEntry]) -> dict[int, str]:
    """What the people of these entries are called now, by id: one query. Who is gone is missing."""
    named = [user_id for entry in entries for user_id in (entry.actor_user_id, entry.impersonator_user_id)]
    people = get_user_model().objects.filter(pk__in={user_id for user_id in named if user_id is not None})
    return {pk: full_name or email for pk, full_name, email in people.values_list("pk", "full_name", "email")}


def _by(actor: str) -> Q:
    if actor in set(ActorKind):
        return Q(actor_kind=actor)
    return Q(actor_user_id=int(actor)) | Q(impersonator_user_id=int(actor))


def _about(text: str) -> Q:
    people = get_user_model().objects.filter(full_name__icontains=text).values("pk")
    found = Q(action__in=actions_called(text)) | Q(actor_user_id__in=people)
    found |= Q(impersonator_user_id__in=people)
    if text.isascii() and text.isdigit() and len(text) < 19:
        found |= Q(target_id=int(text))
    return found
