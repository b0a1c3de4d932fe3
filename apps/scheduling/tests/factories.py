from datetime import timedelta

import factory

from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import Appointment, Resource


class AppointmentFactory(factory.django.DjangoModelFactory):
    """Half an hour in the default diary."""

    class Meta:
        model = Appointment

    lead = factory.SubFactory(LeadFactory)
    resource = factory.LazyFunction(lambda: Resource.objects.get(is_default=True))
    ends_at = factory.LazyAttribute(lambda appointment: appointment.starts_at + timedelta(minutes=30))
    status = "confirmed"
    source = "dashboard"
