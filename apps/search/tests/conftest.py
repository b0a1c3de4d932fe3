import pytest

from apps.crm.models import Lead
from apps.crm.tests.factories import LeadFactory
from apps.tenants.models import Business


@pytest.fixture
def lead(business: Business) -> Lead:
    return LeadFactory.create(name="דנה כהן", phone="+972521234567", email="dana@example.com", city="חיפה")
