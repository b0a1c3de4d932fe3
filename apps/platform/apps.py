from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.urls import URLResolver, get_resolver
from django.utils.translation import gettext_lazy as _


class PlatformConfig(AppConfig):
    name = "apps.platform"
    label = "platform"
    verbose_name = _("המערכת")

    def ready(self) -> None:
        from apps.platform.sign_ins import sign_ins_watch

        sign_ins_watch()
        register(_the_administration_names_its_verbs, Tags.security)


def _the_administration_names_its_verbs(**_: Any) -> list[CheckMessage]:
    addresses = get_resolver(settings.PUBLIC_SCHEMA_URLCONF).url_patterns
    # Its pages are gathered with its addresses.
    from django.contrib import admin

    from apps.core.checks import ADMINISTRATION
    from apps.platform.checks import house_check

    houses = [each for each in addresses if isinstance(each, URLResolver) and each.app_name == ADMINISTRATION]
    return [fault for house in houses for fault in house_check(admin.site, house.url_patterns)]
