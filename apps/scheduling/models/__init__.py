from apps.scheduling.models.appointments import Appointment, TstzRange
from apps.scheduling.models.feeds import CalendarFeed
from apps.scheduling.models.hours import DateException, DateHours, OpeningHours
from apps.scheduling.models.services import Resource, Service
from apps.scheduling.models.settings import AppointmentSettings

__all__ = [
    "Appointment",
    "AppointmentSettings",
    "CalendarFeed",
    "DateException",
    "DateHours",
    "OpeningHours",
    "Resource",
    "Service",
    "TstzRange",
]
