from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TenantsConfig(AppConfig):
    name = "apps.tenants"
    label = "tenants"
    verbose_name = _("עסקים")

    def ready(self) -> None:
        from apps.core.jobs import closed_asked_of
        from apps.tenants.selectors import schema_is_closed

        closed_asked_of(schema_is_closed)
