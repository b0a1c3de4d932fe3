"""Groups of sockets belong to a business."""

from typing import Any

from channels_redis.pubsub import RedisPubSubChannelLayer

from apps.tenants.backend.door import OtherBusinessError
from apps.tenants.context import scoped_required


class BusinessChannelLayer(RedisPubSubChannelLayer):
    """Raises UnscopedNameError for a group whose name `scoped` did not make, and OtherBusinessError where a
    socket joins groups of two businesses, whatever it was asked for.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._business_of: dict[str, str] = {}

    async def group_add(self, group: str, channel: str) -> None:
        business = scoped_required(group).partition(".")[0]
        if self._business_of.setdefault(channel, business) != business:
            raise OtherBusinessError(business)
        await self._get_layer().group_add(group, channel)

    async def group_add_for_all(self, group: str, channel: str) -> None:
        """For the one listener of a process, which hears for every business it serves."""
        await self._get_layer().group_add(scoped_required(group), channel)

    async def group_discard(self, group: str, channel: str) -> None:
        self._business_of.pop(channel, None)
        await self._get_layer().group_discard(scoped_required(group), channel)

    async def group_send(self, group: str, message: dict[str, Any]) -> None:
        await self._get_layer().group_send(scoped_required(group), message)
