from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "apps.accounts"
    label = "accounts"
    verbose_name = "משתמשים"

    def ready(self) -> None:
        from apps.accounts import schema  # noqa: F401 - drf-spectacular learns of it by the import
