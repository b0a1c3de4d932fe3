from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from apps.assistant.prompting.sizes import LONGEST_ANY, LONGEST_COMMENT
from apps.conversations.models import Channel
from apps.crm.models import Lead

DEFAULT_GREETINGS = {
    "masculine": "שלום, הגעתם ל{business}, מדבר {assistant}. במה אפשר לעזור?",
    "feminine": "שלום, הגעתם ל{business}, מדברת {assistant}. במה אפשר לעזור?",
}


class AssistantProfile(models.Model):
    """Who answers; one row. `greeting` may hold {business} and {assistant}."""

    class Gender(models.TextChoices):
        MASCULINE = "masculine", "זכר"
        FEMININE = "feminine", "נקבה"

    class Voice(models.TextChoices):
        """What a Realtime session speaks with."""

        CEDAR = "cedar"
        ASH = "ash"
        BALLAD = "ballad"
        ECHO = "echo"
        VERSE = "verse"
        MARIN = "marin"
        ALLOY = "alloy"
        CORAL = "coral"
        SAGE = "sage"
        SHIMMER = "shimmer"

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = models.CharField(max_length=40, default="נועם")
    gender = models.CharField(max_length=12, choices=Gender, default=Gender.MASCULINE)
    voice = models.CharField(max_length=24, choices=Voice, default=Voice.CEDAR)
    greeting = models.CharField(max_length=300, default=DEFAULT_GREETINGS["masculine"])
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="assistant_profile_one_row"),
            models.CheckConstraint(
                condition=Q(gender__in=["masculine", "feminine"]), name="assistant_profile_gender_known"
            ),
            models.CheckConstraint(
                condition=Q(name__regex=r"\S", greeting__regex=r"\S"), name="assistant_profile_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.name


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


class FaqEntry(models.Model):
    """A question customers often ask, and what the business answers. Only an active one is told.

    `phrasings` are other ways to ask it. Without a `whatsapp_answer` the answer is given there too. It holds
    from `valid_from` to `valid_until`, both included, where the business is.
    """

    MOST_PHRASINGS = 20
    MOST_TAGS = 10

    question = models.CharField(max_length=300)
    phrasings = ArrayField(models.CharField(max_length=300), default=list, blank=True, size=MOST_PHRASINGS)
    answer = models.TextField(max_length=2000)
    whatsapp_answer = models.TextField(max_length=2000, blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True, size=MOST_TAGS)
    priority = models.PositiveSmallIntegerField(default=0)
    on_phone = models.BooleanField(default=True)
    on_whatsapp = models.BooleanField(default=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    order = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(question__regex=r"\S", answer__regex=r"\S"), name="faq_entry_says_something"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_until=None) | Q(valid_until__gte=F("valid_from")),
                name="faq_entry_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.question


class FaqQuestion(models.Model):
    """What a customer asked, whether the business had an answer, by which step, and how long that took.

    `is_settled`: somebody looked at it and wants to hear no more of it. A person's words: see ownership.
    """

    class Step(models.TextChoices):
        EXACT = "exact", "מילה במילה"
        MATCH = "match", "לפי הקרבה"
        MODEL = "model", "לפי מודל"
        NONE = "none", "בלי תשובה"

    LONGEST = 400

    channel = models.CharField(max_length=8, choices=Channel)
    text = models.CharField(max_length=LONGEST)
    source_kind = models.CharField(max_length=16, blank=True)
    source_id = models.BigIntegerField(null=True)
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, null=True, related_name="+")
    entry = models.ForeignKey(FaqEntry, on_delete=models.SET_NULL, null=True, related_name="questions")
    step = models.CharField(max_length=8, choices=Step)
    elapsed_ms = models.PositiveIntegerField()
    is_settled = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["-created_at"],
                condition=Q(step="none", is_settled=False),
                name="faq_question_unanswered",
            )
        ]

    def __str__(self) -> str:
        return self.text


class ToolRun(models.Model):
    """What one tool call of the model did, written in the transaction of its side effect.

    `arguments`: what the model passed, as it passed it; `turn_id`: the customer's turn that it answers.
    """

    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    tool_call_id = models.CharField(max_length=128)
    turn_id = models.CharField(max_length=128, blank=True, db_default="")
    name = models.CharField(max_length=64)
    ok = models.BooleanField(default=False)
    arguments = models.JSONField(default=dict, db_default={})
    output = models.JSONField(default=dict)
    lead_id = models.BigIntegerField()
    appointment_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id", "tool_call_id"], name="tool_run_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.tool_call_id}"


class GuardHit(models.Model):
    """A guard stopped what the model said or wanted to do.

    `external_id` is the turn or the tool call, `words` the sentence or the argument.
    """

    source_kind = models.CharField(max_length=16)
    source_id = models.BigIntegerField()
    external_id = models.CharField(max_length=128)
    guard = models.CharField(max_length=32)
    channel = models.CharField(max_length=8, choices=Channel)
    lead_id = models.BigIntegerField()
    words = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "external_id", "guard"], name="guard_hit_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.guard} {self.source_kind} {self.source_id}"


class HandOver(models.Model):
    """The assistant left a conversation to a person: why, what shows it, and the task that says so."""

    conversation_id = models.BigIntegerField()
    lead_id = models.BigIntegerField()
    reason = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    task_id = models.BigIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["conversation_id", "-id"], name="hand_over_newest")]

    def __str__(self) -> str:
        return f"{self.reason} {self.conversation_id}"
