import structlog

from apps.core import clock
from apps.tenants.models import Business
from apps.usage.models import UsageRecord
from apps.usage.prices import cost_micro_usd, price_find

log = structlog.get_logger(__name__)


def usage_record(
    *,
    business_schema: str,
    source_kind: str,
    source_id: int,
    provider_id: str,
    model: str,
    kind: str,
    tokens: dict[str, int],
    seconds: float | None = None,
) -> UsageRecord:
    """Stores what one answer cost, once: the same `provider_id` again, of the same source, returns the first.

    `tokens` counts by kind (apps.usage.prices.TOKEN_KINDS), `seconds` is for what is sold by time. A model
    without a price is stored with cost 0 and no price date, so that it can be found and priced later.
    """
    now = clock.now()
    price = price_find(model=model, on=now.date())
    if price is None:
        log.warning("model_without_price", model=model, kind=kind)
    record, _ = UsageRecord.objects.get_or_create(
        business=Business.objects.get(schema_name=business_schema),
        source_kind=source_kind,
        source_id=source_id,
        provider_id=provider_id,
        defaults={
            "model": model,
            "kind": kind,
            "tokens": tokens,
            "seconds": seconds,
            "cost_micro_usd": cost_micro_usd(price=price, tokens=tokens, seconds=seconds or 0)
            if price
            else 0,
            "price_date": price.since if price else None,
            "created_at": now,
        },
    )
    return record


def usage_forget(*, business_schema: str) -> None:
    """Deletes the records of a business that is being removed; its export holds them."""
    UsageRecord.objects.filter(business__schema_name=business_schema).delete()
