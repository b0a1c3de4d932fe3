"""Twilio's signature: is this request really Twilio's?

Source: Twilio "Webhooks security"; for the media stream's upgrade the signed address is the `wss://` one,
without parameters.
"""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from twilio.request_validator import RequestValidator


def is_signed_by_twilio(*, path: str, parameters: Mapping[str, Any], signature: str) -> bool:
    """`path` with its query string, as Twilio called it under one of our public addresses."""
    return _is_signed([base + path for base in settings.PUBLIC_BASE_URLS], parameters, signature)


def is_stream_signed_by_twilio(*, path: str, signature: str) -> bool:
    """The upgrade request of a media stream."""
    return _is_signed([stream_url(base, path) for base in settings.PUBLIC_BASE_URLS], {}, signature)


def stream_url(base: str, path: str) -> str:
    """Always `wss`: Twilio accepts nothing else. A proxy speaks TLS for a plain server."""
    return f"wss://{base.partition('://')[2]}{path}"


def _is_signed(urls: list[str], parameters: Mapping[str, Any], signature: str) -> bool:
    if not settings.TWILIO_AUTH_TOKEN or not signature:
        return False
    validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)
    return any(validator.validate(url, parameters, signature) for url in urls)
