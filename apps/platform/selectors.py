"""What the platform's own people see of all businesses, in as many questions for one as for hundreds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Sum

from apps.core import clock
from apps.tenants.across import rows_across, schemas_with_table
from apps.tenants.models import Business
from apps.usage.models import UsageRecord

PERIOD = timedelta(days=30)
CALLS = (
    "SELECT count(*), count(*) FILTER (WHERE status = 'failed'), coalesce(sum(duration_ms), 0)"
    " FROM {schema}.telephony_call WHERE started_at >= %(since)s"
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What a business did in the last PERIOD."""

    calls: int = 0
    calls_failed: int = 0
    milliseconds: int = 0
    cost_micro_usd: int = 0

    @property
    def minutes(self) -> float:
        return self.milliseconds / 60_000

    @property
    def dollars(self) -> float:
        return self.cost_micro_usd / 1_000_000

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.calls + other.calls,
            self.calls_failed + other.calls_failed,
            self.milliseconds + other.milliseconds,
            self.cost_micro_usd + other.cost_micro_usd,
        )


@dataclass(frozen=True, slots=True)
class Row:
    business: Business
    figures: Figures

    @property
    def needs_somebody(self) -> bool:
        return self.business.status == Business.Status.FAILED or self.figures.calls_failed > 0


@dataclass(frozen=True, slots=True)
class Overview:
    """`rows`: those that need somebody first, then those with most calls."""

    rows: list[Row]
    total: Figures
    open_count: int


def figures_of(businesses: Iterable[Business]) -> dict[int, Figures]:
    """By business id. Three queries; a business that has no tables yet has done nothing."""
    ids = {business.schema_name: business.pk for business in businesses}
    since = clock.now() - PERIOD
    calls = {
        ids[schema]: (made, failed, int(milliseconds))
        for schema, made, failed, milliseconds in rows_across(
            schemas=schemas_with_table(schemas=[*ids], table="telephony_call"),
            select=CALLS,
            values={"since": since},
        )
    }
    costs = dict(
        UsageRecord.objects.filter(business__in=ids.values(), created_at__gte=since)
        .order_by()
        .values_list("business_id")
        .annotate(cost=Sum("cost_micro_usd"))
    )
    return {pk: Figures(*calls.get(pk, (0, 0, 0)), cost_micro_usd=costs.get(pk, 0)) for pk in ids.values()}


def overview() -> Overview:
    businesses = list(Business.objects.prefetch_related("domains"))
    figures = figures_of(businesses)
    rows = [Row(business, figures[business.pk]) for business in businesses]
    return Overview(
        rows=sorted(rows, key=lambda row: (not row.needs_somebody, -row.figures.calls, row.business.name)),
        total=sum(figures.values(), Figures()),
        open_count=sum(business.status == Business.Status.ACTIVE for business in businesses),
    )
