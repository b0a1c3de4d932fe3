"""The contract of `python -m apps.hebrew`, a line in and a line out."""

import io
import json
from typing import Any

from apps.hebrew.cli import answer, main


def asked(text: str, **row: Any) -> dict[str, Any]:
    return answer({"id": "1", "text": text, "kind": "x", "ref_time": "2026-11-22T09:00:00", **row})


def test_lines_come_back_with_their_ids_and_only_what_applies() -> None:
    out = io.StringIO()
    main(io.StringIO('{"id": "a", "text": "שלום"}\n\n{"id": "b", "text": "מחר"}\n'), out)
    first, second = [json.loads(line) for line in out.getvalue().splitlines()]
    assert first == {
        "id": "a", "normalised": "שלום", "mentions_time_of_day": False, "drop": False,
        "tokens": ["שלום", "לום"],
    }  # fmt: skip
    assert second["id"] == "b"
    assert second["when"] == [
        {
            "date": "2026-11-23", "days": 1, "weekday_sunday0": 1, "day": 23, "month": 11, "year": 2026,
            "value": "2026-11-23", "grain": "day", "ambiguous": False, "span": [0, 3],
        }
    ]  # fmt: skip


def test_tomorrow_in_the_evening_has_no_hour() -> None:
    (when,) = asked("מחר בערב")["when"]
    assert "time" not in when
    assert (when["part_of_day"], when["from"], when["to_exclusive"]) == (
        "evening", "2026-11-23T18:00", "2026-11-24T00:00",
    )  # fmt: skip


def test_an_hour_with_its_other_reading() -> None:
    (when,) = asked("מחר ב-4")["when"]
    assert (when["time"], when["value"], when["ambiguous"], when["alternatives"]) == (
        "16:00", "2026-11-23T16:00", True, ["04:00"],
    )  # fmt: skip


def test_ranges_are_clocks_and_intervals_are_moments() -> None:
    (clocks,) = asked("מעשר עד שלוש", kind="clock_range")["when"]
    assert (clocks["from"], clocks["to"]) == ("10:00", "15:00")
    (moments,) = asked("מחר מעשר עד שלוש", kind="interval")["when"]
    assert (moments["from"], moments["to_exclusive"]) == ("2026-11-23T10:00", "2026-11-23T15:00")


def test_a_phone_that_is_not_whole_is_asked_for() -> None:
    found = asked("אפס חמש שתיים שלוש ארבע", kind="phone_spoken")
    assert found["phones"] == [{"digits": "05234", "complete": False, "whatsapp": False}]
    assert "phone" in found["ask"]


def test_recurrence_takes_its_hour_along() -> None:
    assert asked("כל יום שני ב-17:00")["recurrence"] == {
        "freq": "weekly", "interval": 1, "weekday_sunday0": [1], "time": "17:00",
    }  # fmt: skip


def test_the_transcribers_numbers_decide_about_a_segment() -> None:
    assert asked("תודה רבה", no_speech_prob=0.9, avg_logprob=-0.2, compression_ratio=1.0)["drop"] is True
    assert asked("תודה רבה", no_speech_prob=0.01, avg_logprob=-0.2, compression_ratio=1.0)["drop"] is False
