import pytest
from django.core.cache import cache

from apps.tenants.cache import UnscopedCacheError
from apps.tenants.context import in_tenant, run_in_tenant
from apps.tenants.models import Business


def test_one_key_is_two_values_in_two_businesses(business: Business, other_business: Business) -> None:
    cache.set("greeting", "halutz")
    with in_tenant(other_business.schema_name):
        assert cache.get("greeting") is None
        cache.set("greeting", "shaked")

    assert cache.get("greeting") == "halutz"
    cache.clear()


async def test_the_event_loop_has_no_cache(tenants_db: None, business: Business) -> None:
    with pytest.raises(UnscopedCacheError):
        cache.get("greeting")

    assert await run_in_tenant(business.schema_name, cache.get, "greeting") is None
