import pytest

from apps.simulator.openai.events import ClientEventError, client_event_parse
from apps.simulator.tests.wire import Wire


def test_a_session_begins_with_its_defaults() -> None:
    (created,) = Wire().events
    assert created["type"] == "session.created"
    session = created["session"]
    assert session["model"] == "gpt-realtime-2.1"
    assert session["audio"]["input"]["format"] == {"type": "audio/pcm", "rate": 24000}
    assert session["audio"]["input"]["turn_detection"]["silence_duration_ms"] == 500
    assert session["expires_at"] == 3600


def test_an_update_is_echoed_whole_and_changes_only_what_it_names() -> None:
    wire = Wire().phone(instructions="שלום")
    session = wire.events[-1]["session"]
    assert session["instructions"] == "שלום"
    assert session["audio"]["output"] == {"format": {"type": "audio/pcmu"}, "voice": "cedar", "speed": 1.0}
    vad = {"type": "server_vad", "silence_duration_ms": 300}
    (updated,) = wire.send(
        "session.update", session={"type": "realtime", "audio": {"input": {"turn_detection": vad}}}
    )
    assert updated["session"]["instructions"] == "שלום"
    assert updated["session"]["audio"]["input"]["turn_detection"]["silence_duration_ms"] == 300
    assert updated["session"]["audio"]["input"]["turn_detection"]["prefix_padding_ms"] == 300


@pytest.mark.parametrize(
    ("change", "param"),
    [
        ({"model": "gpt-realtime"}, "session.model"),
        ({"output_modalities": ["audio", "text"]}, "session.output_modalities"),
        ({"max_output_tokens": 5000}, "session.max_output_tokens"),
        ({"tools": [{"type": "function", "name": "two words"}]}, "session.tools"),
        ({"tools": [{"type": "function", "name": "a"}, {"type": "function", "name": "a"}]}, "session.tools"),
        ({"audio": {"output": {"voice": "nobody"}}}, "session.audio.output.voice"),
        ({"audio": {"output": {"speed": 2.0}}}, "session.audio.output.speed"),
        ({"audio": {"input": {"format": {"type": "audio/pcma"}}}}, "session.audio.input.format"),
        (
            {"audio": {"input": {"turn_detection": {"type": "server_vad", "threshold": 1.5}}}},
            "session.audio.input.turn_detection.threshold",
        ),
        (
            {"audio": {"input": {"transcription": {"model": "no-such-model"}}}},
            "session.audio.input.transcription.model",
        ),
        (
            {"audio": {"input": {"transcription": {"model": "gpt-realtime-whisper", "prompt": "x"}}}},
            "session.audio.input.transcription.prompt",
        ),
    ],
)
def test_a_wrong_setting_is_refused_and_nothing_changes(change: dict[str, object], param: str) -> None:
    wire = Wire()
    error = wire.error(wire.send("session.update", session={"type": "realtime", **change}, event_id="mine"))
    assert (error["type"], error["param"], error["event_id"]) == ("invalid_request_error", param, "mine")
    assert wire.session.session == wire.events[0]["session"]


def test_settings_of_the_removed_beta_are_unknown() -> None:
    wire = Wire()
    error = wire.error(wire.send("session.update", session={"type": "realtime", "temperature": 0.8}))
    assert (error["code"], error["param"]) == ("unknown_parameter", "session.temperature")


def test_idle_timeout_belongs_to_server_vad_only() -> None:
    wire = Wire()
    detection = {"type": "semantic_vad", "idle_timeout_ms": 6000}
    session = {"type": "realtime", "audio": {"input": {"turn_detection": detection}}}
    assert wire.error(wire.send("session.update", session=session))["code"] == "unknown_parameter"


def test_older_models_do_not_reason() -> None:
    wire = Wire()
    wire.session.session["model"] = "gpt-realtime-1.5"
    error = wire.error(
        wire.send("session.update", session={"type": "realtime", "reasoning": {"effort": "low"}})
    )
    assert (error["code"], error["param"]) == ("unsupported_parameter", "session.reasoning")


def test_the_voice_is_fixed_once_the_model_has_spoken() -> None:
    wire = Wire().phone()
    wire.send("response.create")
    wire.wait(5000)
    session = {"type": "realtime", "audio": {"output": {"voice": "marin"}}}
    assert wire.error(wire.send("session.update", session=session))["code"] == "cannot_update_voice"


@pytest.mark.parametrize(
    ("raw", "code", "param"),
    [
        ("{", "invalid_json", None),
        ("[]", "invalid_json", None),
        ('{"type": "response.audio.delta"}', "invalid_value", "type"),
        ('{"event_id": "x"}', "invalid_value", "type"),
        ('{"type": "session.update"}', "missing_required_parameter", "session"),
        ('{"type": "input_audio_buffer.append"}', "missing_required_parameter", "audio"),
        ('{"type": "input_audio_buffer.append", "audio": 5}', "invalid_type", "audio"),
        ('{"type": "conversation.item.truncate", "item_id": "i", "content_index": 0}', None, "audio_end_ms"),
        ('{"type": "response.cancel", "reason": "x"}', "unknown_parameter", "reason"),
    ],
)
def test_an_event_the_sdk_does_not_know_is_refused(raw: str, code: str | None, param: str | None) -> None:
    with pytest.raises(ClientEventError) as refused:
        client_event_parse(raw)
    assert refused.value.param == param
    assert code in (None, refused.value.code)


def test_audio_that_is_not_base64_is_refused() -> None:
    wire = Wire().phone()
    assert wire.error(wire.send("input_audio_buffer.append", audio="!!!"))["param"] == "audio"


def test_webrtc_events_are_refused_over_a_socket() -> None:
    wire = Wire()
    assert wire.error(wire.send("output_audio_buffer.clear"))["param"] == "type"


def test_after_its_longest_time_a_session_expires() -> None:
    wire = Wire().phone()
    wire.wait(60 * 60 * 1000 - 1)
    assert wire.session.closed is None
    (event,) = wire.wait(1)
    assert event["error"]["code"] == "session_expired"
    assert wire.session.closed == 1001
