"""What the assistant did in writing belongs to the lead; what it did in calls goes with the calls."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Model, QuerySet

from apps.crm.models import Task
from apps.crm.ownership import OwnedRows


@dataclass(frozen=True)
class ThreadRuns(OwnedRows):
    def of(self, lead_ids: Collection[int]) -> QuerySet[Model]:
        return super().of(lead_ids).filter(source_kind=Task.SourceKind.CONVERSATION)
