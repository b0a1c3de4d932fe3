import os

import django
from channels.routing import ProtocolTypeRouter
from django.core.handlers.asgi import ASGIHandler

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prosaas.settings.local")
django.setup(set_prefix=False)


def _application() -> ProtocolTypeRouter:
    # Consumers import models, which need Django to be set up.
    from apps.core.checks import start_checked
    from prosaas.sockets import socket_application

    start_checked()
    return ProtocolTypeRouter({"http": ASGIHandler(), "websocket": socket_application})


application = _application()
