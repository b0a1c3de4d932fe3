from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "apps.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from apps.crm.ownership import register_owned, register_source
        from apps.scheduling.defaults import scheduling_fill
        from apps.scheduling.models import Appointment
        from apps.tenants.provisioning import register_defaults

        register_defaults(scheduling_fill)
        register_owned(Appointment, told_as="appointments", source_kind="appointment")
        register_source("appointment", Appointment)
