import pytest

from apps.simulator.twilio.signing import signature_make, url_dial
from apps.simulator.twilio.twiml import Stream, TwimlError, Verb, twiml_read, twiml_write

ANSWER = (
    '<?xml version="1.0" encoding="UTF-8"?><Response><Say language="he-IL">שלום</Say>'
    '<Connect action="/after"><Stream url="wss://acme.example/ws/media">'
    '<Parameter name="token" value="a.b"/></Stream></Connect><Hangup/></Response>'
)

TOO_LONG = ANSWER.replace("a.b", "x" * 500)


def test_the_steps_are_read_in_order() -> None:
    assert twiml_read(ANSWER) == [
        Verb("Say", {"language": "he-IL"}, "שלום"),
        Stream("wss://acme.example/ws/media", {"token": "a.b"}, "/after"),
        Verb("Hangup", {}, ""),
    ]


def test_written_steps_read_the_same() -> None:
    assert twiml_read(twiml_write(twiml_read(ANSWER))) == twiml_read(ANSWER)


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("", "12100"),
        ("<html/>", "12100"),
        ("<Response><Dance/></Response>", "12200"),
        ('<Response><Connect><Stream url="ws://a/b"/></Connect></Response>', "31920"),
        ('<Response><Connect><Stream url="wss://a/b?c=d"/></Connect></Response>', "31920"),
        (TOO_LONG, "500 characters"),
    ],
)
def test_what_twilio_would_not_follow_is_an_error(document: str, code: str) -> None:
    with pytest.raises(TwimlError, match=code):
        twiml_read(document)


def test_the_signature_is_twilios_published_example() -> None:
    form = {
        "CallSid": "CA1234567890ABCDE",
        "Caller": "+12349013030",
        "Digits": "1234",
        "From": "+12349013030",
        "To": "+18005551212",
    }
    url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    assert signature_make(url, form, auth_token="12345") == "0/KCTR6DLpKmkAf8muzZqo1nDgQ="


@pytest.mark.parametrize(
    ("url", "base_url", "dialled"),
    [
        ("wss://acme.example/ws/media", "http://localhost:8000", "ws://localhost:8000/ws/media"),
        ("wss://acme.example/ws/media", "https://acme.example", "wss://acme.example/ws/media"),
        ("https://acme.example/voice?x=1", "http://127.0.0.1:9", "http://127.0.0.1:9/voice?x=1"),
    ],
)
def test_a_public_address_is_dialled_where_the_server_listens(url: str, base_url: str, dialled: str) -> None:
    assert url_dial(url, base_url=base_url) == dialled
