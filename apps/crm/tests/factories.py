import factory

from apps.crm.models import Lead, LeadStatus


class LeadFactory(factory.django.DjangoModelFactory):
    """A lead of the entered business, in its default status, without identities."""

    class Meta:
        model = Lead

    name = factory.Sequence(lambda number: f"לקוח {number}")
    source = "phone"
    status = factory.LazyFunction(lambda: LeadStatus.objects.get(is_default=True))
