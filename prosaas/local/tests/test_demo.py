from prosaas.local.demo import story_lines

STORY = {
    "turns": [{"author": "ai", "text": "שלום", "unheard": ""}],
    "lead_name": "",
    "lead_phone": "",
    "meeting_starts_at": "",
    "meeting_service": "",
    "recording_ms": 0,
    "cost_micro_usd": 0,
    "summary": "",
    "first_audio_ms": None,
}


def test_tells_only_what_is_there():
    assert story_lines(STORY) == [("Transcript", "1 turns"), ("Cost", "$0.0000")]


def test_tells_it_in_the_order_a_person_asks():
    whole = STORY | {
        "lead_name": "דנה כהן",
        "lead_phone": "+972521234567",
        "meeting_starts_at": "2026-11-24T09:30:00+02:00",
        "meeting_service": "תספורת",
        "recording_ms": 41_400,
        "cost_micro_usd": 118_800,
        "summary": "רוצה תור",
        "first_audio_ms": 380,
    }
    assert story_lines(whole) == [
        ("Lead", "דנה כהן, +972521234567"),
        ("Meeting", "Tuesday 24.11.2026 09:30 תספורת"),
        ("Summary", "רוצה תור"),
        ("Transcript", "1 turns"),
        ("Recording", "41 s"),
        ("Cost", "$0.1188"),
        ("First word", "after 380 ms"),
    ]
