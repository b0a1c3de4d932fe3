"""PostgreSQL and Valkey."""

import sys

import redis
from psycopg.conninfo import conninfo_to_dict

from prosaas.settings.environment import env

# --- PostgreSQL: services own their transactions, the pool owns the connections
DATABASE_URL = env("DATABASE_URL", default="postgresql://postgres@localhost/prosaas")
_address = conninfo_to_dict(DATABASE_URL)
_POOL_MAX = env.int("DATABASE_POOL_MAX", default=16)
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
                "min_size": min(env.int("DATABASE_POOL_MIN", default=2), _POOL_MAX),
                "max_size": _POOL_MAX,
                "timeout": 10,
                "max_lifetime": 1800,
            },
        },
    }
}
# Whatever serves has a role that owns no table (apps.tenants.roles). The password is for what makes it.
SERVING_ROLE = "prosaas_app"
SERVING_ROLE_PASSWORD = env("POSTGRES_APP_PASSWORD", default="")
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
