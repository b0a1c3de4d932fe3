"""Requests signed as Twilio signs them."""

from collections.abc import Mapping
from urllib.parse import urlsplit, urlunsplit

from twilio.request_validator import RequestValidator

HEADER = "X-Twilio-Signature"


def signature_make(url: str, parameters: Mapping[str, str], *, auth_token: str) -> str:
    return str(RequestValidator(auth_token).compute_signature(url, parameters))


def url_dial(url: str, *, base_url: str) -> str:
    """Where to connect for a public address: its path on `base_url`'s host.

    A public `wss://` address reaches a plain-http local server as `ws://`, as behind a proxy that ends TLS.
    """
    public, base = urlsplit(url), urlsplit(base_url)
    scheme = base.scheme.replace("http", "ws") if public.scheme in ("ws", "wss") else base.scheme
    return urlunsplit((scheme, base.netloc, public.path, public.query, ""))
