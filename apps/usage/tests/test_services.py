from concurrent.futures import ThreadPoolExecutor
from datetime import date

from django.db import connection

from apps.tenants.models import Business
from apps.usage.models import UsageRecord
from apps.usage.selectors import cost_of, costs_of, usage_of
from apps.usage.services import usage_record


def record(schema: str = "b_halutz", **changes: object) -> UsageRecord:
    asked: dict[str, object] = {
        "source_kind": "call",
        "source_id": 7,
        "provider_id": "resp_1",
        "model": "gpt-realtime-2.1",
        "kind": "realtime",
        "tokens": {"text_in": 10, "audio_out": 100},
    }
    return usage_record(business_schema=schema, **{**asked, **changes})


def test_an_answer_is_stored_with_its_cost_and_the_price_it_had(business: Business) -> None:
    stored = record()

    assert (stored.business, stored.cost_micro_usd, stored.price_date) == (business, 6440, date(2026, 11, 22))
    assert stored.tokens == {"text_in": 10, "audio_out": 100}


def test_the_same_answer_twice_is_one_record(business: Business) -> None:
    first = record()
    again = record(tokens={"text_in": 999})

    assert again == first
    assert UsageRecord.objects.get().cost_micro_usd == 6440


def test_the_same_answer_at_the_same_time_is_one_record(tenants_db: None, business: Business) -> None:
    def store(_: int) -> int:
        try:
            return record().pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(store, range(12)))) == 1
    assert UsageRecord.objects.count() == 1


def test_one_providers_id_may_serve_two_businesses(business: Business, other_business: Business) -> None:
    record()
    record("b_shaked")

    assert UsageRecord.objects.filter(business=other_business).count() == 1
    assert cost_of(business_schema="b_shaked", source_kind="call", source_id=7) == 6440


def test_a_model_without_a_price_is_kept_for_later(business: Business) -> None:
    stored = record(model="gpt-unheard-of")

    assert (stored.cost_micro_usd, stored.price_date) == (0, None)


def test_costs_add_up_by_call(
    business: Business, other_business: Business, django_assert_num_queries
) -> None:
    record()
    record(provider_id="resp_2")
    record(provider_id="resp_3", source_id=8, tokens={"text_in": 1})
    record(provider_id="resp_4", source_kind="message")
    record("b_shaked", provider_id="resp_5", tokens={"text_in": 1_000_000})

    with django_assert_num_queries(1):
        assert costs_of(business_schema="b_halutz", source_kind="call", source_ids=[7, 8, 9]) == {
            7: 12880,
            8: 4,
            9: 0,
        }
    assert [
        each.provider_id for each in usage_of(business_schema="b_halutz", source_kind="call", source_id=7)
    ] == [
        "resp_1",
        "resp_2",
    ]
