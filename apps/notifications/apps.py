from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "apps.notifications"
    label = "notifications"

    def ready(self) -> None:
        from apps.events.registry import EVERYTHING, subscribe
        from apps.notifications.live import hint_push

        subscribe(EVERYTHING, hint_push)
