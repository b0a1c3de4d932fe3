from collections.abc import Collection, Mapping, Sequence

from django.db.models import Model, QuerySet

from apps.crm.models import TaskNotice
from apps.crm.ownership import Moved, Told, rows_told


class TaskNoticeOwner:
    """Notices go wherever their task goes."""

    models: Sequence[type[Model]] = (TaskNotice,)

    def move(self, *, loser_id: int, winner_id: int) -> Moved:
        return {}

    def restore(self, *, loser_id: int, winner_id: int, moved: Mapping[str, Sequence[int]]) -> None:
        pass

    def forget(self, *, lead_ids: Collection[int]) -> None:
        self._of(lead_ids).delete()

    def held(self, *, lead_ids: Collection[int]) -> set[int]:
        return set()

    def tell(self, *, lead_ids: Collection[int]) -> Told:
        return {"task_notices": rows_told(self._of(lead_ids))}

    def erase(self, *, lead_ids: Collection[int]) -> None:
        self._of(lead_ids).delete()

    def _of(self, lead_ids: Collection[int]) -> QuerySet[TaskNotice]:
        return TaskNotice.objects.filter(task__lead_id__in=lead_ids)
