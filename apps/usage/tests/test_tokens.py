import pytest

from apps.usage.tokens import chat_tokens, realtime_tokens, transcribed_seconds


def test_cached_tokens_are_not_counted_twice() -> None:
    usage = {
        "total_tokens": 253,
        "input_tokens": 132,
        "output_tokens": 121,
        "input_token_details": {
            "text_tokens": 119,
            "audio_tokens": 13,
            "image_tokens": 0,
            "cached_tokens": 64,
            "cached_tokens_details": {"text_tokens": 60, "audio_tokens": 4, "image_tokens": 0},
        },
        "output_token_details": {"text_tokens": 30, "audio_tokens": 91},
    }

    assert realtime_tokens(usage) == {
        "text_in": 59,
        "text_cached_in": 60,
        "text_out": 30,
        "audio_in": 9,
        "audio_cached_in": 4,
        "audio_out": 91,
    }


def test_what_is_null_or_missing_counts_nothing() -> None:
    assert realtime_tokens(None) == {}
    assert realtime_tokens({"input_token_details": None, "output_token_details": {"text_tokens": None}}) == {}
    assert chat_tokens(None) == {}
    assert chat_tokens({"prompt_tokens": 5, "completion_tokens": 0, "prompt_tokens_details": None}) == {
        "text_in": 5
    }


def test_a_chat_answer() -> None:
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 64}}

    assert chat_tokens(usage) == {"text_in": 36, "text_cached_in": 64, "text_out": 20}


@pytest.mark.parametrize("seconds", [-3600, float("nan"), float("inf"), "7", None, [1]])
def test_what_is_no_amount_costs_nothing(seconds: object) -> None:
    assert transcribed_seconds({"type": "duration", "seconds": seconds}) == 0
    assert transcribed_seconds({"type": "tokens", "input_token_details": {"audio_tokens": seconds}}) == 0
    assert chat_tokens({"prompt_tokens": seconds, "completion_tokens": 5}) == {"text_out": 5}
