"""What belongs to a lead, wherever it is kept: it changes hands in a merge and goes with a deleted lead.

An app whose rows name a lead says so in its apps.py:

    register_owned(Appointment)                    # rows with a foreign key `lead`
    register_owned(Call, keeps=True)               # stays without a lead when the lead is deleted
    register_owner(ConversationOwner())            # anything that needs more care
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Model

Moved = dict[str, list[int]]
"""Ids of rows by the label of their model."""


class Owner(Protocol):
    def move(self, *, loser_id: int, winner_id: int) -> Moved:
        """Hands over what the loser has; safe to repeat."""

    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        """Hands back what was moved and is still the winner's."""

    def forget(self, *, lead_ids: Collection[int]) -> None:
        """The leads are about to be deleted."""


@dataclass(frozen=True, slots=True)
class OwnedRows:
    model: type[Model]
    field: str
    keeps: bool

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
        rows = self.model._default_manager.filter(**{f"{self.field}__in": lead_ids})
        if self.keeps:
            rows.update(**{self.field: None})
        else:
            rows.delete()


_owners: list[Owner] = []


def register_owner(owner: Owner) -> None:
    if owner not in _owners:
        _owners.append(owner)


def register_owned(model: type[Model], *, field: str = "lead_id", keeps: bool = False) -> None:
    """`keeps`: the rows stay when the lead is deleted and no longer name one."""
    register_owner(OwnedRows(model, field, keeps))


def owners() -> list[Owner]:
    """In the order of the apps: lower ones first."""
    return list(_owners)
