from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from apps.assistant.prompting.sizes import LONGEST_ANY, LONGEST_COMMENT
from apps.conversations.models import Channel


class PromptVersion(models.Model):
    """What the business wants said on a channel. One is live, one may be a draft, the others were live once.

    A draft has no number: numbers are those of what was published, in that order, and such a row is never
    rewritten. `revision` counts how often the draft was saved. Of one brought back, `restored_from` is the
    number it was published under before.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "טיוטה"
        LIVE = "live", "פעילה"
        PAST = "past", "קודמת"

    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=8, choices=State)
    version = models.PositiveIntegerField(null=True)
    text = models.TextField()
    comment = models.CharField(max_length=LONGEST_COMMENT, blank=True)
    author_id = models.BigIntegerField(null=True)
    restored_from = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(default=1)
    published_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "version"], name="prompt_version_unique"),
            models.UniqueConstraint(
                fields=["channel"], condition=Q(state="live"), name="prompt_version_one_live"
            ),
            models.UniqueConstraint(
                fields=["channel"], condition=Q(state="draft"), name="prompt_version_one_draft"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", version=None, published_at=None)
                | Q(state__in=["live", "past"], version__isnull=False, published_at__isnull=False),
                name="prompt_version_numbered_when_published",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), Value(LONGEST_ANY)), name="prompt_version_size"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} v{self.version}" if self.version else f"{self.channel} draft"


class PromptTest(models.Model):
    """A talk that somebody made up, and what is expected of each answer.

    `steps`: what the customer says one after the other, each {"says", "expects"}, where `expects` is what
    `trying.expecting.Expected` holds.
    """

    name = models.CharField(max_length=120)
    channel = models.CharField(max_length=8, choices=Channel)
    steps = models.JSONField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["channel", "name"], name="prompt_test_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class PromptTestRun(models.Model):
    """The last run of a saved test on what is live, and the last one on the draft.

    `prompt_version` is the number of what was live, `revision` that of the draft, so that an old result is
    known for one. `steps`: of each answer its text, tools, question, guards and what broke.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ממתינה"
        PASSED = "passed", "עברה"
        BROKE = "broke", "נשברה"
        FAILED = "failed", "לא הושלמה"

    class Wording(models.TextChoices):
        DRAFT = "draft", "טיוטה"
        LIVE = "live", "פעילה"

    test = models.ForeignKey(PromptTest, on_delete=models.CASCADE, related_name="runs")
    wording = models.CharField(max_length=8, choices=Wording)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    prompt_version = models.PositiveIntegerField(null=True)
    revision = models.PositiveIntegerField(null=True)
    steps = models.JSONField(default=list)
    cost_micro_usd = models.BigIntegerField(default=0)
    asked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["test", "wording"], name="prompt_test_run_last_only"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None)
                | Q(state__in=["passed", "broke", "failed"], ended_at__isnull=False),
                name="prompt_test_run_ended_or_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.test_id} {self.wording} {self.state}"
