from django.apps import AppConfig


class TelephonyConfig(AppConfig):
    name = "apps.telephony"
    label = "telephony"
    verbose_name = "שיחות"

    def ready(self) -> None:
        from apps.crm.ownership import register_owned
        from apps.telephony.models import Call

        register_owned(Call, keeps=True)
