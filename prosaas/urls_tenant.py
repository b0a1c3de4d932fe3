from django.urls import include, path

from prosaas.routes import routes_gathered

urlpatterns = [
    path("api/v1/", include(routes_gathered("api_urlpatterns"))),
]
