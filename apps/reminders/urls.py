from django.urls import path

from apps.reminders.api import views

api_urlpatterns = [
    path("reminders/", views.ReminderListView.as_view(), name="reminders"),
    path("reminders/plans/", views.ReminderPlanListView.as_view(), name="reminder-plans"),
    path("reminders/plans/<int:reminder_plan_id>/", views.ReminderPlanView.as_view(), name="reminder-plan"),
]
