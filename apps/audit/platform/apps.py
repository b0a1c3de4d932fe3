from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlatformAuditConfig(AppConfig):
    name = "apps.audit.platform"
    label = "audit_platform"
    verbose_name = _("יומן המערכת")
