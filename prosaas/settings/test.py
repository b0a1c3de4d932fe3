"""Tests run on a real PostgreSQL and a real Valkey: the given ones, else ones started for them."""

import os
import tempfile
from pathlib import Path

from prosaas.local import postgres, valkey

if "DATABASE_URL" not in os.environ:
    os.environ["DATABASE_URL"] = postgres.start(
        Path(__file__).parents[2] / ".local" / "test", durable=False
    )
if "REDIS_URL" not in os.environ:
    os.environ["REDIS_URL"] = valkey.start(Path(tempfile.mkdtemp(prefix="prosaas-test-")))

from prosaas.settings.base import *

SECRET_KEY = "test-only-" + "0" * 50
PUBLIC_HOSTS = ["testserver", "localhost"]
TENANT_BASE_DOMAIN = "testserver"
# Argon2 takes 50 ms a hash; the hasher itself is tested once by name.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
