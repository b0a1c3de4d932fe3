"""The contract of `python -m apps.hebrew`, a line in and a line out."""

import io
import json
import os
import subprocess
import sys
from typing import Any

import pytest

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


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("not json", {"id": None, "error": "the line is not JSON"}),
        ("[" * 100_000, {"id": None, "error": "the line is not JSON"}),
        ("[1]", {"id": None, "error": "the line is not a JSON object"}),
        ('"text"', {"id": None, "error": "the line is not a JSON object"}),
        ('{"id": "a", "text": 5}', {"id": "a", "error": "text must be a string"}),
        ('{"id": 7, "text": "x", "kind": {}}', {"id": 7, "error": "kind must be a string"}),
        (
            '{"id": "a", "text": "x", "ref_time": "garbage"}',
            {"id": "a", "error": "ref_time must be like 2026-11-22T09:00:00"},
        ),
        (
            '{"id": "a", "text": "מחר", "ref_time": "9999-12-31T00:00:00"}',
            {"id": "a", "error": "ref_time must lie between 1900 and 2200"},
        ),
        ('{"id": [1], "text": "x", "ref_time": 5}', {"id": None, "error": "ref_time must be a string"}),
        (
            '{"id": "a", "text": "x", "avg_logprob": "low"}',
            {"id": "a", "error": "avg_logprob must be a number"},
        ),
    ],
)
def test_a_line_that_is_no_row_says_so_and_the_next_ones_are_read(line: str, told: dict[str, Any]) -> None:
    out = io.StringIO()
    main(io.StringIO(f'{line}\n{{"id": "b", "text": "מחר"}}\n'), out)
    first, second = [json.loads(each) for each in out.getvalue().splitlines()]
    assert first == told
    assert (second["id"], second["when"][0]["date"]) == ("b", "2026-11-23")


def test_bytes_that_are_no_letters_spoil_their_own_line_only() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "apps.hebrew"],
        input=b'\xff\n{"id": "b", "text": "x"}\n',
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )
    first, second = [json.loads(line) for line in done.stdout.splitlines()]
    assert first == {"id": None, "error": "the line is not JSON"}
    assert second["id"] == "b"


@pytest.mark.parametrize("year", [1900, 2200])
def test_the_first_and_the_last_year_are_read(year: int) -> None:
    for text in ("מחר", "אתמול", "בעוד שנה", "לפני שנה", "בפסח הבא", "כ״ה בכסלו"):
        assert asked(text, ref_time=f"{year}-12-31T23:59:00")["when"]


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
