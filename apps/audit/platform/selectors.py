from django.contrib.auth import get_user_model
from django.db.models import F, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Coalesce, NullIf

from apps.audit.platform.models import PlatformAuditEntry


def platform_audit_entries() -> QuerySet[PlatformAuditEntry]:
    """The entries with `actor_name`: what the person is called now, empty for nobody and for who is gone."""
    person = get_user_model().objects.filter(pk=OuterRef("actor_user_id"))
    name = Coalesce(NullIf(F("full_name"), Value("")), F("email"), output_field=TextField())
    return PlatformAuditEntry.objects.annotate(
        actor_name=Coalesce(
            Subquery(person.values(called=name)[:1], output_field=TextField()),
            Value(""),
            output_field=TextField(),
        )
    )


def platform_audit_actions() -> list[str]:
    """The codes of what was ever done, in their order."""
    return list(PlatformAuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())
