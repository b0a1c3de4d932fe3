from django.apps import AppConfig


class CrmConfig(AppConfig):
    name = "apps.crm"
    label = "crm"

    def ready(self) -> None:
        from apps.crm.consent_rows import ConsentRows
        from apps.crm.defaults import lead_statuses_fill
        from apps.crm.models import (
            Consent,
            ContactIdentity,
            FieldProvenance,
            LeadImport,
            LeadImportRow,
            LeadNote,
            Task,
        )
        from apps.crm.notices import TaskNoticeOwner
        from apps.crm.ownership import register_owned, register_owner, register_source
        from apps.crm.pairs import PairOwner
        from apps.tenants.provisioning import register_defaults

        register_defaults(lead_statuses_fill)
        register_owned(ContactIdentity, told_as="identities", is_card=True)
        register_owned(LeadNote, told_as="notes")
        register_owned(FieldProvenance, told_as="provenance", is_card=True)
        register_owner(ConsentRows(Consent, "lead_id", told_as="consents"))
        register_owned(Task, told_as="tasks")
        register_owned(LeadImportRow, told_as="import_rows", is_card=True)
        register_owner(TaskNoticeOwner())
        register_owner(PairOwner())
        register_source("import", LeadImport)
