"""Which models hold something about a person."""

from collections.abc import Iterator

from django.apps import apps
from django.conf import settings
from django.db.models import Model

from apps.crm.models import Lead
from apps.crm.ownership import owners


def models_of_businesses() -> Iterator[type[Model]]:
    for name in settings.TENANT_APPS:
        yield from apps.get_app_config(name.rpartition(".")[2]).get_models()


def answered_for() -> set[type[Model]]:
    return {Lead, *(model for owner in owners() for model in owner.models)}
