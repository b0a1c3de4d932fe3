from collections.abc import Iterator

import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from apps.accounts.models import Membership, User
from apps.accounts.testing import membership_make, system_admin_make
from apps.accounts.tests.signing_in import at, person
from apps.tenants.models import Business


@pytest.fixture(autouse=True)
def _no_attempts_yet() -> Iterator[None]:
    """What one test tried must not throttle the next."""
    yield
    cache.clear()


@pytest.fixture
def owner(business: Business) -> User:
    return person(business, "owner").user


@pytest.fixture
def browser(business: Business) -> APIClient:
    """Keeps its cookies."""
    return at(business.slug)


@pytest.fixture
def member(business: Business) -> Membership:
    return membership_make(business=business)


@pytest.fixture
def system_admin(business: Business) -> User:
    return system_admin_make(full_name="רות מזרחי")
