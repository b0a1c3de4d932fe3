from django.apps import AppConfig


class PlatformAuditConfig(AppConfig):
    name = "apps.audit.platform"
    label = "audit_platform"
    verbose_name = "יומן המערכת"
