from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "apps.crm"
    label = "crm"

    def ready(self) -> None:
        from apps.crm.defaults import lead_statuses_fill
        from apps.crm.models import Consent, ContactIdentity, FieldProvenance, LeadNote, Task
        from apps.crm.ownership import register_owned
        from apps.tenants.provisioning import register_defaults

        register_defaults(lead_statuses_fill)
        for model in (ContactIdentity, LeadNote, FieldProvenance, Consent, Task):
            register_owned(model)
