from django.urls import path

from apps.scheduling.api.views import appointments, feeds, settings, slots

api_urlpatterns = [
    path("appointments/", appointments.AppointmentListView.as_view(), name="appointments"),
    path("appointments/hold/", appointments.AppointmentHoldView.as_view(), name="appointment-hold"),
    path("appointments/slots/", slots.SlotListView.as_view(), name="slots"),
    path("appointments/<int:appointment_id>/", appointments.AppointmentView.as_view(), name="appointment"),
    path(
        "appointments/<int:appointment_id>/confirm/",
        appointments.AppointmentConfirmView.as_view(),
        name="appointment-confirm",
    ),
    path(
        "appointments/<int:appointment_id>/cancel/",
        appointments.AppointmentCancelView.as_view(),
        name="appointment-cancel",
    ),
    path(
        "appointments/<int:appointment_id>/reschedule/",
        appointments.AppointmentRescheduleView.as_view(),
        name="appointment-reschedule",
    ),
    path(
        "appointments/<int:appointment_id>/no-show/",
        appointments.AppointmentNoShowView.as_view(),
        name="appointment-no-show",
    ),
    path(
        "appointments/<int:appointment_id>/done/",
        appointments.AppointmentDoneView.as_view(),
        name="appointment-done",
    ),
    path(
        "appointments/<int:appointment_id>/file.ics",
        appointments.AppointmentFileView.as_view(),
        name="appointment-file",
    ),
    path("calendar.ics", feeds.CalendarView.as_view(), name="calendar"),
    path("scheduling/settings/", settings.AppointmentSettingsView.as_view(), name="scheduling-settings"),
    path("scheduling/hours/", settings.HoursView.as_view(), name="scheduling-hours"),
    path("scheduling/dates/", settings.DateExceptionListView.as_view(), name="scheduling-dates"),
    path(
        "scheduling/dates/<int:date_exception_id>/",
        settings.DateExceptionView.as_view(),
        name="scheduling-date",
    ),
    path("scheduling/services/", settings.ServiceListView.as_view(), name="scheduling-services"),
    path(
        "scheduling/services/reorder/",
        settings.ServiceOrderView.as_view(),
        name="scheduling-services-reorder",
    ),
    path("scheduling/services/<int:service_id>/", settings.ServiceView.as_view(), name="scheduling-service"),
    path("scheduling/resources/", settings.ResourceListView.as_view(), name="scheduling-resources"),
    path(
        "scheduling/resources/<int:resource_id>/", settings.ResourceView.as_view(), name="scheduling-resource"
    ),
    path(
        "scheduling/resources/reorder/",
        settings.ResourceOrderView.as_view(),
        name="scheduling-resources-reorder",
    ),
    path("scheduling/feeds/mine/", feeds.MemberFeedView.as_view(), name="scheduling-feed-mine"),
    path("scheduling/feeds/business/", feeds.BusinessFeedView.as_view(), name="scheduling-feed-business"),
]
