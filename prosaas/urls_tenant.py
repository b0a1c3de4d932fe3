"""A business's host: its API, and the dashboard everywhere else."""

from django.urls import include, path, re_path

from prosaas.description import DocsView, SchemaView
from prosaas.routes import routes_gathered
from prosaas.spa import ANY_OF_THE_API, administration_elsewhere, api_not_found, favicon, shell

urlpatterns = [
    path("api/v1/", include(routes_gathered("api_urlpatterns"))),
    path("api/schema/", SchemaView.as_view(), name="schema"),
    path("api/docs", DocsView.as_view(), name="docs"),
    re_path(ANY_OF_THE_API, api_not_found),
    re_path(r"^admin/", administration_elsewhere),
    path("favicon.ico", favicon),
    *routes_gathered("page_urlpatterns"),
    re_path(r"^(?!static/|ws/|webhooks/|admin/).*$", shell),
]
