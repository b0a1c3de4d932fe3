"""Tests run on a real PostgreSQL and a real Valkey: the given ones, else ones started for them."""

import os

from prosaas.local import postgres, valkey
from prosaas.local.environment import TEST_SERVERS

if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = postgres.start(TEST_SERVERS, durable=False)
# A Valkey a process: queues and channel groups of two test workers must not meet.
if not os.environ.get("REDIS_URL") or "PYTEST_XDIST_WORKER" in os.environ:
    os.environ["REDIS_URL"] = valkey.start_own(TEST_SERVERS)

from prosaas.settings.base import *

SECRET_KEY = "test-only-" + "0" * 50
FIELD_KEYS = ["dGVzdC1vbmx5LWZpZWxkLWtleS0wMDAwMDAwMDAwMDA="]
SIMPLE_JWT["SIGNING_KEY"] = SECRET_KEY
PUBLIC_HOSTS = ["testserver", "localhost"]
TENANT_BASE_DOMAIN = "testserver"
# Nothing that a test forgot leaves this machine.
OPENAI_BASE_URL = "http://127.0.0.1:9/v1"
TWILIO_API_BASE_URL = env("TEST_TWILIO_API_BASE_URL", default="http://127.0.0.1:9")
# Argon2 takes 50 ms a hash; the hasher itself is tested once by name.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
# The finders serve static files; nothing is collected. Each is looked up when it is asked for: reading
# them all cost every client of a test more than its request.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
