"""Cache keys belong to the business that is entered."""

import asyncio

from apps.tenants.context import current_schema, scoped


class UnscopedCacheError(RuntimeError):
    """The event loop has no business: use the cache inside `run_in_tenant`."""


def scoped_key(key: str, key_prefix: str, version: int) -> str:
    """The KEY_FUNCTION of settings.CACHES. The same key in two businesses names two values."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return scoped(current_schema(), key_prefix, version, key)
    raise UnscopedCacheError(key)
