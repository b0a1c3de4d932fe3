"""Where values come from. Deciding on them lies in `decisions`, which writes leads."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from apps.audit.actors import Actor
from apps.core import clock
from apps.crm.models import FieldProvenance
from apps.crm.origin import Origin

CUSTOM = "custom."


def provenance_record(
    *,
    lead_id: int,
    before: Mapping[str, Any],
    values: Mapping[str, Any],
    claimed: Mapping[str, int],
    actor: Actor,
    origin: Origin | None,
) -> None:
    """What was proposed for these fields is superseded; with `origin` the new values are proposed.

    A field of the business's own is called custom.<key>. `claimed`: ids of identities by field.
    """
    now, old = _by_field(values), _by_field(before)
    fields = [name for name in now.keys() | old.keys() if now.get(name) != old.get(name)]
    waiting = FieldProvenance.objects.filter(
        lead_id=lead_id, field__in=fields, status=FieldProvenance.Status.PROPOSED
    )
    replaced = dict(waiting.order_by("pk").values_list("field", "pk")) if origin else {}
    waiting.update(status=FieldProvenance.Status.SUPERSEDED)
    if origin is None:
        return
    FieldProvenance.objects.bulk_create(
        FieldProvenance(
            lead_id=lead_id,
            field=field,
            value=now.get(field),
            previous=old.get(field),
            identity_id=claimed.get(field),
            replaced_id=replaced.get(field),
            source_kind=origin.kind,
            source_id=origin.id,
            external_id=origin.turn[:128],
            confidence=origin.confidence,
            actor_kind=actor.kind,
            actor_user_id=actor.user_id,
            at=clock.now(),
        )
        for field in sorted(fields)
    )


def provenance_measured(
    *, lead_id: int, source_kind: str, source_id: int, confidence_by_turn: Mapping[str, int]
) -> None:
    """How sure turns were understood, in percent, told where values came of them before it was known."""
    unmeasured = FieldProvenance.objects.filter(
        lead_id=lead_id,
        source_kind=source_kind,
        source_id=source_id,
        confidence=None,
        external_id__in=confidence_by_turn,
    )
    # Not waited for: a merge holds them while it waits for the call, which its journal holds.
    for row in unmeasured.select_for_update(no_key=True, skip_locked=True):
        FieldProvenance.objects.filter(pk=row.pk).update(confidence=confidence_by_turn[row.external_id])


def json_ready(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _by_field(values: Mapping[str, Any]) -> dict[str, Any]:
    plain = {name: json_ready(value) for name, value in values.items() if name != "custom"}
    return plain | {f"{CUSTOM}{key}": value for key, value in values.get("custom", {}).items()}
