from django.urls import path

from apps.assistant.api import views

api_urlpatterns = [
    path("settings/faq/", views.FaqListView.as_view(), name="faq"),
    path("settings/faq/<int:faq_entry_id>/", views.FaqEntryView.as_view(), name="faq-entry"),
]
