from django.urls import path

from apps.telephony import views
from apps.telephony.api.views import CallDetailView, CallListView, CallRecordingView
from apps.telephony.consumer import MediaConsumer

public_urlpatterns = [
    path("webhooks/twilio/voice", views.voice),
    path("webhooks/twilio/voice/after", views.after),
    path("webhooks/twilio/status", views.status),
]
api_urlpatterns = [
    path("calls/", CallListView.as_view(), name="call-list"),
    path("calls/<int:call_id>/", CallDetailView.as_view(), name="call-detail"),
    path("calls/<int:call_id>/recording", CallRecordingView.as_view(), name="call-recording"),
]
websocket_urlpatterns = [
    path("ws/twilio/media", MediaConsumer.as_asgi()),
    path("ws/twilio/media/<int:business_id>", MediaConsumer.as_asgi()),
]
