from collections.abc import Iterator

import pytest
from django.core.cache import cache

from apps.accounts.models import User
from apps.accounts.testing import system_admin_make
from apps.platform.tests.people import PASSWORD, SYSTEM_ADMIN
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant
from apps.tenants.models import Business


@pytest.fixture
def admin(business: Business, other_business: Business) -> Iterator[User]:
    """A system admin who knows the password, at the public host, with no attempts counted."""
    cache.clear()
    user = system_admin_make(email=SYSTEM_ADMIN)
    user.set_password(PASSWORD)
    user.save()
    with in_tenant(PUBLIC_SCHEMA):
        yield user
    cache.clear()
