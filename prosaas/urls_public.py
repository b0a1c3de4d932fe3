"""The platform's own host: its administration and the webhooks of providers."""

from django.contrib import admin
from django.urls import path, re_path

from prosaas.routes import routes_gathered
from prosaas.spa import ANY_OF_THE_API, api_not_found, favicon, front_page

urlpatterns = [
    path("", front_page),
    path("favicon.ico", favicon),
    path("admin/", admin.site.urls),
    *routes_gathered("public_urlpatterns"),
    re_path(ANY_OF_THE_API, api_not_found),
]
