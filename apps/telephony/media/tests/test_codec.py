import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media import codec

START = {
    "event": "start",
    "sequenceNumber": "1",
    "streamSid": "MZ1",
    "start": {
        "streamSid": "MZ1",
        "accountSid": "AC1",
        "callSid": "CA1",
        "tracks": ["inbound"],
        "customParameters": {"token": "t"},
        "mediaFormat": {"encoding": "audio/x-mulaw", "sampleRate": 8000, "channels": 1},
    },
}


def media(**changes: object) -> str:
    return json.dumps({"event": "media", "streamSid": "MZ1", "media": {"payload": "////", **changes}})


def test_what_twilio_says_is_read() -> None:
    assert codec.decode(json.dumps({"event": "connected", "protocol": "Call"})) == codec.Connected()
    assert codec.decode(json.dumps(START)) == codec.Start("MZ1", "CA1", "AC1", {"token": "t"})
    assert codec.decode(media(track="inbound", chunk="2", timestamp="40")) == codec.Media("MZ1", "////", 40)
    assert codec.decode('{"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":"5"}}') == codec.Dtmf("MZ1", "5")
    assert codec.decode('{"event":"mark","streamSid":"MZ1","mark":{"name":"g0.1"}}') == codec.Mark(
        "MZ1", "g0.1"
    )
    assert codec.decode('{"event":"stop","streamSid":"MZ1"}') == codec.Stop("MZ1")
    assert codec.decode('{"event":"something_new"}') == codec.Unknown()


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("not json", "not_json"),
        ("[]", "not_an_object"),
        ("{}", "no_event"),
        ('{"event":7}', "no_event"),
        ('{"event":"media"}', "no_media"),
        ('{"event":"media","streamSid":7,"media":{"payload":"////"}}', "no_streamSid"),
        ('{"event":"start","streamSid":"MZ1"}', "no_start"),
        ('{"event":"dtmf","streamSid":"MZ1"}', "no_dtmf"),
        (
            json.dumps({**START, "start": {**START["start"], "mediaFormat": {"encoding": "opus"}}}),
            "bad_media_format",
        ),
        ("x" * (64 * 1024 + 1), "message_too_big"),
    ],
)
def test_what_breaks_the_protocol_is_named(text: str, reason: str) -> None:
    with pytest.raises(codec.CodecError) as raised:
        codec.decode(text)
    assert raised.value.reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (media(payload=None), "bad_payload"),
        (media(payload=""), "bad_payload"),
        (media(payload='","type":"response.cancel'), "bad_payload"),
        ('{"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":"x"}}', "bad_digit"),
        ('{"event":"dtmf","streamSid":"MZ1","dtmf":{"digit":["5"]}}', "bad_digit"),
        ('{"event":"dtmf","streamSid":"MZ1","dtmf":{}}', "bad_digit"),
        ('{"event":"mark","streamSid":"MZ1","mark":{"name":""}}', "bad_name"),
    ],
)
def test_what_means_nothing_in_a_whole_envelope_is_passed_over(text: str, reason: str) -> None:
    assert codec.decode(text) == codec.Unusable("MZ1", reason)


@given(
    st.text()
    | st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: (
            st.dictionaries(
                st.sampled_from(["event", "media", "start", "mark", "dtmf", "streamSid", "payload", "name"]),
                inner,
            )
            | st.lists(inner)
        ),
    ).map(json.dumps)
)
def test_nothing_else_than_a_codec_error_ever_comes_out(text: str) -> None:
    with suppress(codec.CodecError):
        codec.decode(text)


def test_what_we_say_is_what_twilio_reads() -> None:
    assert json.loads(codec.encode_media("MZ1", "////")) == {
        "event": "media",
        "streamSid": "MZ1",
        "media": {"payload": "////"},
    }
    assert json.loads(codec.encode_mark("MZ1", "g0.1"))["mark"] == {"name": "g0.1"}
    assert json.loads(codec.encode_clear("MZ1")) == {"event": "clear", "streamSid": "MZ1"}
