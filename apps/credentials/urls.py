from django.urls import path

from apps.credentials.api import views

api_urlpatterns = [
    path("settings/credentials", views.CredentialsView.as_view(), name="credentials"),
    path("settings/credentials/twilio", views.TwilioAccountView.as_view(), name="credentials-twilio"),
    path("settings/credentials/openai", views.OpenAiKeyView.as_view(), name="credentials-openai"),
    path(
        "settings/credentials/webhook-secret",
        views.WebhookSecretView.as_view(),
        name="credentials-webhook-secret",
    ),
]
