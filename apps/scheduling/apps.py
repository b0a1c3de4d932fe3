from django.apps import AppConfig


class SchedulingConfig(AppConfig):
    name = "apps.scheduling"
    label = "scheduling"

    def ready(self) -> None:
        from apps.scheduling.defaults import scheduling_fill
        from apps.tenants.provisioning import register_defaults

        register_defaults(scheduling_fill)
