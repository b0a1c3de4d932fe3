"""Everything that is the same everywhere; the environment decides the rest."""

import warnings
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy

from prosaas import plain_views
from prosaas.settings.api import *
from prosaas.settings.environment import *
from prosaas.settings.jobs import *
from prosaas.settings.servers import *

BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- who runs where
IS_PRODUCTION = False
DEBUG = False
SECRET_KEY = env("DJANGO_SECRET_KEY", default="")
# What stored secrets are encrypted with, newest first: the first one writes, all of them read.
FIELD_KEYS = [key.strip() for key in env.list("FIELD_ENCRYPTION_KEYS", default=[]) if key.strip()]
PUBLIC_BASE_URL = env.web_address("PUBLIC_BASE_URL", default="http://localhost:8000")
PUBLIC_BASE_URLS = env.list("PUBLIC_BASE_URLS", default=[PUBLIC_BASE_URL])
# Webhooks come to the address Twilio was given, health checks to this machine's own.
PUBLIC_HOSTS = [
    *env.list("PUBLIC_HOSTS", default=["localhost", "127.0.0.1"]),
    urlsplit(PUBLIC_BASE_URL).hostname or "localhost",
]
TENANT_BASE_DOMAIN = env("TENANT_BASE_DOMAIN", default="localhost")
# How links to a business begin; its host is put in.
BUSINESS_ORIGIN = "https://{domain}"
# Custom domains are rows, so the list cannot be known here: apps.tenants.middleware refuses unknown hosts.
ALLOWED_HOSTS = ["*"]
ROOT_URLCONF = "prosaas.urls_tenant"
PUBLIC_SCHEMA_URLCONF = "prosaas.urls_public"
ASGI_APPLICATION = "prosaas.asgi.application"
SOCKET_APPLICATION = "prosaas.sockets.socket_application"
PLAIN_VIEWS, PLAIN_SOCKETS = plain_views.PLAIN_VIEWS, plain_views.PLAIN_SOCKETS

# --- apps: an app lives in the public schema or in every business's, never in both
SHARED_APPS = [
    # Before Unfold, one of whose scripts it serves another build of.
    "apps.core",
    # Before django_tenants, whose own admin/app_list.html would hide this one's.
    "unfold.apps.BasicAppConfig",
    "django_tenants",
    "apps.tenants",
    "apps.audit.platform",
    "apps.accounts",
    "apps.usage",
    "apps.platform",
    "apps.credentials",
    "prosaas.administration.AdministrationConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
]
TENANT_APPS = [
    "apps.audit",
    "apps.events",
    "apps.requests",
    "apps.crm",
    "apps.conversations",
    "apps.scheduling",
    "apps.assistant",
    "apps.telephony",
    "apps.reminders",
    "apps.timeline",
    "apps.search",
    "apps.notifications",
]

INSTALLED_APPS = [*SHARED_APPS, *TENANT_APPS]
TENANT_MODEL = "tenants.Business"
TENANT_DOMAIN_MODEL = "tenants.Domain"
TENANT_LIMIT_SET_CALLS = True
TENANT_THREADS = env.int("TENANT_THREADS", default=8)

