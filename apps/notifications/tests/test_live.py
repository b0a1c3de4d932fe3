from apps.events.models import OutboxEvent
from apps.notifications.live import hint_of, live_group


def test_a_hint_names_what_changed() -> None:
    event = OutboxEvent(id=12, type="call.updated", payload={"id": 7, "status": "completed"})

    assert hint_of(event) == {
        "type": "event",
        "event": "call.updated",
        "id": "7",
        "sequence": 12,
        "data": {"status": "completed"},
    }


def test_heavy_facts_stay_behind() -> None:
    event = OutboxEvent(id=12, type="call.updated", payload={"id": 7, "summary": "x" * 5000})

    assert hint_of(event)["data"] == {}
    assert hint_of(event)["id"] == "7"


def test_the_group_belongs_to_one_business() -> None:
    assert live_group("b_halutz") != live_group("b_shaked")
