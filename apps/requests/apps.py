from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "apps.requests"
    label = "requests"

    def ready(self) -> None:
        from apps.core.repeats import register_once
        from apps.requests.api import once

        register_once(once)
