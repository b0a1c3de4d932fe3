from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from apps.crm.models import Lead
from apps.reminders.texts import LONGEST_TEXT
from apps.scheduling.models import Appointment

MOST_DAYS = 30
MOST_MINUTES = 24 * 60


class ReminderPlan(models.Model):
    """What customers are told about their meetings, and when.

    A `before` one goes out so many days before, at the same time on the local clock, or so many minutes
    before; any other right after what it is called by. It goes by the first of `channels` that reaches the
    customer.
    """

    class Kind(models.TextChoices):
        BEFORE = "before", "תזכורת"
        BOOKED = "booked", "אישור קביעה"
        RESCHEDULED = "rescheduled", "הודעה על שינוי"
        CANCELLED = "cancelled", "הודעה על ביטול"

    class Channel(models.TextChoices):
        EMAIL = "email", 'דוא"ל'
        SMS = "sms", "SMS"

    kind = models.CharField(max_length=12, choices=Kind)
    before_days = models.PositiveSmallIntegerField(default=0)
    before_minutes = models.PositiveSmallIntegerField(default=0)
    channels = ArrayField(models.CharField(max_length=8, choices=Channel))
    text_he = models.CharField(max_length=LONGEST_TEXT)
    text_en = models.CharField(max_length=LONGEST_TEXT)
    is_on = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(kind="before")
                    & (
                        Q(before_days__range=(1, MOST_DAYS), before_minutes=0)
                        | Q(before_days=0, before_minutes__range=(1, MOST_MINUTES))
                    )
                )
                | (~Q(kind="before") & Q(before_days=0, before_minutes=0)),
                name="reminder_plan_says_when",
            ),
            models.CheckConstraint(condition=Q(channels__len__gte=1), name="reminder_plan_has_a_channel"),
            models.UniqueConstraint(
                fields=["kind", "before_days", "before_minutes"], name="reminder_plan_once"
            ),
        ]

    def __str__(self) -> str:
        return f"reminder plan {self.pk}"


class Reminder(models.Model):
    """One message about one meeting; no step of a plan makes two for the same start.

    A worker claims several before it sends them: `claim` names the worker's run, and only of what `has_begun`
    anything may have left. `wished_at` is when its plan wants it,
    `due_at` when it goes, outside quiet hours. `channel` and `text` are what was sent or tried last;
    `refused` the channels that will not take it. A row whose fate nobody can know is `unknown`, and is never
    sent again.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "ממתינה"
        SENDING = "sending", "נשלחת"
        SENT = "sent", "נשלחה"
        FAILED = "failed", "נכשלה"
        SKIPPED = "skipped", "לא נשלחה"
        CANCELLED = "cancelled", "בוטלה"
        UNKNOWN = "unknown", "לא ידוע אם הגיעה"

    class Reason(models.TextChoices):
        """Why it was not sent. Of one that failed the provider's own code is kept instead."""

        TOO_LATE = "too_late", "מאוחר מדי"
        QUIET_HOURS = "quiet_hours", "אין זמן מתאים מחוץ לשעות השקטות"
        NO_ADDRESS = "no_address", "אין ללקוח כתובת מתאימה"
        OPTED_OUT = "opted_out", "הלקוח ביקש לא לקבל הודעות"
        MEETING_CHANGED = "meeting_changed", "הפגישה השתנתה"
        PLAN_CHANGED = "plan_changed", "התזכורת הופסקה"
        TOGETHER = "together", "תזכורת אחרת נשלחה באותו זמן"

    class Answer(models.TextChoices):
        CONFIRMED = "confirmed", "אישר הגעה"
        CANCELLED = "cancelled", "ביטל"

    appointment = models.ForeignKey(Appointment, on_delete=models.CASCADE, related_name="reminders")
    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="reminders")
    plan = models.ForeignKey(ReminderPlan, on_delete=models.SET_NULL, null=True, related_name="reminders")
    kind = models.CharField(max_length=12, choices=ReminderPlan.Kind)
    starts_at = models.DateTimeField()
    wished_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=60, blank=True)
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    # Who says nothing of it has begun: a worker of before this field never does.
    has_begun = models.BooleanField(default=True, db_default=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    channel = models.CharField(max_length=8, choices=ReminderPlan.Channel, blank=True)
    refused = ArrayField(models.CharField(max_length=8), default=list)
    address = models.CharField(max_length=254, blank=True)
    text = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    provider_id = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=16, blank=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appointment", "plan", "starts_at"], name="reminder_once"),
            models.UniqueConstraint(
                fields=["provider_id"], condition=~Q(provider_id=""), name="reminder_is_one_message"
            ),
            models.CheckConstraint(
                condition=(Q(state="sending") & Q(claim__isnull=False, claimed_at__isnull=False))
                | (~Q(state="sending") & Q(claim=None)),
                name="reminder_sending_is_claimed",
            ),
            models.CheckConstraint(
                condition=(Q(state="sent") & Q(sent_at__isnull=False)) | ~Q(state="sent"),
                name="reminder_sent_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["skipped", "failed", "unknown"]) | ~Q(reason=""),
                name="reminder_not_sent_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=Q(state="waiting"), name="reminder_waiting"),
            models.Index(fields=["claimed_at"], condition=Q(state="sending"), name="reminder_sending"),
            models.Index(fields=["-due_at", "-id"], name="reminder_newest"),
            models.Index(fields=["address"], condition=~Q(address=""), name="reminder_by_address"),
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"


class Answer(models.Model):
    """What a customer wrote back, once by the provider's name of it, and how it was understood."""

    class Meaning(models.TextChoices):
        CONFIRM = "confirm", "מאשר הגעה"
        CANCEL = "cancel", "מבטל"
        OPT_OUT = "opt_out", "מבקש הסרה"
        OPT_IN = "opt_in", "מבקש לחזור לקבל"
        UNCLEAR = "unclear", "לא ברור"

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="answers")
    # Not a key of the database: the meeting may go, and the words stay the person's.
    appointment_id = models.BigIntegerField(null=True)
    provider_id = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    meaning = models.CharField(max_length=8, choices=Meaning)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"answer {self.pk}"
