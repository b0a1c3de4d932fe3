from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest

from apps.crm.models.leads import Lead


class Task(models.Model):
    """Something the business has to do; (`source_kind`, `source_id`) is what it came from.

    An `all_day` one is due at the beginning of its local day. `follows` is the repeating task whose end made
    this one: each makes one only. `told_of` is the latest moment its people were told of by notices.
    """

    class Priority(models.TextChoices):
        LOW = "low", "נמוכה"
        NORMAL = "normal", "רגילה"
        HIGH = "high", "גבוהה"
        URGENT = "urgent", "דחופה"

    class Status(models.TextChoices):
        OPEN = "open", "פתוחה"
        DONE = "done", "בוצעה"
        CANCELLED = "cancelled", "בוטלה"

    class SourceKind(models.TextChoices):
        CALL = "call", "שיחה"
        CONVERSATION = "conversation", "התכתבות"
        APPOINTMENT = "appointment", "פגישה"

    title = models.CharField(max_length=200)
    details = models.TextField(blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    priority = models.CharField(max_length=8, choices=Priority, default=Priority.NORMAL)
    assignee_id = models.BigIntegerField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    done_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    told_of = models.DateTimeField(null=True)
    recurrence = models.CharField(max_length=80, blank=True)
    follows = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="followed_by")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="tasks", db_index=False)
    source_kind = models.CharField(max_length=12, choices=SourceKind, blank=True)
    source_id = models.BigIntegerField(null=True, blank=True)
    created_by_kind = models.CharField(max_length=16)
    created_by_user_id = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status="done", done_at__isnull=False) | (~Q(status="done") & Q(done_at=None)),
                name="task_done_has_its_time",
            ),
            models.CheckConstraint(
                condition=Q(recurrence="") | Q(due_at__isnull=False), name="task_repeats_from_a_due_time"
            ),
            models.CheckConstraint(
                condition=Q(source_kind="", source_id=None)
                | (~Q(source_kind="") & Q(source_id__isnull=False)),
                name="task_source_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(status="open"), name="task_open"),
            models.Index(Greatest("due_at", "snoozed_until"), condition=Q(status="open"), name="task_wakes"),
            models.Index(fields=["-done_at", "-id"], condition=Q(status="done"), name="task_done"),
            models.Index(fields=["lead", "-id"], condition=Q(lead__isnull=False), name="task_of_lead"),
            models.Index(
                fields=["source_kind", "source_id"], condition=~Q(source_kind=""), name="task_of_source"
            ),
        ]

    def __str__(self) -> str:
        return f"task {self.pk}"
