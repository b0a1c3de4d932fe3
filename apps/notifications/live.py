"""Hints to open dashboards. A hint says that something changed; how it is now, REST says."""

import json
from typing import Any

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

from apps.events.models import OutboxEvent
from apps.tenants.context import current_schema, scoped

DATA_BYTES = 4096


def live_group(schema: str) -> str:
    return scoped(schema, "live")


def hint_of(event: OutboxEvent) -> dict[str, Any]:
    """Facts that would make a hint heavy stay behind; the dashboard fetches them anyway."""
    data = {name: value for name, value in event.payload.items() if name != "id"}
    return {
        "type": "event",
        "event": event.type,
        "id": str(event.payload.get("id", "")),
        "sequence": event.id,
        "data": data if len(json.dumps(data)) <= DATA_BYTES else {},
    }


def hint_push(event: OutboxEvent) -> None:
    """Sends the hint to every dashboard of the business that is entered."""
    message = {"type": "live.hint", "hint": hint_of(event)}
    async_to_sync(get_channel_layer().group_send)(live_group(current_schema()), message)
