"""The platform's own host: its administration and the webhooks of providers."""

from django.urls import path, re_path

from prosaas.administration import administration_urls
from prosaas.routes import routes_gathered
from prosaas.spa import ANY_OF_THE_API, api_not_found, favicon, front_page

urlpatterns = [
    path("", front_page),
    path("favicon.ico", favicon),
    path("admin/", administration_urls()),
    *routes_gathered("public_urlpatterns"),
    re_path(ANY_OF_THE_API, api_not_found),
]
