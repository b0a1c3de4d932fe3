from django.urls import path

from apps.notifications.consumers import LiveConsumer

websocket_urlpatterns = [path("ws/events", LiveConsumer.as_asgi())]
