from django.contrib import admin
from django.urls import path

from prosaas.routes import routes_gathered

urlpatterns = [
    path("admin/", admin.site.urls),
    *routes_gathered("public_urlpatterns"),
]
