from typing import Any

import orjson
from rest_framework.renderers import BaseRenderer
from rest_framework.utils.encoders import JSONEncoder


class JsonRenderer(BaseRenderer):
    """JSON by orjson: moments need no serializer, and an `orjson.Fragment` goes out as it is."""

    media_type = "application/json"
    format = "json"
    # JSON is UTF-8 and says nothing of it.
    charset = None

    def render(self, data: Any, accepted_media_type: Any = None, renderer_context: Any = None) -> bytes:
        if data is None:
            return b""
        return orjson.dumps(data, default=JSONEncoder().default, option=orjson.OPT_UTC_Z)
