"""From a name to a business that works: its row and addresses first, then its schema."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from apps.core import clock
from apps.core.jobs import enqueue_in
from apps.core.unique import unique_save
from apps.tenants.context import PUBLIC_SCHEMA
from apps.tenants.models import Business, Domain, SchemaName
from apps.tenants.provisioning import schema_provision
from apps.tenants.selectors import schema_exists
from apps.tenants.services.numbers import phone_number_add
from apps.tenants.slugs import host_for, schema_names_for

Status, Step = Business.Status, Business.Step
# A schema takes less than a second; a worker that has not finished by then is dead.
IN_HAND_FOR = timedelta(minutes=5)
# A job starts within seconds of its business; one that did not was lost with its queue.
QUEUED_FOR = timedelta(minutes=5)


def business_create(*, name: str, slug: str, phone_e164s: Iterable[str] = ()) -> Business:
    """Writes the business and its addresses; the schema follows with `business_provision`.

    Raises ValidationError for a slug or a number that is taken, reserved or not possible.
    """
    with transaction.atomic():
        business = Business(name=name, slug=slug, schema_name=_schema_name_free(slug))
        unique_save(business)
        SchemaName.objects.create(name=business.schema_name)
        Domain.objects.create(tenant=business, domain=host_for(slug))
        # In one order, so that two forms with the same numbers do not wait for each other.
        for e164 in sorted(phone_e164s):
            phone_number_add(business=business, e164=e164, voice=True, whatsapp=True)
    return business


def business_provision_later(*, business: Business) -> None:
    """Sends a new or failed business to be provisioned by a worker."""
    Business.objects.filter(pk=business.pk, status__in=(Status.PROVISIONING, Status.FAILED)).update(
        status=Status.PROVISIONING,
        provisioning_step=Step.QUEUED,
        provisioning_error="",
        provisioning_until=None,
    )
    business.refresh_from_db()
    enqueue_in(PUBLIC_SCHEMA, "tenants.business_provision", business_id=business.pk)


def business_provision(*, business: Business) -> None:
    """Makes the schema and opens the business; does nothing for one that is open or in another's hands.

    A failure leaves it `failed` and is raised; asking again goes on where it stopped.
    """
    if not _taken_in_hand(business):
        return
    try:
        schema_provision(
            schema=business.schema_name, tell=lambda step: _write(business, provisioning_step=step)
        )
    except Exception as error:
        _write(
            business, status=Status.FAILED, provisioning_error=type(error).__name__, provisioning_until=None
        )
        raise
    _write(
        business,
        status=Status.ACTIVE,
        provisioning_step=Step.DONE,
        provisioning_error="",
        provisioning_until=None,
    )


def provisioning_sweep() -> int:
    """Sends what nobody has in hand to a worker again, so that a lost job leaves no business half made.

    Returns how many. Safe to repeat: a business is made by one worker at a time.
    """
    now = clock.now()
    left = Business.objects.filter(
        _in_no_hand(now), status=Status.PROVISIONING, created_at__lt=now - QUEUED_FOR
    ).values_list("pk", flat=True)
    for business_id in left:
        enqueue_in(PUBLIC_SCHEMA, "tenants.business_provision", business_id=business_id)
    return len(left)


def _schema_name_free(slug: str) -> str:
    """One that no business ever had and under which nothing lies: nobody wakes up in another's data."""
    return next(
        name
        for name in schema_names_for(slug)
        if not SchemaName.objects.filter(name=name).exists() and not schema_exists(schema=name)
    )


def _taken_in_hand(business: Business) -> bool:
    """One worker at a time: whoever writes the row first has it."""
    now = clock.now()
    waiting = Business.objects.filter(
        _in_no_hand(now), pk=business.pk, status__in=(Status.PROVISIONING, Status.FAILED)
    )
    return waiting.update(status=Status.PROVISIONING, provisioning_until=now + IN_HAND_FOR) == 1


def _in_no_hand(now: datetime) -> Q:
    return Q(provisioning_until=None) | Q(provisioning_until__lt=now)


def _write(business: Business, **values: object) -> None:
    for name, value in values.items():
        setattr(business, name, value)
    business.save(update_fields=[*values])
