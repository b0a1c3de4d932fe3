"""What things cost, in micro-USD (a millionth of a dollar), by the day a price began. Pure.

A dollar a million tokens is one micro-USD a token. Token kinds exclude each other: `text_cached_in` is not
also counted in `text_in`. Source: the models' own pages at developers.openai.com and Twilio's price list.
"""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

TOKEN_KINDS = ("text_in", "text_cached_in", "text_out", "audio_in", "audio_cached_in", "audio_out")


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """`second` and `started_minute` are for things sold by time."""

    since: date
    text_in: Decimal = Decimal(0)
    text_cached_in: Decimal = Decimal(0)
    text_out: Decimal = Decimal(0)
    audio_in: Decimal = Decimal(0)
    audio_cached_in: Decimal = Decimal(0)
    audio_out: Decimal = Decimal(0)
    second: Decimal = Decimal(0)
    started_minute: Decimal = Decimal(0)


def _voice(since: date, text: tuple[str, str, str], audio: tuple[str, str, str]) -> Price:
    """Three prices each: in, cached in, out."""
    text_in, text_cached_in, text_out = map(Decimal, text)
    audio_in, audio_cached_in, audio_out = map(Decimal, audio)
    return Price(
        since=since,
        text_in=text_in,
        text_cached_in=text_cached_in,
        text_out=text_out,
        audio_in=audio_in,
        audio_cached_in=audio_cached_in,
        audio_out=audio_out,
    )


CHECKED = date(2026, 11, 22)
PRICES: dict[str, tuple[Price, ...]] = {
    "gpt-realtime-2.1": (_voice(CHECKED, ("4", "0.40", "24"), ("32", "0.40", "64")),),
    "gpt-realtime-2.1-mini": (_voice(CHECKED, ("0.60", "0.06", "2.40"), ("10", "0.30", "20")),),
    "gpt-realtime-1.5": (_voice(CHECKED, ("4", "0.40", "16"), ("32", "0.40", "64")),),
    "gpt-4o-mini": (_voice(CHECKED, ("0.15", "0.075", "0.60"), ("0", "0", "0")),),
    "gpt-transcribe": (Price(since=CHECKED, second=Decimal(4500) / 60),),
    "gpt-live-transcribe": (Price(since=CHECKED, second=Decimal(17000) / 60),),
    "gpt-realtime-whisper": (Price(since=CHECKED, second=Decimal(17000) / 60),),
    # By the started minute: 8,500 is Twilio's list price to receive on a US local number; the 4,000 for the
    # media stream has no source that was checked.
    # What a number of another country costs stands on the account it was bought with.
    "twilio-voice": (Price(since=CHECKED, started_minute=Decimal(12500)),),
}


def price_find(*, model: str, on: date) -> Price | None:
    """The price of the day, or the oldest one. A dated snapshot costs what its model costs."""
    names = [name for name in PRICES if model == name or model.startswith(f"{name}-20")]
    if not names:
        return None
    rows = PRICES[max(names, key=len)]
    return max((row for row in rows if row.since <= on), key=lambda row: row.since, default=rows[0])


def cost_micro_usd(*, price: Price, tokens: dict[str, int], seconds: float = 0) -> int:
    """Rounded half up. Raises KeyError for a token kind that is not in TOKEN_KINDS."""
    unknown = set(tokens) - set(TOKEN_KINDS)
    if unknown:
        raise KeyError(f"no such token kinds: {sorted(unknown)}")
    cost = sum((getattr(price, kind) * count for kind, count in tokens.items()), Decimal(0))
    cost += price.second * Decimal(str(seconds))
    cost += price.started_minute * ceil(seconds / 60)
    return int(cost.quantize(Decimal(1), ROUND_HALF_UP))
