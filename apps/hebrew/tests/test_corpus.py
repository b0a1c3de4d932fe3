"""Sentences that were written before the grammar read them: as customers write, and as callers speak.

`sentences.jsonl` has a row a line: text, kind, what it means (`expected`), the moment it is said where that
is not Sunday, 22 November 2026, 09:00. A row tagged `open` may stay unread; read wrong it may not be.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from apps.hebrew.cli import answer
from apps.hebrew.tests.judging import verdict

CORPUS = Path(__file__).with_name("sentences.jsonl")
ROWS = [json.loads(line) for line in CORPUS.read_text().splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])
def test_a_sentence_is_read_as_it_is_meant(row: dict[str, Any]) -> None:
    found = answer(row)

    assert verdict(row, found) in (("right", "silent") if "open" in row.get("tags", ()) else ("right",)), (
        found
    )


@pytest.mark.parametrize("row", [row for row in ROWS if "must_not_invent_time" in row.get("tags", ())])
def test_no_hour_comes_from_a_part_of_the_day(row: dict[str, Any]) -> None:
    assert [one["time"] for one in answer(row)["when"] if "time" in one] == []


def test_there_are_sentences_of_every_kind_and_many() -> None:
    assert len(ROWS) > 1200
    assert len({row["text"] for row in ROWS}) > 0.98 * len(ROWS)


@pytest.mark.parametrize(
    ("expected", "found", "judged"),
    [
        ({"time": "16:00"}, {"when": [{"time": "16:00"}]}, "right"),
        ({"time": "16:00"}, {"when": [{"time": "04:00"}]}, "wrong"),
        ({"time": "16:00"}, {"when": [{"time": "04:00"}], "ask": ["time"]}, "silent"),
        ({"time": "16:00"}, {}, "silent"),
    ],
)
def test_the_judge_tells_right_from_wrong(expected: Any, found: Any, judged: str) -> None:
    assert verdict({"kind": "clock", "expected": expected}, found) == judged
