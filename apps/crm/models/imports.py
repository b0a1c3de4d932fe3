from django.db import models
from django.db.models import Q

from apps.crm.models.leads import Lead


class LeadImport(models.Model):
    """A file of leads on its way in.

    Of what people wrote it keeps the file and a sample for as long as the file is needed, then neither.
    `mapping` names a field, or null, for each column. `rows_done` is how far the running step has come; the
    counts are of the dry run until the import begins, and then of the import. `touched_at`: when a worker
    was last heard of; `stalls`: how often one had to be sent after it without getting any further.
    """

    class State(models.TextChoices):
        UPLOADED = "uploaded", "הועלה"
        CHECKING = "checking", "בבדיקה"
        CHECKED = "checked", "נבדק"
        RUNNING = "running", "מייבא"
        DONE = "done", "הסתיים"
        ROLLING_BACK = "rolling_back", "בביטול"
        ROLLED_BACK = "rolled_back", "בוטל"
        FAILED = "failed", "נכשל"

    class Duplicates(models.TextChoices):
        SKIP = "skip", "לדלג"
        UPDATE = "update", "לעדכן"
        CREATE = "create", "ליצור"

    class Kind(models.TextChoices):
        CSV = "csv", "CSV"
        XLSX = "xlsx", "Excel"

    WORKING = (State.CHECKING, State.RUNNING, State.ROLLING_BACK)

    file = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4, choices=Kind)
    encoding = models.CharField(max_length=20, blank=True)
    delimiter = models.CharField(max_length=1, blank=True)
    has_headings = models.BooleanField(default=True)
    headings = models.JSONField(default=list)
    mapping = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    duplicates = models.CharField(max_length=6, choices=Duplicates, default=Duplicates.SKIP)
    state = models.CharField(max_length=12, choices=State, default=State.UPLOADED)
    rows_total = models.PositiveIntegerField()
    rows_done = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    failed = models.PositiveIntegerField(default=0)
    deleted = models.PositiveIntegerField(default=0)
    restored = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    error_code = models.CharField(max_length=40, blank=True)
    error_he = models.CharField(max_length=300, blank=True)
    error_en = models.CharField(max_length=300, blank=True)
    actor_kind = models.CharField(max_length=16)
    actor_user_id = models.BigIntegerField(null=True)
    impersonator_user_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    touched_at = models.DateTimeField()
    stalls = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(
                fields=["touched_at"],
                condition=Q(state__in=["checking", "running", "rolling_back"]),
                name="lead_import_working",
            ),
        ]

    def __str__(self) -> str:
        return f"import {self.pk}"


class LeadImportRow(models.Model):
    """What became of one row; of a dry run there are only the failed ones.

    `before` and `after` hold the lead's fields that the row changed, own fields as custom.<key>, and
    `identities` the ids of addresses that became the lead's: together they undo the row. `version` and `at`
    are the lead's after it, so that a later change shows. `left`: why undoing left something as it is.
    Each of `faults` names a field, the beginning of its value, a code and two sentences.
    """

    class Outcome(models.TextChoices):
        CREATED = "created", "נוצר"
        UPDATED = "updated", "עודכן"
        SKIPPED = "skipped", "דולג"
        FAILED = "failed", "נכשל"

    class Left(models.TextChoices):
        CHANGED = "changed", "השתנה מאז"
        IN_USE = "in_use", "בשימוש"
        MERGED = "merged", "מוזג"

    lead_import = models.ForeignKey(LeadImport, on_delete=models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    outcome = models.CharField(max_length=8, choices=Outcome)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    identities = models.JSONField(default=list)
    version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField(null=True)
    left = models.CharField(max_length=8, choices=Left, blank=True)
    faults = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lead_import", "number"], name="lead_import_row_once"),
        ]
        indexes = [
            models.Index(fields=["lead"], condition=Q(lead__isnull=False), name="lead_import_row_of_lead"),
            models.Index(
                fields=["lead_import", "number"],
                condition=Q(outcome="failed"),
                name="lead_import_row_failed",
            ),
        ]

    def __str__(self) -> str:
        return f"row {self.number} of import {self.lead_import_id}"
