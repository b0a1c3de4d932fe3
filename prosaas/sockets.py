"""Which consumer answers which socket."""

from typing import Any

from channels.routing import URLRouter
from django.urls import re_path

from prosaas.routes import routes_gathered


async def unknown_socket(scope: dict[str, Any], receive: Any, send: Any) -> Any:
    """Refuses the handshake, which a browser sees as 403; without this it would be a 500 in the log."""
    await receive()
    await send({"type": "websocket.close"})


# The stubs of Django take a route for one of HTTP only.
_elsewhere: Any = unknown_socket
socket_application = URLRouter([*routes_gathered("websocket_urlpatterns"), re_path(r"", _elsewhere)])
