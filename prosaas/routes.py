"""What the apps' urls.py offer, gathered by the name of the list.

`api_urlpatterns`        tenant hosts, under /api/v1/
`page_urlpatterns`       tenant hosts, from the root: pages for a business's customers
`public_urlpatterns`     public hosts, from the root (webhooks)
`websocket_urlpatterns`  sockets, any host, from the root
"""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings


def routes_gathered(name: str) -> list[Any]:
    routes: list[Any] = []
    for app in settings.INSTALLED_APPS:
        if app.startswith("apps.") and find_spec(f"{app}.urls"):
            routes += getattr(import_module(f"{app}.urls"), name, [])
    return routes
