from datetime import date
from decimal import Decimal

import pytest

from apps.usage.prices import PRICES, TOKEN_KINDS, Price, cost_micro_usd, price_find

DAY = date(2026, 11, 22)


def cost(model: str, *, seconds: float = 0, **tokens: int) -> int:
    price = price_find(model=model, on=DAY)
    assert price is not None
    return cost_micro_usd(price=price, tokens=tokens, seconds=seconds)


@pytest.mark.parametrize(
    ("model", "million_of_each"),
    [
        ("gpt-realtime-2.1", (4.00, 0.40, 24.00, 32.00, 0.40, 64.00)),
        ("gpt-realtime-2.1-mini", (0.60, 0.06, 2.40, 10.00, 0.30, 20.00)),
        ("gpt-realtime-1.5", (4.00, 0.40, 16.00, 32.00, 0.40, 64.00)),
        ("gpt-4o-mini", (0.15, 0.075, 0.60, 0, 0, 0)),
    ],
)
def test_a_million_tokens_cost_what_the_price_list_says(
    model: str, million_of_each: tuple[float, ...]
) -> None:
    dollars = tuple(cost(model, **{kind: 1_000_000}) / 1_000_000 for kind in TOKEN_KINDS)

    assert dollars == million_of_each


def test_kinds_add_up_and_round_half_up() -> None:
    # 10 x 4 + 5 x 0.40 + 3 x 64
    assert cost("gpt-realtime-2.1", text_in=10, text_cached_in=5, audio_out=3) == 234
    assert cost("gpt-4o-mini", text_in=10) == 2  # 1.5
    assert cost("gpt-4o-mini", text_in=3) == 0  # 0.45


def test_transcription_is_sold_by_the_second() -> None:
    assert cost("gpt-transcribe", seconds=60) == 4500
    assert cost("gpt-transcribe", seconds=2.5) == 188  # 187.5
    assert cost("gpt-live-transcribe", seconds=60) == 17000


@pytest.mark.parametrize(
    ("seconds", "micro_usd"), [(0, 0), (0.2, 12500), (60, 12500), (60.1, 25000), (119, 25000)]
)
def test_a_phone_call_is_sold_by_the_started_minute(seconds: float, micro_usd: int) -> None:
    assert cost("twilio-voice", seconds=seconds) == micro_usd


def test_a_dated_snapshot_costs_what_its_model_costs() -> None:
    assert price_find(model="gpt-4o-mini-2024-07-18", on=DAY) == PRICES["gpt-4o-mini"][0]
    assert price_find(model="gpt-realtime-2.1-mini-2026-05-01", on=DAY) == PRICES["gpt-realtime-2.1-mini"][0]
    assert price_find(model="gpt-realtime-2.1-maxi", on=DAY) is None
    assert price_find(model="", on=DAY) is None


def test_the_price_is_the_one_of_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (
        Price(since=date(2026, 1, 1), second=Decimal(1)),
        Price(since=date(2026, 6, 1), second=Decimal(2)),
    )
    monkeypatch.setitem(PRICES, "kettle", (old, new))

    days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 31), date(2026, 6, 1), date(2027, 1, 1)]
    assert [price_find(model="kettle", on=day) for day in days] == [old, old, old, new, new]


def test_an_unknown_kind_of_token_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="image_in"):
        cost("gpt-4o-mini", image_in=1)
