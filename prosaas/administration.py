from typing import Any

from django.contrib import admin
from django.contrib.admin.apps import SimpleAdminConfig


class AdministrationConfig(SimpleAdminConfig):
    """Django's administration, as the system admins' own house.

    Its pages are gathered with its addresses, not at every start: commands need neither.
    """

    default = False
    default_site = "apps.platform.site.House"


def administration_urls() -> Any:
    """What the apps' admin.py offer, at the house's addresses."""
    from django.contrib.auth.models import Group

    admin.autodiscover()
    # Roles are memberships; Django's groups would be a second, unused table of them.
    if admin.site.is_registered(Group):
        admin.site.unregister(Group)
    return admin.site.urls
