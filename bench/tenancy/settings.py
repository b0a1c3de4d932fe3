"""The local settings with one more app, so that every business is one migration behind."""

from prosaas.settings.local import *

TENANT_APPS = [*TENANT_APPS, "bench.tenancy.probe"]
INSTALLED_APPS = [*INSTALLED_APPS, "bench.tenancy.probe"]
