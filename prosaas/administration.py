from django.contrib.admin.apps import AdminConfig


class AdministrationConfig(AdminConfig):
    """Django's administration, as the system admins' own house."""

    default = False
    default_site = "apps.platform.site.House"

    def ready(self) -> None:
        from django.contrib import admin
        from django.contrib.auth.models import Group

        super().ready()
        # Roles are memberships; Django's groups would be a second, unused table of them.
        admin.site.unregister(Group)
