"""One example of everything an id can name. The one place to extend when an endpoint takes a new kind of id.

A maker runs inside a business and returns the id of a row it made there. Whatever text the row holds is
`given.secret`, so that the row is recognised in any answer it must not be in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from apps.accounts import testing as accounts
from apps.accounts.models import Membership, RefreshSession
from apps.assistant.models import FaqEntry, FaqQuestion, PromptTest, PromptVersion
from apps.audit.actors import SYSTEM
from apps.audit.services import audit_record
from apps.conversations.models import Message
from apps.core import clock
from apps.scheduling.tests.factories import AppointmentFactory
from apps.telephony.models import Call, Recording
from apps.telephony.tests.factories import CallFactory
from apps.tenants.context import current_schema
from tests.isolation import customers, diary, reminding


@dataclass(frozen=True, slots=True)
class Given:
    """`number` differs from one call of a maker to the next in the same business."""

    owner: Membership
    secret: str
    number: int


def member_make(given: Given) -> Membership:
    user = accounts.user_make(full_name=given.secret)
    return accounts.membership_make(business=given.owner.business, role="agent", user=user)


def appointment_make(given: Given) -> int:
    starts_at = clock.now() + timedelta(days=1 + given.number)
    return AppointmentFactory(lead__name=given.secret, notes=given.secret, starts_at=starts_at).pk


def call_make(given: Given) -> int:
    """With a turn and a recording, whose bytes are the secret too."""
    call: Call = CallFactory.create(
        summary=given.secret, next_step=given.secret, conversation__lead__name=given.secret
    )
    assert call.conversation is not None
    Message.objects.create(
        conversation=call.conversation,
        author="customer",
        text=given.secret,
        source_kind="call",
        source_id=call.pk,
        external_id="1",
        position=1,
        started_at=clock.now(),
    )
    content = given.secret.encode()
    Recording.objects.create(
        call_id=call.pk,
        file=default_storage.save(f"{current_schema()}/recordings/{call.pk}.wav", ContentFile(content)),
        duration_ms=1000,
        size_bytes=len(content),
        created_at=clock.now(),
        expires_at=clock.now() + timedelta(days=7),
    )
    return call.pk


def audit_entry_make(given: Given) -> int:
    data = {"secret": given.secret}
    return audit_record(actor=SYSTEM, action="kettle.boiled", target_kind="kettle", target_id=1, data=data).pk


def user_make(given: Given) -> int:
    return member_make(given).user_id


def membership_make(given: Given) -> int:
    return member_make(given).pk


def session_make(given: Given) -> int:
    session = accounts.session_make(member_make(given))
    session.user_agent = given.secret
    session.save(update_fields=["user_agent"])
    return session.pk


def invitation_make(given: Given) -> int:
    email = f"{given.secret}-{given.number}@example.test"
    return accounts.invitation_make(business=given.owner.business, email=email).pk


def faq_entry_make(given: Given) -> int:
    return FaqEntry.objects.create(question=given.secret, answer=given.secret).pk


def faq_question_make(given: Given) -> int:
    return FaqQuestion.objects.create(channel="phone", text=given.secret, step="none", elapsed_ms=1).pk


def prompt_test_make(given: Given) -> int:
    name = f"{given.secret} {given.number}"
    return PromptTest.objects.create(name=name, channel="phone", steps=[{"says": given.secret}]).pk


def prompt_version_make(given: Given) -> int:
    return PromptVersion.objects.create(
        channel="phone",
        state=PromptVersion.State.PAST,
        version=100 + given.number,
        text=given.secret,
        comment=given.secret,
        published_at=clock.now(),
    ).pk


MAKERS: Mapping[str, Callable[[Given], object]] = {
    "appointment_id": appointment_make,
    "audit_entry_id": audit_entry_make,
    "call_id": call_make,
    "custom_field_id": customers.custom_field_make,
    "date_exception_id": diary.date_exception_make,
    "faq_entry_id": faq_entry_make,
    "faq_question_id": faq_question_make,
    "import_id": customers.import_make,
    "invitation_id": invitation_make,
    "lead_id": customers.lead_make,
    "lead_status_id": customers.lead_status_make,
    "membership_id": membership_make,
    "other_lead_id": customers.other_lead_make,
    "prompt_test_id": prompt_test_make,
    "prompt_version_id": prompt_version_make,
    "reminder_plan_id": reminding.plan_make,
    "resource_id": diary.resource_make,
    "service_id": diary.service_make,
    "session_id": session_make,
    "task_id": customers.task_make,
    "user_id": user_make,
    # Of the lead made above.
    "duplicate_id": customers.duplicate_of_lead,
    "identity_id": customers.identity_of_lead,
    "memory_entry_id": customers.memory_entry_of_lead,
    "meeting_proposal_id": customers.meeting_proposal_of_lead,
    "merge_id": customers.merge_of_lead,
    "note_id": customers.note_of_lead,
    "provenance_id": customers.provenance_of_lead,
}
"""By the name of the path parameter."""


def own_ids(member: Membership) -> dict[str, object]:
    """What is the member's alone, so that even an owner's request must name their own."""
    sessions = RefreshSession.objects.filter(user=member.user_id, business=member.business_id)
    return {"session_id": sessions.latest("pk").pk}


NAMED_ALSO: Mapping[str, str] = {
    "actor": "user_id",
    "after_id": "lead_id",
    "appointment": "appointment_id",
    "assignee": "user_id",
    "assignee_id": "user_id",
    "before_id": "lead_id",
    "ids": "lead_id",
    "lead": "lead_id",
    "loser_id": "other_lead_id",
    "move_to": "lead_status_id",
    "moving": "appointment_id",
    "owner": "user_id",
    "owner_id": "user_id",
    "question_ids": "faq_question_id",
    "resource": "resource_id",
    "resource_ids": "resource_id",
    "service": "service_id",
    "service_ids": "service_id",
    # Of the kind that the described examples say, a call.
    "source_id": "call_id",
    "status": "lead_status_id",
    "status_id": "lead_status_id",
    "status_ids": "lead_status_id",
    "target_id": "lead_id",
    "task": "task_id",
}
"""A number of this name in a query or a body is an id too: of what."""

NUMBERS = frozenset(
    {
        "before_days",
        "before_minutes",
        "buffer_after_minutes",
        "buffer_before_minutes",
        "buffer_minutes",
        "daily_cap",
        "duration_minutes",
        # How far one has read one's own notices; of nobody else's.
        "last_id",
        "min_notice_minutes",
        "order",
        "page_size",
        "position",
        "priority",
        "revision",
        "slot_minutes",
        "stale_after_days",
        "version",
        "weekday",
        "window_days",
    }
)
"""Numbers in queries and bodies that are no ids."""


def maker_name(field: str) -> str | None:
    """What the id in a query or body field names; None for a plain number. Fails for one nobody knows."""
    if field in NUMBERS:
        return None
    name = NAMED_ALSO.get(field, field)
    if name not in MAKERS:
        raise LookupError(
            f"nobody knows what the number {field!r} names: write its maker, or list it in NUMBERS,"
            " in tests/isolation/makers.py"
        )
    return name
