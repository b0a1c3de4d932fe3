"""Everything that is the same everywhere; the environment decides the rest."""

import os
import sys
import warnings
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import environ
import redis
from django.utils.translation import gettext_lazy
from psycopg.conninfo import conninfo_to_dict

env = environ.Env()
# A line without a value in .env is no value.
env.ENVIRON = {name: value for name, value in os.environ.items() if value}
BASE_DIR = Path(__file__).resolve().parent.parent.parent

# --- who runs where
DEBUG = False
SECRET_KEY = env("DJANGO_SECRET_KEY", default="")
# What stored secrets are encrypted with, newest first: the first one writes, all of them read.
FIELD_KEYS = [key.strip() for key in env.list("FIELD_ENCRYPTION_KEYS", default=[]) if key.strip()]
PUBLIC_BASE_URL = env("PUBLIC_BASE_URL", default="http://localhost:8000").rstrip("/")
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

# --- PostgreSQL: services own their transactions, the pool owns the connections
DATABASE_URL = env("DATABASE_URL", default="postgresql://postgres@localhost/prosaas")
_address = conninfo_to_dict(DATABASE_URL)
DATABASES = {
    "default": {
        "ENGINE": "apps.tenants.backend",
        "NAME": _address.pop("dbname"),
        "USER": _address.pop("user", ""),
        "PASSWORD": _address.pop("password", ""),
        "HOST": _address.pop("host", ""),
        "PORT": _address.pop("port", ""),
        "ATOMIC_REQUESTS": False,
        "CONN_MAX_AGE": 0,
        "OPTIONS": {
            # What else the address says: sslmode, options.
            **_address,
            # Prepares nothing but what asks for it (apps.core.tuples.rows_prepared).
            "prepare_threshold": sys.maxsize,
            "pool": {
                "min_size": env.int("DATABASE_POOL_MIN", default=2),
                "max_size": env.int("DATABASE_POOL_MAX", default=16),
                "timeout": 10,
                "max_lifetime": 1800,
            },
        },
    }
}
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Valkey: cache, channel layer, job queue
REDIS_URL = env("REDIS_URL", default="redis://localhost:6379/0")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "KEY_PREFIX": "cache",
        "KEY_FUNCTION": "apps.tenants.cache.scoped_key",
        # A sign-in waits for it; and a connection that Valkey dropped meanwhile is no reason to refuse one.
        "OPTIONS": {
            "socket_connect_timeout": 2,
            "socket_timeout": 2,
            "retry_on_error": [redis.ConnectionError],
        },
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "apps.tenants.channels.BusinessChannelLayer",
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_connect_timeout": 2}], "prefix": "live"},
    }
}
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_TENANT_CACHE_SECONDS = 0
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
# Longer than the longest job and the longest wait before a retry, or a job would run twice beside itself.
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 3600,
    "socket_timeout": 10,
    "socket_connect_timeout": 5,
}
# What every active business does regularly: one beat entry a job, spread over the businesses.
BUSINESS_SCHEDULE = {
    "crm.imports_sweep": timedelta(minutes=3),
    "events.sweep": timedelta(minutes=2),
    "reminders.send_due": timedelta(minutes=1),
    "requests.forget": timedelta(hours=6),
    "scheduling.holds_sweep": timedelta(minutes=2),
    "scheduling.holidays_refresh": timedelta(days=1),
    "telephony.house_keep": timedelta(minutes=5),
}
CELERY_BEAT_SCHEDULE = {
    "accounts.sessions_forget": {"task": "accounts.sessions_forget", "schedule": timedelta(days=1)},
    "platform.businesses_due_remove": {
        "task": "platform.businesses_due_remove",
        "schedule": timedelta(hours=1),
    },
    **{
        name: {
            "task": "tenants.fan_out",
            "schedule": every,
            "kwargs": {"name": name, "spread_seconds": min(every.total_seconds() / 2, 300)},
        }
        for name, every in BUSINESS_SCHEDULE.items()
    },
}

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
# The administration's own sign-ins.
SESSION_COOKIE_AGE = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
# An account's attempts from one address or one known device; over all addresses new to it; an address's.
LOGIN_ATTEMPTS_PER_ACCOUNT = 10
LOGIN_ATTEMPTS_PER_ACCOUNT_ANYWHERE = 30
LOGIN_ATTEMPTS_PER_ADDRESS = 50
LOGIN_WINDOW_SECONDS = 900
# Public by design: production refuses it.
DEMO_PASSWORD = env("DEMO_PASSWORD", default="demo-prosaas")

