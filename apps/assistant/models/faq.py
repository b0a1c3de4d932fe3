from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.conversations.models import Channel
from apps.crm.models import Lead


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
