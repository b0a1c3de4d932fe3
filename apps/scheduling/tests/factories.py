from datetime import timedelta

from factory.declarations import LazyAttribute, LazyFunction, SubFactory
from factory.django import DjangoModelFactory

from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import Appointment, Resource


class AppointmentFactory(DjangoModelFactory[Appointment]):
    """Half an hour in the default diary."""

    class Meta:
        model = Appointment

    lead = SubFactory(LeadFactory)
    resource = LazyFunction(lambda: Resource.objects.get(is_default=True))
    ends_at = LazyAttribute(lambda appointment: appointment.starts_at + timedelta(minutes=30))
    status = "confirmed"
    source = "dashboard"
