from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media.pacing import FRAME_BYTES, LEAD_MS, REFILL_MS, Pacer
from apps.telephony.media.playout import BYTES_PER_MS


def add(pacer: Pacer, item_id: str, audio: bytes) -> None:
    pacer.add(item_id=item_id, content_index=0, audio=audio)


def test_no_more_than_the_lead_goes_out_at_once() -> None:
    pacer = Pacer()
    add(pacer, "a", bytes(2000 * BYTES_PER_MS))
    sent = sum(len(chunk.audio) for chunk in pacer.due(queued_ms=0))
    assert sent == LEAD_MS * BYTES_PER_MS
    assert list(pacer.due(queued_ms=LEAD_MS)) == []
    assert pacer.wake_in_ms(queued_ms=LEAD_MS) == LEAD_MS - REFILL_MS


def test_whole_frames_only_until_the_item_is_complete() -> None:
    pacer = Pacer()
    add(pacer, "a", bytes(FRAME_BYTES + 7))
    assert [len(chunk.audio) for chunk in pacer.due(0)] == [FRAME_BYTES]
    assert pacer.wake_in_ms(0) is None
    pacer.complete(item_id="a", content_index=0)
    assert [len(chunk.audio) for chunk in pacer.due(0)] == [7]


def test_the_next_item_completes_the_one_before() -> None:
    pacer = Pacer()
    add(pacer, "a", bytes(7))
    add(pacer, "b", bytes(FRAME_BYTES))
    assert [(chunk.item_id, len(chunk.audio)) for chunk in pacer.due(0)] == [("a", 7), ("b", FRAME_BYTES)]


def test_drop_names_the_items_that_were_not_sent_whole() -> None:
    pacer = Pacer()
    add(pacer, "a", bytes(LEAD_MS * BYTES_PER_MS * 2))
    add(pacer, "b", bytes(FRAME_BYTES))
    list(pacer.due(0))
    assert pacer.drop() == ["a", "b"]
    assert pacer.waiting_bytes == 0
    assert list(pacer.due(0)) == []


@given(
    st.lists(st.tuples(st.sampled_from("ab"), st.binary(min_size=1, max_size=3000)), min_size=1, max_size=30),
    st.lists(st.floats(0, 500), min_size=1, max_size=60),
)
def test_nothing_is_lost_added_or_reordered(parts: list[tuple[str, bytes]], waits: list[float]) -> None:
    pacer, sent = Pacer(), b""
    for item_id, audio in parts:
        add(pacer, item_id, audio)
    pacer.complete(item_id=parts[-1][0], content_index=0)
    for ahead_ms in waits:
        sent += b"".join(chunk.audio for chunk in pacer.due(ahead_ms))
    while chunks := list(pacer.due(0)):
        sent += b"".join(chunk.audio for chunk in chunks)
    assert sent == b"".join(audio for _, audio in parts)
