from django.urls import path

from apps.scheduling.api.views import AppointmentCancelView, AppointmentListView, AppointmentView

api_urlpatterns = [
    path("appointments/", AppointmentListView.as_view(), name="appointments"),
    path("appointments/<int:appointment_id>/", AppointmentView.as_view(), name="appointment"),
    path(
        "appointments/<int:appointment_id>/cancel/",
        AppointmentCancelView.as_view(),
        name="appointment-cancel",
    ),
]
