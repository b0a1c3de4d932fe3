from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Tags, register
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from apps.core.verbs import ANY_MEMBER, ANYBODY


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = _("משתמשים")

    def ready(self) -> None:
        register(_every_view_has_a_verb, Tags.security)


def _every_view_has_a_verb(**_: Any) -> list[CheckMessage]:
    from apps.accounts.permissions import VERBS
    from apps.core.checks import sockets_check, verbs_check

    known = {ANYBODY, ANY_MEMBER, *VERBS}
    hosts = (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF)
    sockets = import_string(settings.SOCKET_APPLICATION)
    return [
        *verbs_check({host: settings.PLAIN_VIEWS.get(host, ()) for host in hosts}, known.__contains__),
        *sockets_check(sockets.routes, settings.PLAIN_SOCKETS),
    ]
