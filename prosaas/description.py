"""The API's description of itself, open to everybody: a client needs it before signing in."""

from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from apps.accounts.permissions import VerbPermission
from apps.core.verbs import ANYBODY


class SchemaView(SpectacularAPIView):
    verb = ANYBODY
    authentication_classes = []
    permission_classes = [VerbPermission]


class DocsView(SpectacularSwaggerSplitView):
    verb = ANYBODY
    authentication_classes = []
    permission_classes = [VerbPermission]
