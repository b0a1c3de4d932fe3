import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prosaas.settings.local")
# Django must be set up before any consumer module is imported.
http_application = get_asgi_application()

from prosaas.routes import routes_gathered  # noqa: E402

application = ProtocolTypeRouter(
    {
        "http": http_application,
        "websocket": URLRouter(routes_gathered("websocket_urlpatterns")),
    }
)
