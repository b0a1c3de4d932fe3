"""Whole calls: caller, small bridge, model. Real sockets; the clocks of caller and bridge run faster."""

import asyncio
import json
from typing import Any

import pytest

from apps.simulator import call as command
from apps.simulator.given import settings_given
from apps.simulator.phrasebook.book import phrase_get
from apps.simulator.server import RunningSimulator
from apps.simulator.tests.bridge import AUTH_TOKEN, GREETING, SLOTS, SPEED, Bridge
from apps.simulator.twilio.acting import hour_choose
from apps.simulator.twilio.caller import place_call
from apps.simulator.twilio.mischief import Mischief
from apps.simulator.twilio.phone_call import PhoneCall
from apps.simulator.twilio.report import CallReport, Turn
from apps.simulator.twilio.scenario import (
    SCENARIOS,
    Converse,
    Listen,
    Noise,
    Press,
    Rule,
    Say,
    Scenario,
    Wait,
)
from apps.simulator.twilio.settings import CallSettings

GOODBYE = Scenario("goodbye", (Listen(), Say("thanks_bye"), Listen()), "short", expects=("להתראות",))


async def call(bridge: Bridge, scenario: Scenario, **fields: Any) -> CallReport:
    settings = CallSettings(base_url=bridge.base_url, auth_token=AUTH_TOKEN, speed=SPEED, **fields)
    return await place_call(settings, scenario)


def said(report: CallReport, author: str) -> list[str]:
    return [turn.text for turn in report.turns if turn.author == author]


async def test_an_appointment_is_booked_by_voice_alone(bridge: Bridge) -> None:
    report = await call(bridge, SCENARIOS["booking"])
    assert report.problems == []
    assert bridge.ran == [
        ("save_lead", {"name": "דנה כהן"}),
        ("check_availability", {"date": "2026-11-23"}),
        ("book_appointment", {"starts_at": SLOTS[0], "name": "דנה כהן"}),
    ]
    assert said(report, "caller") == [
        "אני רוצה לקבוע תור",
        "קוראים לי דנה כהן",
        "מחר",
        "בעשר",
        "כן",
        "תודה, להתראות",
    ]
    assert said(report, "assistant")[-1] == "תודה שהתקשרת, להתראות ויום נעים."
    assert report.ended == "caller hung up"
    assert [note["status"] for note in report.http] == [200, 204]


async def test_a_slot_taken_meanwhile_ends_in_another_hour(bridge: Bridge) -> None:
    bridge.booking_error = {"code": "slot_taken", "alternatives": SLOTS[1:]}
    report = await call(bridge, SCENARIOS["booking"])
    assert report.problems == []
    assert [arguments["starts_at"] for name, arguments in bridge.ran if name == "book_appointment"] == SLOTS[
        :2
    ]


async def test_talking_over_the_assistant_silences_it(bridge: Bridge, simulator: RunningSimulator) -> None:
    report = await call(bridge, SCENARIOS["barge_in"])
    assert report.problems == []
    assert len(report.clears) == 2
    truncates = simulator.state.sessions.all()[-1].summary()["truncates"]
    assert len(truncates) == 2
    assert simulator.state.sessions.all()[-1].errors == []


async def test_hanging_up_ends_everything(bridge: Bridge, simulator: RunningSimulator) -> None:
    report = await call(bridge, SCENARIOS["hangup_mid_sentence"])
    assert report.ended == "caller hung up"
    assert report.problems == []
    assert bridge.frames[-1]["event"] == "stop"


async def test_typed_digits_reach_the_server_in_order(bridge: Bridge) -> None:
    report = await call(bridge, SCENARIOS["dtmf"])
    digits = "".join(frame["dtmf"]["digit"] for frame in bridge.frames if frame["event"] == "dtmf")
    assert digits == "0521234567"
    assert report.first_audio_ms is not None


