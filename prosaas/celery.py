import os

from tenant_schemas_celery.app import CeleryApp

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "prosaas.settings.local")

app = CeleryApp("prosaas")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
