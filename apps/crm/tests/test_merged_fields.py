from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from apps.crm.merged_fields import FIELDS, as_json, fields_merged, fields_restored, from_json

words = st.text(max_size=8)
moments = st.datetimes(timezones=st.just(UTC))
leads = st.fixed_dictionaries(
    {
        "name": words,
        "phone": words,
        "email": words,
        "city": words,
        "service_wanted": words,
        "owner_id": st.none() | st.integers(1, 9),
        "notes": words,
        "tags": st.lists(words, max_size=4, unique=True),
        "next_step": words,
        "next_step_at": st.none() | moments,
        "custom": st.dictionaries(words, st.integers() | words, max_size=3),
        "last_activity_at": moments,
    }
)
EMPTY: dict[str, Any] = {
    **dict.fromkeys(("name", "phone", "email", "city", "service_wanted", "notes", "next_step"), ""),
    "owner_id": None,
    "next_step_at": None,
    "tags": [],
    "custom": {},
    "last_activity_at": datetime(2026, 11, 22, tzinfo=UTC),
}


def test_what_the_winner_has_stays_and_what_it_lacks_is_filled_in():
    winner = {**EMPTY, "name": "דנה", "notes": "ותיקה", "tags": ["VIP"], "custom": {"a": 1}}
    loser = {
        **EMPTY,
        "name": "Dana",
        "city": "חיפה",
        "notes": "ותיקה\nלחזור מחר",
        "tags": ["VIP", "אתר"],
        "custom": {"a": 2, "b": 3},
        "next_step": "להתקשר",
    }

    assert fields_merged(winner, loser) == {
        "city": "חיפה",
        "notes": "ותיקה\nלחזור מחר",
        "tags": ["VIP", "אתר"],
        "custom": {"a": 1, "b": 3},
        "next_step": "להתקשר",
    }


@given(leads, leads)
def test_nothing_of_the_winner_is_lost_and_undoing_brings_it_back(winner, loser):
    changes = fields_merged(winner, loser)
    after = {**winner, **changes}

    assert set(winner) == set(FIELDS)
    for name in ("name", "phone", "email", "city", "service_wanted", "owner_id"):
        assert after[name] == (winner[name] or loser[name])
    assert set(winner["tags"]) <= set(after["tags"])
    assert winner["custom"].items() <= after["custom"].items()
    before = as_json({name: winner[name] for name in changes})
    restored = from_json(fields_restored(as_json(after), before, as_json(changes)))
    assert {**after, **restored} == winner


@given(leads, leads, st.sampled_from(["name", "city", "notes"]))
def test_undoing_keeps_what_was_written_since(winner, loser, field):
    changes = fields_merged(winner, loser)
    since = {**winner, **changes, field: "נכתב מאז"}
    before = as_json({name: winner[name] for name in changes})

    assert field not in fields_restored(as_json(since), before, as_json(changes))


def test_undoing_takes_back_each_part_that_nobody_touched():
    winner = {**EMPTY, "notes": "הערה", "tags": ["א"], "custom": {"budget": 1}}
    loser = {**EMPTY, "notes": "סוד\nשל אחר", "tags": ["ב"], "custom": {"sum": 5, "area": 1}}
    changes = fields_merged(winner, loser)
    before = {name: winner[name] for name in changes}
    since = {
        **winner,
        **changes,
        "notes": "הערה\nסוד\nשל אחר, תוקן\nנוסף",
        "tags": ["א", "ב", "חדש"],
        "custom": {"budget": 2, "sum": 5, "area": 3},
    }

    assert fields_restored(since, before, changes) == {
        "notes": "הערה\nשל אחר, תוקן\nנוסף",
        "tags": ["א", "חדש"],
        "custom": {"budget": 2, "area": 3},
    }


@given(leads, leads, words, words)
def test_undoing_leaves_nothing_of_the_other_beside_what_was_added(winner, loser, line, tag):
    changes = fields_merged(winner, loser)
    after = {**winner, **changes}
    since = {**after, "tags": [*after["tags"], tag], "custom": {**after["custom"], "מאז": line}}
    before = as_json({name: winner[name] for name in changes})

    restored = {**since, **from_json(fields_restored(as_json(since), before, as_json(changes)))}

    assert restored["tags"] == [*winner["tags"], tag]
    assert restored["custom"] == {**winner["custom"], "מאז": line}