async def test_a_bridge_that_loses_frames_is_not_understood(bridge: Bridge) -> None:
    bridge.loses_every = 25
    scenario = Scenario("ask", (Listen(), Say("hours"), Listen()), "asks", expects=("שעות הפתיחה",))
    report = await call(bridge, scenario)
    assert report.problems == ["never heard: שעות הפתיחה"]
    assert "לא שמעתי טוב" in report.heard_text()


async def test_a_bridge_that_damages_speech_is_found_out(bridge: Bridge) -> None:
    bridge.damages = True
    report = await call(bridge, Scenario("listen", (Listen(),), "listens"))
    assert any("damaged" in problem for problem in report.problems)


async def test_a_silent_assistant_is_a_problem(bridge: Bridge) -> None:
    bridge.mute = True
    report = await call(bridge, Scenario("listen", (Listen(patience_ms=1500),), "listens"))
    assert report.problems == ["the assistant said nothing for 1500 ms", "the caller never heard anything"]


async def test_a_conversation_without_end_is_a_problem(bridge: Bridge) -> None:
    rules = (Rule("", "hello"),)
    report = await call(bridge, Scenario("loop", (Converse(rules, turns=2),), "loops"))
    assert report.problems == ["the conversation was not over after 2 turns"]


async def test_a_caller_who_only_waits_still_hears_and_tells(bridge: Bridge) -> None:
    told: list[Turn] = []
    settings = CallSettings(base_url=bridge.base_url, auth_token=AUTH_TOKEN, speed=SPEED)
    scenario = Scenario("wait", (Wait(6000), Press("1"), Noise("cough", 600)), "waits")
    await place_call(settings, scenario, on_turn=told.append)
    assert [(turn.author, turn.text) for turn in told][:3] == [
        ("assistant", GREETING),
        ("caller", "[1]"),
        ("caller", "[cough]"),
    ]


async def test_who_cuts_in_is_told_after_what_was_cut(bridge: Bridge) -> None:
    told: list[Turn] = []
    settings = CallSettings(base_url=bridge.base_url, auth_token=AUTH_TOKEN, speed=SPEED)

    report = await place_call(settings, SCENARIOS["barge_in"], on_turn=told.append)

    assert report.problems == []
    starts = [turn.start_ms for turn in told]
    assert starts == sorted(starts)
    assert [turn.text for turn in told if turn.author == "caller"] == [
        turn.text for turn in report.turns if turn.author == "caller"
    ]


@pytest.mark.parametrize("signature", ["wrong", "missing"])
async def test_a_webhook_that_is_not_twilios_opens_no_stream(bridge: Bridge, signature: str) -> None:
    report = await call(bridge, GOODBYE, mischief=Mischief(webhook_signature=signature))
    assert report.problems[0] == "11200 /webhooks/twilio/voice answered 403"
    assert report.stream_sid == ""
    assert bridge.refused == ["webhook signature"]


async def test_a_webhook_may_come_twice(bridge: Bridge) -> None:
    report = await call(bridge, GOODBYE, mischief=Mischief(webhook_times=2))
    assert report.problems == []
    assert [note["status"] for note in report.http] == [200, 200, 204]


async def test_a_server_that_is_not_there_is_reported(bridge: Bridge) -> None:
    settings = CallSettings(base_url="http://127.0.0.1:1", auth_token=AUTH_TOKEN)
    report = await place_call(settings, GOODBYE)
    assert report.problems[0].startswith("ClientConnectorError")
    assert not report.ok


async def test_the_action_is_followed_when_the_server_ends_the_stream(bridge: Bridge) -> None:
    bridge.hangs_up_after_ms = 500
    report = await call(bridge, Scenario("wait", (Wait(60_000),), "waits"))
    assert report.said_by_twilio == ["להתראות מטוויליו"]
    assert report.ended == "server closed"
    assert [note["what"] for note in report.http][1] == "/webhooks/twilio/after"


