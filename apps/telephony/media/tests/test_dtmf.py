from hypothesis import given
from hypothesis import strategies as st

from apps.telephony.media import codec
from apps.telephony.media.dtmf import DtmfEntry
from apps.telephony.media.tests.call_script import STREAM, ScriptedCall

DIGITS = st.text("0123456789", min_size=1, max_size=20)


def type_in(call: ScriptedCall, keys: str) -> None:
    for key in keys:
        call.caller(codec.Dtmf(STREAM, key))
        call.wait(150)


def typed(call: ScriptedCall) -> list[str]:
    return [turn["text"] for turn in call.turns().values() if turn["author"] == "customer"]


def test_a_local_number_and_its_hash_are_one_entry(call: ScriptedCall) -> None:
    type_in(call, "0521234567#")
    call.wait(5000)
    assert typed(call) == ["[הוקש במקלדת הטלפון: 0521234567]"]
    (told,) = call.sent("conversation.item.create")
    assert told["item"]["role"] == "user"
    assert told["item"]["content"][0]["text"] == "[הוקש במקלדת הטלפון: 0521234567]"


def test_an_international_number_is_not_cut_at_ten_digits(call: ScriptedCall) -> None:
    type_in(call, "972521234567#")
    call.wait(5000)
    assert typed(call) == ["[הוקש במקלדת הטלפון: 972521234567]"]


def test_a_pause_ends_an_entry_and_the_hash_that_comes_late_belongs_to_it(call: ScriptedCall) -> None:
    type_in(call, "0521234567")
    call.wait(2500)
    assert typed(call) == ["[הוקש במקלדת הטלפון: 0521234567]"]
    type_in(call, "#")
    call.wait(1000)
    assert typed(call) == ["[הוקש במקלדת הטלפון: 0521234567]"]


def test_a_hash_right_after_an_entry_says_nothing_but_not_for_ever(call: ScriptedCall) -> None:
    type_in(call, "1")
    call.wait(2500)
    type_in(call, "##")
    type_in(call, "05###")
    assert typed(call) == ["[הוקש במקלדת הטלפון: 1]", "[הוקש במקלדת הטלפון: 05]"]
    call.respond("r1", "one", 500)
    call.wait(3500)
    type_in(call, "##")
    assert typed(call)[2:] == ["[המתקשר דילג על ההקשה]"]


def test_hash_alone_skips_and_a_star_starts_over(call: ScriptedCall) -> None:
    type_in(call, "#")
    type_in(call, "12*34#")
    assert typed(call) == ["[המתקשר דילג על ההקשה]", "[הוקש במקלדת הטלפון: 34]"]


def test_a_caller_who_types_slowly_is_not_asked_whether_they_are_there(call: ScriptedCall) -> None:
    before = len(call.sent("response.create"))
    for digit in "0521234567":
        call.caller(codec.Dtmf(STREAM, digit))
        call.wait(1500)
    assert len(call.sent("response.create")) == before


@given(entries=st.lists(st.tuples(DIGITS, st.sampled_from(["#", "pause", "pause and #"])), max_size=6))
def test_every_digit_is_in_one_entry_however_the_entries_end(entries: list[tuple[str, str]]) -> None:
    entry, now_ms, found = DtmfEntry(), 0.0, []
    for digits, end in entries:
        keys = [*digits, *("#" if end == "#" else "")]
        for key in keys:
            now_ms += 200
            found.append(entry.add(key, now_ms))
        if end != "#":
            now_ms += 2000
            found.append(entry.pause(now_ms))
        if end == "pause and #":
            now_ms += 500
            found.append(entry.add("#", now_ms))
    assert [digits for digits in found if digits is not None] == [digits for digits, _ in entries]
