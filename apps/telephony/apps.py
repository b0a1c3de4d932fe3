from django.apps import AppConfig


class TelephonyConfig(AppConfig):
    name = "apps.telephony"
    label = "telephony"
    verbose_name = "שיחות"

    def ready(self) -> None:
        from apps.crm.ownership import register_owner, register_source
        from apps.crm.proofs import register_proof
        from apps.events.registry import subscribe
        from apps.telephony.events import CallErased
        from apps.telephony.models import Call
        from apps.telephony.ownership import CallOwner, numbers_called_from

        register_owner(CallOwner(Call, "lead_id", told_as="calls", keeps=True, source_kind="call"))
        register_source("call", Call)
        register_proof("phone", numbers_called_from)
        subscribe(CallErased.type, "telephony.call_files_delete")
