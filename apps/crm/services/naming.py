from collections.abc import Mapping
from typing import Any

from apps.crm.errors.leads import LeadEmptyError
from apps.crm.models import Lead
from apps.crm.models.leads import HIDING_SOURCES, NAMING


def naming_check(lead: Lead, values: Mapping[str, Any], *, takes_back: bool = False) -> None:
    """Raises LeadEmptyError where `values` leave nothing to know the lead by.

    Who calls or writes may hide from the beginning, and has nothing until something is told; `takes_back`:
    that was wrong, and they are as hidden as before.
    """
    if any(values.get(name, getattr(lead, name)) for name in NAMING):
        return
    is_hidden = lead.source in HIDING_SOURCES
    if not is_hidden or (not takes_back and any(getattr(lead, name) for name in NAMING)):
        raise LeadEmptyError
