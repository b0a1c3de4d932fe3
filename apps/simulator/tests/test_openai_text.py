"""The text, sound and model endpoints, with the real SDK client."""

import json
import math
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI

from apps.simulator.audio.mulaw import SILENCE, mulaw_to_wav, wav_to_mulaw
from apps.simulator.audio.voice import voice_read
from apps.simulator.openai.filling import schema_fill
from apps.simulator.phrasebook.book import phrase_get
from apps.simulator.server import simulator_in_thread
from apps.simulator.tests.bridge import TOOLS

SUMMARY: Any = {
    "type": "object",
    "properties": {
        "summary": {"type": "string"},
        "outcome": {"enum": ["booked", "lead", "answered", "abandoned"], "type": "string"},
        "next_step": {"type": "string"},
    },
    "required": ["summary", "outcome", "next_step"],
    "additionalProperties": False,
}
FORMAT: Any = {"name": "conversation_summary", "strict": True, "schema": SUMMARY}


@pytest.fixture(scope="module")
def client() -> Iterator[OpenAI]:
    with simulator_in_thread() as simulator:
        yield OpenAI(api_key="simulator", base_url=simulator.openai_base_url, max_retries=0)


def transcript(*lines: tuple[str, str]) -> str:
    rows = "\n".join(
        json.dumps({"author": author, "text": text}, ensure_ascii=False) for author, text in lines
    )
    return f"<transcript>\n{rows}\n</transcript>"


CUSTOMER_BOOKS = transcript(
    ("ai", "שלום, במה אפשר לעזור?"),
    ("customer", "אני רוצה לקבוע תור. קוראים לי דנה כהן"),
    ("ai", "קבעתי פגישה ליום שני, בעשר בבוקר."),
)


@pytest.mark.parametrize(
    ("text", "outcome", "next_step"),
    [
        (CUSTOMER_BOOKS, "booked", ""),
        (transcript(("customer", "קוראים לי יוסי לוי")), "lead", "לחזור ללקוח."),
        (transcript(("customer", "מה שעות הפתיחה?"), ("ai", "עד שש.")), "answered", ""),
        (transcript(("ai", "שלום")), "abandoned", ""),
        ("לקוחה: קוראים לי דנה כהן\nנציג: קבעתי תור למחר.", "booked", ""),
    ],
)
def test_a_summary_holds_what_was_said_and_no_more(
    client: OpenAI, text: str, outcome: str, next_step: str
) -> None:
    answer = client.chat.completions.create(
        model="gpt-4o-mini",
        messages=[{"role": "system", "content": "Summarise."}, {"role": "user", "content": text}],
        response_format={"type": "json_schema", "json_schema": FORMAT},
    )
    filled = json.loads(answer.choices[0].message.content or "")
    assert filled.keys() == SUMMARY["properties"].keys()
    assert (filled["outcome"], filled["next_step"]) == (outcome, next_step)
    assert answer.usage is not None
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens


def test_the_assistant_saying_booked_to_somebody_else_is_not_a_customers_name() -> None:
    filled = schema_fill(SUMMARY, CUSTOMER_BOOKS)
    assert filled["summary"] == 'דנה כהן: פנייה לקביעת תור. נאמר ללקוח: "קבעתי פגישה ליום שני, בעשר בבוקר".'


def test_a_known_caller_need_not_say_the_name_again() -> None:
    told = '<known>\n{"name": "דנה כהן"}\n</known>\n' + transcript(("customer", "אפשר תור למחר?"))
    filled = schema_fill(SUMMARY, told)

    assert filled["summary"] == "דנה כהן: פנייה לקביעת תור. לא נקבע תור."
    assert filled["outcome"] == "answered"


def test_any_schema_is_filled_with_what_is_known() -> None:
    schema = {
        "$defs": {"Lead": {"type": "object", "properties": {"name": {"type": "string"}}}},
        "type": "object",
        "properties": {
            "lead": {"$ref": "#/$defs/Lead"},
            "kind": {"const": "call"},
            "city": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "score": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "urgent": {"type": "boolean"},
            "name": {"type": ["string", "null"]},
        },
    }
    assert schema_fill(schema, CUSTOMER_BOOKS) == {
        "lead": {"name": "דנה כהן"},
        "kind": "call",
        "city": None,
        "score": 0,
        "tags": [],
        "urgent": False,
        "name": "דנה כהן",
    }


def test_chat_follows_the_dialogue_and_its_tools(client: OpenAI) -> None:
    tools: Any = [
        {"type": "function", "function": {"name": t["name"], "parameters": t["parameters"]}} for t in TOOLS
    ]
    messages: Any = [
        {"role": "system", "content": "היום 2026-11-22"},
        {"role": "user", "content": "אני רוצה לקבוע תור, קוראים לי דנה כהן"},
    ]
    answer = client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=tools)
    (call,) = answer.choices[0].message.tool_calls or []
    assert (answer.choices[0].finish_reason, call.function.name) == ("tool_calls", "save_lead")
    messages += [
        answer.choices[0].message.model_dump(exclude_none=True),
        {"role": "tool", "tool_call_id": call.id, "content": "{}"},
    ]
    answer = client.chat.completions.create(model="gpt-4o-mini", messages=messages, tools=tools)
    assert answer.choices[0].message.content == "נעים מאוד, דנה כהן. לאיזה יום נוח לך?"


