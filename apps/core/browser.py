"""What browsers are told to refuse, on every answer: of pages, of the API, of files, of errors."""

from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.middleware.security import SecurityMiddleware

# Three pages carry a style of their own, which must stay as it is to the letter: templates/notice.html, the
# API's documentation and templates/meeting.html.
OWN_STYLES = (
    "'sha256-ArGmrD31cbngnNYsVY5a1IwZ/M/zTMSx4ilt/Da0fyw='",
    "'sha256-MMpT0iDxyjALd9PdfepImGX3DBfJPXZ4IlDWdPAgtn0='",
    "'sha256-tdgFJjSVvbROsb9EAPO6kKrIDeljN9p9az2PlTZ5WyQ='",
)
# The administration's colours, as Unfold writes them from settings.UNFOLD, and what its htmx adds.
ADMIN_STYLES = (
    "'sha256-CftXQ/6rIQ3AMOrJUsQzoK+KGLgk4scJJlfXyvE/1mQ='",
    "'sha256-bsV5JivYxvGywDAZ22EZJKBFip65Ng9xoJVLbBg7bdo='",
)


def policy(*, styles: Iterable[str], forms_to: str = "") -> str:
    """A content security policy: everything from our own origin, and the styles that are named.

    `forms_to`: another address that the answer to a form may lead to.
    """
    return "; ".join(
        [
            "default-src 'self'",
            "script-src 'self'",
            " ".join(["style-src 'self'", *styles]),
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            f"form-action 'self' {forms_to}".rstrip(),
            "frame-ancestors 'none'",
        ]
    )


STRICT = policy(styles=OWN_STYLES)
ADMIN = policy(styles=ADMIN_STYLES)
EVERYWHERE = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), payment=()",
    "X-Frame-Options": "DENY",
}


ONLY_HTTPS = "Strict-Transport-Security"


class BrowserMiddleware(SecurityMiddleware):
    """Stands first, because what answers before Django's own (health, an unknown host) must say it too.

    Sends nobody to https: that is left to Django's, behind what a load balancer asks for in plain http.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Lets everybody through."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        if ONLY_HTTPS in response.headers and not _is_at_a_host_of_ours(request):
            # The names beside a business's own are not ours to close, and no browser could be told otherwise.
            response.headers[ONLY_HTTPS] = f"max-age={settings.SECURE_HSTS_SECONDS}"
        response.headers.setdefault(
            "Content-Security-Policy", ADMIN if request.path.startswith("/admin/") else STRICT
        )
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        return response


def _is_at_a_host_of_ours(request: HttpRequest) -> bool:
    """Whether the platform's own domain is asked, or one below it."""
    try:
        name, _ = split_domain_port(request.get_host())
    except DisallowedHost:
        return False
    return name in settings.PUBLIC_HOSTS or f".{name}".endswith(f".{settings.TENANT_BASE_DOMAIN}")
