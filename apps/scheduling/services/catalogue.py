"""The services a business offers, and the resources that give them."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model

from apps.audit.actors import Actor
from apps.crm.selectors.people import is_member_active
from apps.scheduling.errors import (
    MemberUnknownError,
    NameTakenError,
    ResourceIsDefaultError,
    ResourceNotFoundError,
    ResourceUnknownError,
    ServiceNotFoundError,
)
from apps.scheduling.models import Resource, Service
from apps.scheduling.services.settings import is_taken, scheduling_announce


def service_create(*, details: Mapping[str, Any], actor: Actor) -> Service:
    """`details` may hold `resource_ids`. Raises NameTakenError, ResourceUnknownError."""
    return _service_written(Service(), details, "created", actor)


def service_update(*, service_id: int, changes: Mapping[str, Any], actor: Actor) -> Service:
    """Meetings that are booked keep what they were booked with. Raises ServiceNotFoundError, NameTakenError,
    ResourceUnknownError.
    """
    service = Service.objects.filter(pk=service_id).first()
    if service is None:
        raise ServiceNotFoundError
    return _service_written(service, changes, "updated", actor)


def resource_create(*, details: Mapping[str, Any], actor: Actor) -> Resource:
    """Raises NameTakenError, MemberUnknownError."""
    return _resource_written(Resource(), details, "created", actor)


def resource_update(*, resource_id: int, changes: Mapping[str, Any], actor: Actor) -> Resource:
    """A resource that is no longer active keeps its meetings. Without `has_own_hours` the business's hold.

    Raises ResourceNotFoundError, NameTakenError, MemberUnknownError, ResourceIsDefaultError.
    """
    resource = Resource.objects.filter(pk=resource_id).first()
    if resource is None:
        raise ResourceNotFoundError
    if resource.is_default and changes.get("is_active") is False:
        raise ResourceIsDefaultError
    return _resource_written(resource, changes, "updated", actor)


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


def _written(row: Model, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        if is_taken(error):
            raise NameTakenError from None
        raise
