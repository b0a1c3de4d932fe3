from apps.crm.models.consents import Consent
from apps.crm.models.custom_fields import CustomField
from apps.crm.models.identities import ContactIdentity
from apps.crm.models.imports import LeadImport, LeadImportRow
from apps.crm.models.leads import Lead, LeadSource
from apps.crm.models.merging import LeadMerge, MergeSuggestion
from apps.crm.models.notes import LeadNote
from apps.crm.models.provenance import FieldProvenance, SourceKind
from apps.crm.models.statuses import LeadStatus
from apps.crm.models.task_notices import TaskNotice
from apps.crm.models.tasks import Task

__all__ = [
    "Consent",
    "ContactIdentity",
    "CustomField",
    "FieldProvenance",
    "Lead",
    "LeadImport",
    "LeadImportRow",
    "LeadMerge",
    "LeadNote",
    "LeadSource",
    "LeadStatus",
    "MergeSuggestion",
    "SourceKind",
    "Task",
    "TaskNotice",
]