def test_responses_follow_the_dialogue_and_its_tools(client: OpenAI) -> None:
    given: Any = [{"role": "user", "content": "אני רוצה לקבוע תור, קוראים לי דנה כהן"}]
    first = client.responses.create(
        model="gpt-4o-mini", instructions="היום 2026-11-22", input=given, tools=TOOLS
    )
    (call,) = first.output
    assert call.type == "function_call"
    given += [call.model_dump(), {"type": "function_call_output", "call_id": call.call_id, "output": "{}"}]
    second = client.responses.create(model="gpt-4o-mini", input=given, tools=TOOLS)
    assert second.output_text == "נעים מאוד, דנה כהן. לאיזה יום נוח לך?"
    assert second.usage is not None
    assert second.usage.output_tokens > 0


def test_responses_fill_a_schema(client: OpenAI) -> None:
    text: Any = {"format": {"type": "json_schema", **FORMAT}}
    answer = client.responses.create(model="gpt-4o-mini", input=CUSTOMER_BOOKS, text=text)
    assert json.loads(answer.output_text)["outcome"] == "booked"


def test_streaming_is_refused_rather_than_faked(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="does not stream"):
        client.chat.completions.create(
            model="gpt-4o-mini", messages=[{"role": "user", "content": "x"}], stream=True
        )


@pytest.mark.parametrize("messages", [[], None])
def test_a_request_without_messages_is_refused(client: OpenAI, messages: Any) -> None:
    with pytest.raises(openai.BadRequestError, match="messages"):
        client.chat.completions.create(model="gpt-4o-mini", messages=messages)


def test_a_recording_is_transcribed(client: OpenAI) -> None:
    wav = mulaw_to_wav(SILENCE * 4000 + phrase_get("hours").audio + SILENCE * 4000)
    answer = client.audio.transcriptions.create(model="gpt-transcribe", file=("call.wav", wav), language="he")
    assert answer.text == "מה שעות הפתיחה שלכם?"
    whisper = client.audio.transcriptions.create(model="whisper-1", file=("call.wav", wav))
    assert whisper.usage is not None
    assert whisper.usage.type == "duration"


def test_a_recording_of_nothing_known_is_empty(client: OpenAI) -> None:
    answer = client.audio.transcriptions.create(
        model="gpt-transcribe", file=("a.wav", mulaw_to_wav(b"\x20" * 8000))
    )
    assert answer.text == ""


def test_what_is_no_recording_is_refused(client: OpenAI) -> None:
    with pytest.raises(openai.BadRequestError, match="Invalid file format"):
        client.audio.transcriptions.create(model="gpt-transcribe", file=("a.mp3", b"ID3" * 100))
    with pytest.raises(openai.BadRequestError, match="Invalid model"):
        client.audio.transcriptions.create(model="tape", file=("a.wav", mulaw_to_wav(b"\x20" * 800)))


def test_speech_can_be_read_back(client: OpenAI) -> None:
    wav = client.audio.speech.create(
        model="gpt-4o-mini-tts", voice="cedar", input="שלום לכם", response_format="wav"
    )
    assert voice_read(wav_to_mulaw(wav.content))[0].text == "שלום לכם"
    pcm = client.audio.speech.create(
        model="gpt-4o-mini-tts", voice="cedar", input="שלום לכם", response_format="pcm"
    )
    assert len(pcm.content) == (8 * 70 + 100) * 48
    with pytest.raises(openai.BadRequestError, match="mp3"):
        client.audio.speech.create(model="gpt-4o-mini-tts", voice="cedar", input="שלום")


def test_embeddings_are_steady_and_near_for_near_spelling(client: OpenAI) -> None:
    answer = client.embeddings.create(
        model="text-embedding-3-small", input=["שעות פתיחה", "שעות הפתיחה", "מחיר"]
    )
    vectors = [entry.embedding for entry in answer.data]
    assert [len(vector) for vector in vectors] == [1536] * 3

    def nearness(one: list[float], other: list[float]) -> float:
        return sum(a * b for a, b in zip(one, other, strict=True))

    assert math.isclose(nearness(vectors[0], vectors[0]), 1, abs_tol=1e-5)
    assert nearness(vectors[0], vectors[1]) > 0.6 > 0.2 > nearness(vectors[0], vectors[2])
    again = client.embeddings.create(model="text-embedding-3-small", input="מחיר", dimensions=1536)
    assert again.data[0].embedding == vectors[2]


def test_models_tell_when_they_are_shut_down(client: OpenAI) -> None:
    dates = {model.id: model.shutdown_date for model in client.models.list()}
    assert dates["gpt-realtime"] == "2027-01-20"
    assert dates["whisper-1"] == "2027-02-26"
    assert dates["gpt-realtime-2.1"] is None
    assert client.models.retrieve("gpt-transcribe").owned_by == "simulator"
    with pytest.raises(openai.NotFoundError):
        client.models.retrieve("gpt-1")


def test_a_wrong_key_gets_nothing(client: OpenAI) -> None:
    stranger = client.with_options(api_key="bad-key")
    with pytest.raises(openai.AuthenticationError):
        stranger.models.list()
    with pytest.raises(openai.AuthenticationError):
        stranger.chat.completions.create(model="gpt-4o-mini", messages=[{"role": "user", "content": "x"}])
