from django.urls import path

from apps.audit.api.views import AuditListView

api_urlpatterns = [path("audit/", AuditListView.as_view(), name="audit")]