# --- e-mail: smtp+tls://user:password@host:587 and its like; nothing is sent before somebody names a server
_email = env.email_url_config(env("EMAIL_URL", default="consolemail://"))
vars().update(_email)
EMAIL_BACKEND: str = _email["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 15
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default=f"ProSaaS <no-reply@{TENANT_BASE_DOMAIN}>")

# --- the API
METRICS_TOKEN = env("METRICS_TOKEN", default="")
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.accounts.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["apps.accounts.permissions.VerbPermission"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.parsers.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "apps.core.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "apps.core.description.ApiSchema",
    # OPTIONS is not answered: the API describes itself elsewhere.
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "apps.core.refusals.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ProSaaS",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    # Fields of one name with different choices; without a name each, theirs would be a hash.
    "ENUM_NAME_OVERRIDES": {
        "AppointmentStatusEnum": "apps.scheduling.models.Appointment.Status",
        "CallStatusEnum": "apps.telephony.models.Call.Status",
        "ConsentKindEnum": "apps.crm.models.Consent.Kind",
        "CustomFieldKindEnum": "apps.crm.models.CustomField.Kind",
        "ImportKindEnum": "apps.crm.models.LeadImport.Kind",
        "ImportStateEnum": "apps.crm.models.LeadImport.State",
        "DateExceptionKindEnum": "apps.scheduling.models.DateException.Kind",
        "HolidayPolicyEnum": "apps.scheduling.models.settings.HolidayPolicy",
        "LeadEntrySourceEnum": "apps.crm.api.serializers.leads.ENTRY_SOURCES",
        "LeadLearnedFromEnum": "apps.crm.models.SourceKind",
        "LeadSourceEnum": "apps.crm.models.LeadSource",
        "LeadStatusKindEnum": "apps.crm.models.LeadStatus.Kind",
        "ReminderChannelEnum": "apps.reminders.models.ReminderPlan.Channel",
        "ReminderKindEnum": "apps.reminders.models.ReminderPlan.Kind",
        "ReminderStateEnum": "apps.reminders.models.Reminder.State",
        "TaskBucketEnum": "apps.crm.api.serializers.tasks.BUCKETS",
        "TaskSourceEnum": "apps.crm.models.Task.SourceKind",
        "TaskStatusEnum": "apps.crm.models.Task.Status",
    },
}

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
LOGGING = {"level": env("LOG_LEVEL", default="INFO"), "as_json": False}

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
OPENAI_BASE_URL = env("OPENAI_BASE_URL", default="https://api.openai.com/v1").rstrip("/")
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
# Twilio signs the upgrade of a media stream too; a stand-in without a proxy in front may not.
TWILIO_STREAM_SIGNATURE_REQUIRED = env.bool("TWILIO_STREAM_SIGNATURE_REQUIRED", default=True)
TWILIO_API_BASE_URL = env("TWILIO_API_BASE_URL", default="").rstrip("/")
MAX_CALLS_PER_BUSINESS = env.int("MAX_CALLS_PER_BUSINESS", default=50)
MAX_CALLS_PER_PROCESS = env.int("MAX_CALLS_PER_PROCESS", default=100)

# --- payments and contracts, for when there are some
ENABLE_PAYMENTS = env.bool("ENABLE_PAYMENTS", default=False)
ENABLE_CONTRACTS = env.bool("ENABLE_CONTRACTS", default=False)
