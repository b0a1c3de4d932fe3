from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, connection, transaction

from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core.contention import again_if_contended
from apps.crm.errors.custom_fields import (
    CustomChoicesInvalidError,
    CustomFieldHasValuesError,
    CustomFieldNotFoundError,
    CustomFieldsTooManyError,
    CustomFieldTakenError,
)
from apps.crm.errors.leads import FieldInvalidError
from apps.crm.events import CustomFieldsChanged
from apps.crm.models import CustomField, Lead
from apps.crm.services.custom_choices import Replacements, choices_replace
from apps.crm.services.details import text_cleaned
from apps.events.services import event_publish

MOST_FIELDS = 50
MOST_CHOICES = 100
LONGEST_LABEL = 60
NOTHING_REPLACED: Replacements = {}


def custom_field_create(
    *, key: str, label: str, kind: str, choices: Sequence[str] = (), actor: Actor
) -> CustomField:
    """At the end of the order. Raises CustomFieldTakenError, CustomChoicesInvalidError,
    CustomFieldsTooManyError, FieldInvalidError.
    """
    with transaction.atomic():
        orders = _fields_locked()
        if len(orders) >= MOST_FIELDS:
            raise CustomFieldsTooManyError(most=MOST_FIELDS)
        field = CustomField(key=key, kind=kind, order=max(orders.values(), default=-1) + 1)
        field.label, field.choices = _label(label), _choices(kind, choices)
        _save(field)
        _announce(field, actor, "created")
    return field


@again_if_contended
def custom_field_update(
    *,
    custom_field_id: int,
    changes: Mapping[str, Any],
    replacements: Replacements = NOTHING_REPLACED,
    actor: Actor,
) -> CustomField:
    """`changes`: label, choices, order, is_archived. Key and kind stay: values of leads lie under them.

    Leads with a choice that goes get what `replacements` say. Raises CustomFieldNotFoundError,
    CustomChoicesInUseError, CustomReplacementInvalidError and as `custom_field_create`.
    """
    with transaction.atomic():
        # As strong as for deleting: whoever writes a value waits, and finds the choices as they are then.
        field = CustomField.objects.select_for_update().filter(pk=custom_field_id).first()
        if field is None:
            raise CustomFieldNotFoundError
        wanted = dict(changes)
        if "label" in wanted:
            wanted["label"] = _label(wanted["label"])
        if "choices" in wanted:
            wanted["choices"] = _choices(field.kind, wanted["choices"])
        leads = choices_replace(field, kept=wanted.get("choices", field.choices), replacements=replacements)
        changed = sorted(name for name, value in wanted.items() if getattr(field, name) != value)
        if changed:
            for name in changed:
                setattr(field, name, wanted[name])
            _save(field)
            _announce(field, actor, "updated", fields=changed, **({"leads": leads} if leads else {}))
    return field


@again_if_contended
def custom_field_delete(*, custom_field_id: int, with_values: bool = False, actor: Actor) -> None:
    """The field and its values in every lead.

    Raises CustomFieldNotFoundError, CustomFieldHasValuesError when leads have values and not `with_values`.
    """
    with transaction.atomic():
        field = CustomField.objects.select_for_update().filter(pk=custom_field_id).first()
        if field is None:
            raise CustomFieldNotFoundError
        holders = Lead.objects.select_for_update(no_key=True).filter(custom__has_key=field.key).order_by("pk")
        lead_ids = list(holders.values_list("pk", flat=True))
        if lead_ids and not with_values:
            raise CustomFieldHasValuesError(leads=len(lead_ids))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE crm_lead SET custom = custom - %s::text, version = version + 1 WHERE id = ANY(%s)",
                [field.key, lead_ids],
            )
        _announce(field, actor, "deleted", leads=len(lead_ids))
        field.delete()


def _fields_locked() -> dict[int, int]:
    """The order of each; one who adds a field waits for another who does."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE crm_customfield IN SHARE ROW EXCLUSIVE MODE")
    return dict(CustomField.objects.values_list("pk", "order"))


def _label(label: Any) -> str:
    cleaned = " ".join(text_cleaned("label", label, longest=LONGEST_LABEL).split())
    if not cleaned:
        raise FieldInvalidError(field="label")
    return cleaned


def _choices(kind: str, choices: Sequence[str]) -> list[str]:
    cleaned = [" ".join(text_cleaned("choices", choice, longest=LONGEST_LABEL).split()) for choice in choices]
    needs_some = kind == CustomField.Kind.CHOICE
    if needs_some != bool(cleaned) or len(cleaned) > MOST_CHOICES:
        raise CustomChoicesInvalidError
    if not all(cleaned) or len(set(cleaned)) != len(cleaned):
        raise CustomChoicesInvalidError
    return cleaned


def _save(field: CustomField) -> None:
    try:
        with transaction.atomic():
            field.save()
    except IntegrityError as error:
        taken = "label" if "custom_field_one_of_a_label" in str(error) else "key"
        raise CustomFieldTakenError(field=taken) from error


def _announce(field: CustomField, actor: Actor, change: str, **data: Any) -> None:
    audit_record(
        actor=actor,
        action=f"custom_field.{change}",
        target_kind="custom_field",
        target_id=field.pk,
        data=data,
    )
    event_publish(CustomFieldsChanged(id=field.pk))
