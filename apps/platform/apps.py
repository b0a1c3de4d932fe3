from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformConfig(AppConfig):
    name = "apps.platform"
    label = "platform"
    verbose_name = _("המערכת")

    def ready(self) -> None:
        from apps.platform.sign_ins import sign_ins_watch

        sign_ins_watch()
