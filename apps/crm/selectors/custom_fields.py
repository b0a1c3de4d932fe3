from collections.abc import Collection

from django.db import connection
from django.db.models import QuerySet

from apps.crm.custom_values import Definition
from apps.crm.errors.custom_fields import CustomFieldNotFoundError
from apps.crm.models import CustomField


def custom_fields_list() -> QuerySet[CustomField]:
    """In the business's own order, archived ones too."""
    return CustomField.objects.order_by("order", "pk")


def custom_field_get(*, custom_field_id: int) -> CustomField:
    """Raises CustomFieldNotFoundError."""
    field = CustomField.objects.filter(pk=custom_field_id).first()
    if field is None:
        raise CustomFieldNotFoundError
    return field


def definitions_active() -> dict[str, Definition]:
    """By key, of the fields that take values."""
    fields = CustomField.objects.filter(is_archived=False)
    return {field.key: Definition(field.kind, tuple(field.choices)) for field in fields}


def definitions_held(*, keys: Collection[str]) -> dict[str, Definition]:
    """Those of `definitions_active`; nobody takes a choice out of them before this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT key, kind, choices FROM crm_customfield WHERE NOT is_archived AND key = ANY(%s)"
            " ORDER BY id FOR KEY SHARE",
            [list(keys)],
        )
        return {key: Definition(kind, tuple(choices)) for key, kind, choices in cursor.fetchall()}
