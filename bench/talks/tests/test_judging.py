"""What a dialogue forbids is told apart from what it only lacks: without a guard, the first must happen."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from apps.assistant.guards.kinds import Guard
from bench.talks import script as scripts
from bench.talks.judging import forbidden_of, missing_of
from bench.talks.script import CHANNELS, KINDS, Script, scripts_all

FOUND = {
    "appointments": ["2026-11-23 09:00"],
    "lead": {"name": "דנה כהן", "phone": "+972521234567"},
    "due": [None],
    "guards": ["slot_not_offered"],
    "tools": {"book_appointment"},
    "heard": ["קבעתי לך תור."],
    "summary": ["דנה: פנייה לקביעת תור. לא נקבע תור."],
    "next_step": [""],
    "topic": [],
    "remembered": [],
    "proposals": ["2026-11-24 10:30"],
}


def talk(**more: Any) -> Script:
    return Script(name="talk", channel="phone", says=[], **more)


@pytest.mark.parametrize(
    ("never", "happened"),
    [
        ({"heard": ["קבעתי", "ביטלתי"]}, ["heard: קבעתי"]),
        ({"tools": ["book_appointment", "cancel_appointment"]}, ["done: book_appointment"]),
        ({"appointments": ["2026-11-23 09:00", "2026-11-23 10:00"]}, ["appointments: '2026-11-23 09:00'"]),
        ({"lead": {"name": "דנה כהן", "phone": "+972540000000"}}, ["lead.name is 'דנה כהן'"]),
        ({"due": ["2026-11-23 08:00"]}, []),
        ({"summary": ["לא נקבע", "קבעתי"], "next_step": ["לחזור"]}, ["summary: לא נקבע"]),
        ({"proposals": ["2026-11-24 10:30", None]}, ["proposals: '2026-11-24 10:30'"]),
    ],
)
def test_the_forbidden_is_what_is_there(never: dict[str, object], happened: list[str]) -> None:
    assert forbidden_of(never, FOUND) == happened


def test_a_guard_that_stopped_nothing_is_missing_and_forbids_nothing() -> None:
    wanted = talk(expect={"guards": ["date_not_said", "slot_not_offered"]}, never={"heard": ["בשבע"]})

    assert missing_of(wanted, FOUND) == ["guard date_not_said stopped nothing"]
    assert forbidden_of(wanted.never, FOUND) == []


def test_a_guard_that_stops_what_is_right_is_found() -> None:
    wanted = talk(expect={"appointments": ["2026-11-23 09:00"]})

    assert missing_of(wanted, FOUND) == ["guards stopped what was right: ['slot_not_offered']"]


def test_what_was_not_learnt_afterwards_is_missing() -> None:
    wanted = talk(
        guard="slot_not_offered",
        expect={"proposals": [], "summary": ["^דנה: "], "next_step": ["לחזור ללקוח"], "heard": ["קבעתי"]},
    )

    assert missing_of(wanted, FOUND) == [
        "proposals: expected [], found ['2026-11-24 10:30']",
        "next_step has no 'לחזור ללקוח': ['']",
    ]


def test_every_kind_is_told_on_both_channels_and_every_guard_is_shown() -> None:
    told = scripts_all()

    assert {(each.kind, each.channel) for each in told} == {
        (kind, channel) for kind in KINDS for channel in CHANNELS
    }
    assert {each.guard for each in told} - {""} == {guard.value for guard in Guard}
    assert [name for name, times in Counter(each.name for each in told).items() if times > 1] == []


def test_a_dialogue_that_forbids_nothing_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "one.yaml").write_text(
        "{name: one, kind: holiday, channel: phone, says: [], expect: {leads: [1]}}"
    )
    monkeypatch.setattr(scripts, "SCRIPTS", tmp_path)

    with pytest.raises(ValueError, match="one"):
        scripts_all()
