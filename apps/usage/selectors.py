from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet, Sum

from apps.usage.models import UsageRecord


@dataclass(frozen=True, slots=True)
class UsageByModel:
    """Several records of one model as one: `tokens` by kind, `seconds` None where nothing is sold by time."""

    kind: str
    model: str
    tokens: dict[str, int] = field(default_factory=dict)
    seconds: float | None = None
    cost_micro_usd: int = 0

    def plus(self, record: UsageRecord) -> "UsageByModel":
        seconds = [value for value in (self.seconds, record.seconds) if value is not None]
        return UsageByModel(
            kind=self.kind,
            model=self.model,
            tokens=dict(Counter(self.tokens) + Counter(record.tokens)),
            seconds=sum(seconds) if seconds else None,
            cost_micro_usd=self.cost_micro_usd + record.cost_micro_usd,
        )


def usage_of(*, business_schema: str, source_kind: str, source_id: int) -> QuerySet[UsageRecord]:
    """The records of one call or message, in the order they were made."""
    return UsageRecord.objects.filter(
        business__schema_name=business_schema, source_kind=source_kind, source_id=source_id
    ).order_by("id")


def usage_by_model(*, business_schema: str, source_kind: str, source_id: int) -> list[UsageByModel]:
    """The records of one call or message, added up by kind and model, dearest first."""
    sums: dict[tuple[str, str], UsageByModel] = {}
    for record in usage_of(business_schema=business_schema, source_kind=source_kind, source_id=source_id):
        key = (record.kind, record.model)
        sums[key] = sums.get(key, UsageByModel(record.kind, record.model)).plus(record)
    return sorted(sums.values(), key=lambda each: -each.cost_micro_usd)


def cost_of(*, business_schema: str, source_kind: str, source_id: int) -> int:
    """Micro-USD; 0 for what has no records."""
    return costs_of(business_schema=business_schema, source_kind=source_kind, source_ids=[source_id])[
        source_id
    ]


def costs_of(*, business_schema: str, source_kind: str, source_ids: Iterable[int]) -> dict[int, int]:
    """Micro-USD by source id, one query, with 0 for those that have no records."""
    wanted = list(source_ids)
    found = (
        UsageRecord.objects.filter(
            business__schema_name=business_schema, source_kind=source_kind, source_id__in=wanted
        )
        .order_by()
        .values_list("source_id")
        .annotate(cost=Sum("cost_micro_usd"))
    )
    return dict.fromkeys(wanted, 0) | dict(found)
