"""What becomes of leads whose choice is taken out of a field."""

from collections import Counter
from collections.abc import Collection, Mapping

from django.db import connection
from django.db.models import Q
from django.db.models.fields.json import KeyTextTransform

from apps.core import clock
from apps.crm.errors.custom_fields import CustomChoicesInUseError, CustomReplacementInvalidError
from apps.crm.models import CustomField, Lead

Replacements = Mapping[str, str | None]
"""By the choice that goes: the one its leads get instead, None for none."""
REPLACED = """
    UPDATE crm_lead
    SET custom = CASE WHEN given.new IS NULL THEN custom - %(key)s::text
                      ELSE jsonb_set(custom, ARRAY[%(key)s::text], to_jsonb(given.new)) END,
        version = version + 1, updated_at = %(now)s
    FROM unnest(%(gone)s::text[], %(instead)s::text[]) AS given (old, new)
    WHERE id = ANY(%(ids)s) AND custom ->> %(key)s::text = given.old
"""


def choices_replace(field: CustomField, *, kept: Collection[str], replacements: Replacements) -> int:
    """Of a locked field: writes into leads whose choice is not among `kept` what `replacements` say; returns
    into how many.

    Raises CustomReplacementInvalidError for what replaces a choice that stays or is itself none that stays,
    CustomChoicesInUseError for leads of which nothing is said.
    """
    gone = [choice for choice in field.choices if choice not in kept]
    instead = {choice for choice in replacements.values() if choice is not None}
    if not replacements.keys() <= set(gone) or not instead <= set(kept):
        raise CustomReplacementInvalidError
    held = _held(field.key, gone)
    counts = Counter(held.values())
    unsaid = {choice: counts[choice] for choice in gone if counts[choice] and choice not in replacements}
    if unsaid:
        raise CustomChoicesInUseError(leads_by_choice=unsaid)
    if held:
        _write(field.key, list(held), replacements)
    return len(held)


def _held(key: str, choices: Collection[str]) -> dict[int, str]:
    """Leads with one of the choices, locked, each with its own."""
    if not choices:
        return {}
    any_of = Q()
    for choice in choices:
        any_of |= Q(custom__contains={key: choice})
    rows = Lead.objects.select_for_update(no_key=True).filter(any_of).order_by("pk")
    return dict(rows.annotate(choice=KeyTextTransform(key, "custom")).values_list("pk", "choice"))


def _write(key: str, lead_ids: list[int], replacements: Replacements) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            REPLACED,
            {
                "key": key,
                "ids": lead_ids,
                "gone": list(replacements),
                "instead": list(replacements.values()),
                "now": clock.now(),
            },
        )