async def test_a_call_can_be_ended_from_outside(bridge: Bridge) -> None:
    def on_turn(turn: Turn) -> None:
        calls[0].hang_up()

    calls: list[PhoneCall] = []

    class Around:
        def __init__(self, phone_call: PhoneCall) -> None:
            calls.append(phone_call)

        async def __aenter__(self) -> None: ...

        async def __aexit__(self, *error: object) -> None: ...

    settings = CallSettings(base_url=bridge.base_url, auth_token=AUTH_TOKEN, speed=SPEED)
    scenario = Scenario("wait", (Listen(), Wait(60_000)), "waits")
    report = await place_call(settings, scenario, on_turn=on_turn, around=Around)
    assert report.ended == "ended by REST"


@pytest.mark.parametrize(
    ("offer", "key"),
    [
        ("פנוי בעשר בבוקר, בעשר וחצי או בשתיים", "at_10_00"),
        ("פנוי ב-10:20 או ב-14:30", "at_14_30"),
        ("יום שני, אחד עשר בנובמבר, פנוי באחת אחר הצהריים", "at_13_00"),
        ("פנוי ב-07:10", "yes"),
    ],
)
def test_the_caller_chooses_an_hour_it_can_say(offer: str, key: str) -> None:
    assert hour_choose(offer) == key


def test_every_scenario_can_be_told_and_speaks_phrases_of_the_book() -> None:
    assert set(SCENARIOS) >= {"booking", "barge_in", "hangup_mid_sentence", "silence", "noise", "dtmf"}
    for scenario in SCENARIOS.values():
        assert scenario.described
        for act in scenario.acts:
            if isinstance(act, Say):
                phrase_get(act.key)


async def test_the_command_tells_the_call_and_exits_by_how_it_went(
    bridge: Bridge, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"TWILIO_AUTH_TOKEN": AUTH_TOKEN, "PUBLIC_BASE_URL": bridge.base_url}
    monkeypatch.setitem(
        SCENARIOS, "short", Scenario("short", (Listen(patience_ms=60_000), Say("yes")), "short")
    )
    arguments = ["--base-url", bridge.base_url, "--scenario", "short"]
    assert await asyncio.to_thread(command.main, arguments, given) == 0
    told = capsys.readouterr().out
    assert GREETING in told
    assert "כן" in told
    assert "ended: caller hung up" in told
    bridge.mute = True
    monkeypatch.setitem(SCENARIOS, "short", Scenario("short", (Listen(patience_ms=300),), "short"))
    assert await asyncio.to_thread(command.main, [*arguments, "--json"], given) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is False
    assert "the caller never heard anything" in report["problems"]


def test_the_command_says_what_is_missing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOCAL_STATE", str(tmp_path))
    assert command.main(["--scenario", "booking"], {}) == 2
    assert "TWILIO_AUTH_TOKEN" in capsys.readouterr().err
    (tmp_path / "twilio_auth_token").write_text("kept")
    assert command.secret_find("TWILIO_AUTH_TOKEN", "twilio_auth_token", {}) == "kept"


async def test_a_call_by_hand_signs_with_the_token_that_was_given_in_a_file(
    bridge: Bridge, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """One that an earlier `make run` made lies beside it, and the bridge answers that one 403."""
    (tmp_path / "twilio_auth_token").write_text("made earlier")
    file = tmp_path / ".env"
    file.write_text(f"TWILIO_AUTH_TOKEN={AUTH_TOKEN}\nPUBLIC_BASE_URL={bridge.base_url}\n")
    monkeypatch.setenv("LOCAL_STATE", str(tmp_path))
    for name in ("TWILIO_AUTH_TOKEN", "PUBLIC_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setitem(
        SCENARIOS, "short", Scenario("short", (Listen(patience_ms=60_000), Say("yes")), "short")
    )
    arguments = ["--scenario", "short", "--json"]
    assert await asyncio.to_thread(command.main, arguments, settings_given(file)) == 0
