from django.urls import path

from apps.crm.api.views import LeadListView, LeadStatusListView, LeadView

api_urlpatterns = [
    path("leads/", LeadListView.as_view(), name="leads"),
    path("leads/<int:lead_id>/", LeadView.as_view(), name="lead"),
    path("lead-statuses/", LeadStatusListView.as_view(), name="lead-statuses"),
]
