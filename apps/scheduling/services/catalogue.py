"""The services a business offers, and the resources that give them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from apps.audit.actors import Actor
from apps.core.insertion import rows_update
from apps.crm.selectors.people import is_member_active
from apps.scheduling.errors import (
    MemberUnknownError,
    NameTakenError,
    OrderIncompleteError,
    ResourceChangedError,
    ResourceIsDefaultError,
    ResourceNotFoundError,
    ResourceUnknownError,
    ServiceChangedError,
    ServiceNotFoundError,
)
from apps.scheduling.models import Resource, Service
from apps.scheduling.services.settings import is_taken, scheduling_announce


def service_create(*, details: Mapping[str, Any], actor: Actor) -> Service:
    """The last of them, unless `details` says where. They may hold `resource_ids`. Raises NameTakenError,
    ResourceUnknownError.
    """
    return _service_written(Service(position=_behind_all(Service)), details, "created", actor)


def service_update(
    *, service_id: int, changes: Mapping[str, Any], actor: Actor, version: int | None = None
) -> Service:
    """Meetings that are booked keep what they were booked with. Raises ServiceNotFoundError,
    ServiceChangedError, NameTakenError, ResourceUnknownError.
    """
    with transaction.atomic():
        service = Service.objects.select_for_update(no_key=True).filter(pk=service_id).first()
        if service is None:
            raise ServiceNotFoundError
        if version not in (None, service.version):
            raise ServiceChangedError(version=service.version)
        return _service_written(service, changes, "updated", actor)


def resource_create(*, details: Mapping[str, Any], actor: Actor) -> Resource:
    """The last of them, unless `details` says where. Raises NameTakenError, MemberUnknownError."""
    return _resource_written(Resource(position=_behind_all(Resource)), details, "created", actor)


def resource_update(
    *, resource_id: int, changes: Mapping[str, Any], actor: Actor, version: int | None = None
) -> Resource:
    """A resource that is no longer active keeps its meetings. Without `has_own_hours` the business's hold.

    Raises ResourceNotFoundError, ResourceChangedError, NameTakenError, MemberUnknownError,
    ResourceIsDefaultError.
    """
    with transaction.atomic():
        resource = Resource.objects.select_for_update(no_key=True).filter(pk=resource_id).first()
        if resource is None:
            raise ResourceNotFoundError
        if version not in (None, resource.version):
            raise ResourceChangedError(version=resource.version)
        if resource.is_default and changes.get("is_active") is False:
            raise ResourceIsDefaultError
        return _resource_written(resource, changes, "updated", actor)


def services_reorder(*, ids: Sequence[int], actor: Actor) -> None:
    """`ids` names every service once, also those that are off. Their order is no change of any of them.
    Raises OrderIncompleteError.
    """
    _reordered(Service, ids, "service", actor)


def resources_reorder(*, ids: Sequence[int], actor: Actor) -> None:
    """The first that is free takes a meeting. Raises OrderIncompleteError, as `services_reorder` does."""
    _reordered(Resource, ids, "resource", actor)


def _reordered(model: type[Service] | type[Resource], ids: Sequence[int], noun: str, actor: Actor) -> None:
    with transaction.atomic():
        rows = {row.pk: row for row in model._default_manager.select_for_update(no_key=True).order_by("pk")}
        if sorted(ids) != sorted(rows):
            raise OrderIncompleteError
        for position, row_id in enumerate(ids):
            rows[row_id].position = position
        rows_update([*rows.values()], ["position"])
        scheduling_announce(noun, ids[0], "reordered", actor=actor)


def _behind_all(model: type[Service] | type[Resource]) -> int:
    last = model._default_manager.order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def _service_written(service: Service, given: Mapping[str, Any], change: str, actor: Actor) -> Service:
    values = dict(given)
    resource_ids = values.pop("resource_ids", None)
    with transaction.atomic():
        _written(service, values)
        if resource_ids is not None:
            found = set(Resource.objects.filter(pk__in=resource_ids).values_list("pk", flat=True))
            if found != set(resource_ids):
                raise ResourceUnknownError
            service.resources.set(found)
        scheduling_announce("service", service.pk, change, actor=actor, fields=sorted(given))
    return service


def _resource_written(resource: Resource, given: Mapping[str, Any], change: str, actor: Actor) -> Resource:
    user_id = given.get("user_id")
    if user_id is not None and not is_member_active(user_id=user_id):
        raise MemberUnknownError
    with transaction.atomic():
        _written(resource, given)
        scheduling_announce("resource", resource.pk, change, actor=actor, fields=sorted(given))
    return resource


def _written(row: Service | Resource, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    is_new = row.pk is None
    if not is_new:
        row.version += 1
    try:
        with transaction.atomic():
            # A new row is written whole, of another only what was given.
            row.save(update_fields=None if is_new else [*values, "version"])
    except IntegrityError as error:
        if is_taken(error):
            raise NameTakenError from None
        raise