MIDDLEWARE = [
    "apps.core.browser.BrowserMiddleware",
    "apps.core.health.HealthMiddleware",
    "apps.tenants.middleware.HostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "apps.core.static.StaticMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "apps.platform.middleware.HouseMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

# --- people
AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "full_name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SIMPLE_JWT = {
    "SIGNING_KEY": env("JWT_SIGNING_KEY", default=SECRET_KEY),
    "ACCESS_TOKEN_LIFETIME": timedelta(minutes=15),
}
# A sign-in ends when nothing renews it for so long, and in any case when it lasted so long.
SESSION_IDLE, SESSION_LASTS = timedelta(hours=12), timedelta(hours=24)
SESSION_REMEMBERED_IDLE, SESSION_REMEMBERED_LASTS = timedelta(days=14), timedelta(days=90)
INVITATION_LASTS = timedelta(days=7)
IMPERSONATION_LASTS = timedelta(minutes=30)
IMPERSONATION_CODE_LASTS = timedelta(minutes=2)
PASSWORD_RESET_TIMEOUT = 1800
# The administration's own sign-ins: the same two bounds, tighter.
ADMIN_SESSION_IDLE, ADMIN_SESSION_LASTS = timedelta(hours=2), timedelta(hours=12)
SESSION_COOKIE_AGE = int(ADMIN_SESSION_LASTS.total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# An account's attempts from one address or one known device; over all addresses new to it; an address's.
LOGIN_ATTEMPTS_PER_ACCOUNT = 10
LOGIN_ATTEMPTS_PER_ACCOUNT_ANYWHERE = 30
LOGIN_ATTEMPTS_PER_ADDRESS = 50
LOGIN_WINDOW_SECONDS = 900
# Public by design: production refuses it.
DEMO_PASSWORD = env("DEMO_PASSWORD", default="demo-prosaas")

# --- e-mail: smtp+tls://user:password@host:587 and its like; nothing is sent before somebody names a server
_email = env.email_settings("EMAIL_URL", default="consolemail://")
vars().update(_email)
EMAIL_BACKEND: str = _email["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"ProSaaS <no-reply@{TENANT_BASE_DOMAIN}>")

# --- who may read the metrics
METRICS_TOKEN = env("METRICS_TOKEN", default="")

# --- language and time
LANGUAGE_CODE = "he"
LANGUAGES = [("he", "עברית"), ("en", "English")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

# Vite puts a digest into the names under assets/, so those never change.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/assets/.+-[\w-]{8}\.\w+$"

# --- logs
LOGGING_CONFIG = "apps.core.logs.logs_configure"
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
LOGGING = {"level": env.one_of("LOG_LEVEL", LOG_LEVELS, default="INFO"), "as_json": False}

# --- files
STATIC_URL = "/static/"
STATIC_ROOT: Path | None = BASE_DIR / "staticfiles"
FRONTEND_DIST = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [FRONTEND_DIST] if FRONTEND_DIST.exists() else []
STORAGES = {
    "default": {"BACKEND": "apps.tenants.storage.BusinessStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=str(BASE_DIR / ".local" / "media")))
# What is left of a business that was removed: one file each, until the platform's people delete it.
EXPORT_ROOT = Path(env("EXPORT_ROOT", default=str(BASE_DIR / ".local" / "exports")))
SPOOL_ROOT = Path(env("LOCAL_SPOOL", default=str(BASE_DIR / ".local" / "spool")))

# --- what a browser is told
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True

# --- the administration of the platform
LOGIN_REDIRECT_URL = "/admin/"
UNFOLD = {
    "SITE_TITLE": "ProSaaS",
    "SITE_HEADER": gettext_lazy("ניהול ProSaaS"),
    "SITE_SYMBOL": "support_agent",
    "LOGIN": {"form": "apps.accounts.forms.AdminSignInForm"},
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": f"{STATIC_URL}core/icon.svg"}],
    "SCRIPTS": [f"{STATIC_URL}core/admin.js", f"{STATIC_URL}platform/house.js"],
    "STYLES": [f"{STATIC_URL}core/admin.css", f"{STATIC_URL}platform/house.css"],
}

# --- the model
OPENAI_API_KEY = env("OPENAI_API_KEY", default="")
OPENAI_BASE_URL = env.web_address("OPENAI_BASE_URL", default="https://api.openai.com/v1")
REALTIME_MODEL = env("REALTIME_MODEL", default="gpt-realtime-2.1")
TEXT_MODEL = env("TEXT_MODEL", default="gpt-4o-mini")
TRANSCRIPTION_MODEL = env("TRANSCRIPTION_MODEL", default="gpt-transcribe")
if REALTIME_MODEL.startswith("gpt-4o-realtime-preview"):
    warnings.warn(f"{REALTIME_MODEL} was shut down on 2026-05-07: using gpt-realtime-2.1", stacklevel=1)
    REALTIME_MODEL = "gpt-realtime-2.1"
USE_REALTIME_API = env.bool("USE_REALTIME_API", default=True)

# --- the phone
TWILIO_ACCOUNT_SID = env("TWILIO_ACCOUNT_SID", default="")
TWILIO_AUTH_TOKEN = env("TWILIO_AUTH_TOKEN", default="")
# Of the platform's account: SMS of businesses without a number of their own come from it.
TWILIO_SMS_NUMBER = env("TWILIO_SMS_NUMBER", default="")
# Twilio signs the upgrade of a media stream too; a stand-in without a proxy in front may not.
TWILIO_STREAM_SIGNATURE_REQUIRED = env.bool("TWILIO_STREAM_SIGNATURE_REQUIRED", default=True)
TWILIO_API_BASE_URL = env.web_address("TWILIO_API_BASE_URL")
MAX_CALLS_PER_BUSINESS = env.int("MAX_CALLS_PER_BUSINESS", default=50)
MAX_CALLS_PER_PROCESS = env.int("MAX_CALLS_PER_PROCESS", default=100)

# --- payments and contracts, for when there are some
ENABLE_PAYMENTS = env.bool("ENABLE_PAYMENTS", default=False)
ENABLE_CONTRACTS = env.bool("ENABLE_CONTRACTS", default=False)
