"""What browsers are told to refuse, on every answer: of pages, of the API, of files, of errors."""

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
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


class BrowserMiddleware(SecurityMiddleware):
    """Stands first, because what answers before Django's own (health, an unknown host) must say it too.

    Sends nobody to https: that is left to Django's, behind what a load balancer asks for in plain http.
    """

    def process_request(self, request: HttpRequest) -> None:
        """Lets everybody through."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        response = super().process_response(request, response)
        response.headers.setdefault(
            "Content-Security-Policy", ADMIN if request.path.startswith("/admin/") else STRICT
        )
        if request.path.startswith("/api/"):
            response.headers.setdefault("Cache-Control", "no-store")
        for name, value in EVERYWHERE.items():
            response.headers.setdefault(name, value)
        return response
