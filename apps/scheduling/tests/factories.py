from datetime import timedelta

from factory.declarations import LazyAttribute, LazyFunction, Sequence, SubFactory
from factory.django import DjangoModelFactory

from apps.crm.tests.factories import LeadFactory
from apps.scheduling.models import Appointment, Resource, Service


class CustomerFactory(LeadFactory):
    """A lead that can be called back, as bookings want it."""

    phone = Sequence(lambda number: f"+97252{number % 10_000_000:07}")


class ServiceFactory(DjangoModelFactory[Service]):
    class Meta:
        model = Service

    label = Sequence(lambda number: f"שירות {number}")
    duration_minutes = 30


class AppointmentFactory(DjangoModelFactory[Appointment]):
    """Half an hour in the default diary, without buffers."""

    class Meta:
        model = Appointment

    lead = SubFactory(CustomerFactory)
    resource = LazyFunction(lambda: Resource.objects.get(is_default=True))
    ends_at = LazyAttribute(lambda appointment: appointment.starts_at + timedelta(minutes=30))
    busy = LazyAttribute(lambda appointment: (appointment.starts_at, appointment.ends_at))
    status = "confirmed"
    source = "dashboard"
