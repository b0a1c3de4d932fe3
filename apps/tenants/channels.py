"""Groups of sockets belong to a business."""

from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

from apps.tenants.context import scoped_required


class BusinessChannelLayer(RedisPubSubChannelLayer):
    """Raises UnscopedNameError for a group whose name `scoped` did not make."""

    async def group_add(self, group: str, channel: str) -> None:
        await self._get_layer().group_add(scoped_required(group), channel)

    async def group_discard(self, group: str, channel: str) -> None:
        await self._get_layer().group_discard(scoped_required(group), channel)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._get_layer().group_send(scoped_required(group), message)
