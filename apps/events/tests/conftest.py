import pytest

from apps.events import registry
from apps.events.registry import EVERYTHING, subscribe
from apps.tenants.context import current_schema


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """What a subscriber of everything was told: in which business, and which event."""
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(registry, "_subscribers", type(registry._subscribers)(list))
    subscribe(EVERYTHING, lambda event: told.append((current_schema(), event.payload["id"])))
    return told
