"""The API's description of itself, open to everybody: a client needs it before signing in."""

from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import get_language, override
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.request import Request

from apps.accounts.permissions import VerbPermission
from apps.core.verbs import ANYBODY

RENDERERS = {renderer.media_type: renderer for renderer in SpectacularAPIView.renderer_classes}


@cache
def description_rendered(language: str, media_type: str) -> str | bytes:
    """The description as a file. Making it takes seconds of a core, so a process makes it once."""
    with override(language):
        description = SchemaGenerator().get_schema(request=None, public=True)
    renderer = RENDERERS[media_type]()
    return renderer.render(description, renderer_context={})


class SchemaView(SpectacularAPIView):
    verb = ANYBODY
    authentication_classes = []
    permission_classes = [VerbPermission]

    @extend_schema(exclude=True)
    def get(self, request: Request) -> HttpResponse:
        renderer = request.accepted_renderer
        content = description_rendered(get_language() or settings.LANGUAGE_CODE, renderer.media_type)
        return HttpResponse(
            content,
            content_type=renderer.media_type,
            headers={"Content-Disposition": f'inline; filename="ProSaaS.{renderer.format}"'},
        )


class DocsView(SpectacularSwaggerSplitView):
    verb = ANYBODY
    authentication_classes = []
    permission_classes = [VerbPermission]
