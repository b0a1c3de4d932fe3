from factory.declarations import LazyFunction, Sequence
from factory.django import DjangoModelFactory

from apps.crm.models import Lead, LeadStatus


class LeadFactory(DjangoModelFactory[Lead]):
    """A lead of the entered business, in its default status, without identities."""

    class Meta:
        model = Lead

    name = Sequence(lambda number: f"לקוח {number}")
    source = "phone"
    status = LazyFunction(lambda: LeadStatus.objects.get(is_default=True))
