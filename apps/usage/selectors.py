from collections.abc import Iterable

from django.db.models import QuerySet, Sum

from apps.usage.models import UsageRecord


def usage_of(*, business_schema: str, source_kind: str, source_id: int) -> QuerySet[UsageRecord]:
    """The records of one call or message, in the order they were made."""
    return UsageRecord.objects.filter(
        business__schema_name=business_schema, source_kind=source_kind, source_id=source_id
    ).order_by("id")


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
