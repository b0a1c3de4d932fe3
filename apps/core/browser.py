"""What browsers are told to refuse on our pages."""

from collections.abc import Callable, Iterable

from django.http import HttpRequest, HttpResponse

Next = Callable[[HttpRequest], HttpResponse]

# Two pages carry a style of their own, which must stay as it is to the letter: templates/notice.html and the
# API's documentation.
OWN_STYLES = (
    "'sha256-xgpJtl0omiLtROK7/GC782XYaIgJYpgLwH8hnnvxxCI='",
    "'sha256-MMpT0iDxyjALd9PdfepImGX3DBfJPXZ4IlDWdPAgtn0='",
)


def policy(*, scripts: Iterable[str] = (), styles: Iterable[str] = ()) -> str:
    """A content security policy: everything from our own origin, and what is named."""
    return "; ".join(
        [
            "default-src 'self'",
            " ".join(["script-src 'self'", *scripts]),
            " ".join(["style-src 'self'", *styles]),
            "img-src 'self' data: blob:",
            "media-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


STRICT = policy(styles=OWN_STYLES)
# The administration's own scripts are inline and evaluated, and put styles into the page.
ADMIN = policy(scripts=["'unsafe-inline'", "'unsafe-eval'"], styles=["'unsafe-inline'"])


class BrowserMiddleware:
    def __init__(self, get_response: Next) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        wanted = ADMIN if request.path.startswith("/admin/") else STRICT
        response.headers.setdefault("Content-Security-Policy", wanted)
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), payment=()")
        return response
