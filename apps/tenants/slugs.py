"""What a business's address may be: the first label of its host name and, prefixed, its schema's name."""

from collections.abc import Iterator
from itertools import count

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

# No two hyphens together: such labels are kept for other alphabets (RFC 5891, 4.2.3.1).
SLUG_SHAPE = "[a-z0-9]+(?:-[a-z0-9]+)*"
SLUG = RegexValidator(rf"\A{SLUG_SHAPE}\Z", _("אותיות לטיניות קטנות, ספרות ומקפים בודדים ביניהן"))
# Names by which people and programs take a host for the platform's own, or for PostgreSQL's.
RESERVED = (
    *("admin", "administrator", "api", "app", "apps", "assets", "auth", "autoconfig", "autodiscover"),
    *("billing", "blog", "blueprint", "cdn", "console", "dashboard", "docs", "email", "files", "ftp"),
    *("healthz", "help", "imap", "information-schema", "internal", "localhost", "login", "mail", "media"),
    *("metrics", "mx", "ns1", "ns2", "oauth", "pg", "pop", "pop3", "postgres", "postmaster", "prosaas"),
    *("public", "readyz", "root", "security", "signup", "smtp", "sso", "staging", "static", "status"),
    *("support", "system", "webhook", "webhooks", "webmail", "whatsapp", "ws", "www"),
)
# PostgreSQL's own schemas.
RESERVED_BEGINNINGS = ("pg-",)
IS_RESERVED = _("הכתובת הזו שמורה למערכת. בחרו אחרת.")


def schema_names_for(slug: str) -> Iterator[str]:
    """What the schema may be called, the best name first.

    A prefix keeps every business apart from PostgreSQL's own schemas; a slug has no underscores.
    """
    first = f"b_{slug.replace('-', '_')}"
    yield first
    for number in count(2):
        yield f"{first}_of_{number}"


def host_for(slug: str) -> str:
    return f"{slug}.{settings.TENANT_BASE_DOMAIN}"


def slug_require_unreserved(slug: str) -> None:
    """Raises ValidationError for an address that is the platform's own."""
    is_ours = host_for(slug) in settings.PUBLIC_HOSTS
    if is_ours or slug in RESERVED or slug.startswith(RESERVED_BEGINNINGS):
        raise ValidationError(IS_RESERVED, code="reserved")
