"""What belongs to a lead, wherever it is kept: it changes hands in a merge, goes with a deleted lead, and is
told and erased when the person asks for that.

An app whose rows name a lead says so in its apps.py:

    register_owned(Appointment, told_as="appointments")     # rows with a foreign key `lead`
    register_owned(Call, told_as="calls", keeps=True)       # stay without a lead when the lead is deleted
    register_owner(ConversationOwner())                     # anything that needs more care
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model, QuerySet
from psycopg.types.range import Range

from apps.crm.models import Task

Moved = dict[str, list[int]]
"""Ids of rows by the label of their model."""


Told = dict[str, list[dict[str, Any]]]
"""Everything that is stored, by what it is."""


class Owner(Protocol):
    @property
    def models(self) -> Sequence[type[Model]]:
        """Whose rows it answers for."""

    def move(self, *, loser_id: int, winner_id: int) -> Moved:
        """Hands over what the loser has; safe to repeat."""

    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        """Hands back what was moved and is still the winner's."""

    def forget(self, *, lead_ids: Collection[int]) -> None:
        """The leads are about to be deleted."""

    def held(self, *, lead_ids: Collection[int]) -> set[int]:
        """Those of the leads that something happened with."""

    def tell(self, *, lead_ids: Collection[int]) -> Told:
        """All that is stored about the person these leads are."""

    def erase(self, *, lead_ids: Collection[int]) -> None:
        """Nothing of the person stays, also of what a deleted lead leaves behind. Files go after the commit.

        Raises AppError when that is not possible now.
        """


@dataclass(frozen=True)
class OwnedRows:
    """Rows that name a lead in `field`. `is_card`: they are the lead itself, nothing that happened.

    `source_kind` is what a task says that it came from, when it came from one of these rows.
    """

    model: type[Model]
    field: str
    told_as: str
    keeps: bool = False
    is_card: bool = False
    source_kind: str = ""

    @property
    def models(self) -> Sequence[type[Model]]:
        return (self.model,)

    @property
    def label(self) -> str:
        return self.model._meta.label_lower

    def move(self, *, loser_id: int, winner_id: int) -> Moved:
        rows = self.model._default_manager
        ids = list(rows.filter(**{self.field: loser_id}).order_by("pk").values_list("pk", flat=True))
        rows.filter(pk__in=ids).update(**{self.field: winner_id})
        return {self.label: ids}

    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        rows = self.model._default_manager.filter(pk__in=moved.get(self.label, []))
        rows.filter(**{self.field: winner_id}).update(**{self.field: loser_id})

    def forget(self, *, lead_ids: Collection[int]) -> None:
        rows = self.of(lead_ids)
        if self.keeps:
            rows.update(**{self.field: None})
        else:
            rows.delete()

    def held(self, *, lead_ids: Collection[int]) -> set[int]:
        return set() if self.is_card else set(self.of(lead_ids).values_list(self.field, flat=True))

    def tell(self, *, lead_ids: Collection[int]) -> Told:
        rows = self.of(lead_ids)
        return {self.told_as: rows_told(rows), **tasks_told(self.source_kind, self.told_as, rows)}

    def erase(self, *, lead_ids: Collection[int]) -> None:
        rows = self.of(lead_ids)
        tasks_from(self.source_kind, rows).delete()
        rows.delete()

    def of(self, lead_ids: Collection[int]) -> QuerySet[Model]:
        return self.model._default_manager.filter(**{f"{self.field}__in": lead_ids})


_owners: list[Owner] = []
_sources: dict[str, type[Model]] = {}


def register_owner(owner: Owner) -> None:
    if owner not in _owners:
        _owners.append(owner)


def register_owned(
    model: type[Model],
    *,
    told_as: str,
    field: str = "lead_id",
    keeps: bool = False,
    is_card: bool = False,
    source_kind: str = "",
) -> None:
    """`keeps`: the rows stay when the lead is deleted and no longer name one."""
    register_owner(OwnedRows(model, field, told_as, keeps, is_card, source_kind))


def register_source(kind: str, model: type[Model]) -> None:
    """A task or a consent may say that it came from a row of `model`."""
    _sources[kind] = model


def source_exists(kind: str, source_id: int) -> bool:
    return kind in _sources and _sources[kind]._default_manager.filter(pk=source_id).exists()


def owners() -> list[Owner]:
    """In the order of the apps: lower ones first."""
    return list(_owners)


def leads_holding(*, lead_ids: Collection[int]) -> set[int]:
    """Those of the leads that something happened with: a call, a note, a task."""
    return {lead_id for owner in _owners for lead_id in owner.held(lead_ids=lead_ids)}


def tasks_from(source_kind: str, rows: QuerySet[Any]) -> QuerySet[Task]:
    """Tasks that came from these rows, whether they name a lead or not."""
    if not source_kind:
        return Task.objects.none()
    ids = list(rows.values_list("pk", flat=True))
    return Task.objects.filter(source_kind=source_kind, source_id__in=ids)


def tasks_told(source_kind: str, told_as: str, rows: QuerySet[Any]) -> Told:
    """Those of them that name no lead: the others are told as the lead's."""
    tasks = tasks_from(source_kind, rows).filter(lead=None)
    return {f"tasks_from_{told_as}": rows_told(tasks)} if source_kind else {}


def rows_told(rows: QuerySet[Any]) -> list[dict[str, Any]]:
    """Every column but those the database makes by itself, each as JSON can say it."""
    names = [field.attname for field in rows.model._meta.concrete_fields if not field.generated]
    return [
        {name: _readable(value) for name, value in row.items()} for row in rows.order_by("pk").values(*names)
    ]


def _readable(value: Any) -> Any:
    if isinstance(value, Range):
        return {"start": value.lower, "end": value.upper}
    return value
