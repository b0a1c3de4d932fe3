from importlib import import_module

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    name = "apps.assistant"
    label = "assistant"

    def ready(self) -> None:
        from apps.assistant.defaults import assistant_fill
        from apps.tenants.provisioning import register_defaults

        register_defaults(assistant_fill)
        # What is kept there subscribes to the events that end it.
        import_module("apps.assistant.prompting.live")
