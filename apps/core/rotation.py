"""Every secret under the newest key, so that an older one can be thrown away."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.db.models import Model, TextField, Value
from django.db.models.functions import Cast

from apps.core.crypto import EncryptedTextField, SecretUnreadableError, encrypt_anew

TEXT: TextField[str, str] = TextField()


@dataclass(frozen=True, slots=True)
class Rotation:
    """`unreadable`: what no key of ours opens, such as "credentials.BusinessCredentials 7 openai_api_key"."""

    rotated: int
    unreadable: list[str]


def secrets_rotate() -> Rotation:
    """Writes anew what an older key wrote; safe to repeat and beside a running system."""
    rotated, unreadable = 0, []
    for model, field in encrypted_fields():
        stored = model._default_manager.exclude(**{f"{field}__isnull": True})
        for pk, before in stored.values_list("pk", Cast(field, TEXT)).iterator():
            try:
                anew = encrypt_anew(before)
            except SecretUnreadableError:
                unreadable.append(f"{model._meta.label} {pk} {field}")
                continue
            if anew is not None:
                # Somebody who has changed it meanwhile has used the newest key.
                same = model._default_manager.annotate(stored=Cast(field, TEXT)).filter(pk=pk, stored=before)
                rotated += same.update(**{field: Value(anew, TEXT)})
    return Rotation(rotated, unreadable)


def encrypted_fields() -> Iterator[tuple[type[Model], str]]:
    """Every field of the shared tables that holds a secret."""
    for app in apps.get_app_configs():
        if app.name in settings.SHARED_APPS:
            for model in app.get_models():
                for field in model._meta.get_fields():
                    if isinstance(field, EncryptedTextField):
                        yield model, field.name
