from django.urls import path

from apps.timeline.api.views import TimelineView

api_urlpatterns = [path("leads/<int:lead_id>/timeline/", TimelineView.as_view(), name="lead-timeline")]
