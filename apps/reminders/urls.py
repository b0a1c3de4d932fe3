from django.urls import path

from apps.reminders import pages, webhooks
from apps.reminders.api import views

public_urlpatterns = [
    path("webhooks/twilio/sms", webhooks.sms),
    path("webhooks/twilio/sms/status", webhooks.sms_status),
]
page_urlpatterns = [path("m/<str:token>", pages.meeting)]
api_urlpatterns = [
    path("reminders/", views.ReminderListView.as_view(), name="reminders"),
    path("reminders/plans/", views.ReminderPlanListView.as_view(), name="reminder-plans"),
    path("reminders/plans/<int:reminder_plan_id>/", views.ReminderPlanView.as_view(), name="reminder-plan"),
]
