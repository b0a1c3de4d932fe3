from datetime import timedelta

from factory.declarations import LazyAttribute, LazyFunction, SelfAttribute, SubFactory
from factory.django import DjangoModelFactory

from apps.conversations.tests.factories import ConversationFactory
from apps.core import clock
from apps.simulator.twilio.settings import sid_make
from apps.telephony.models import Call


class CallFactory(DjangoModelFactory[Call]):
    """A call that was answered and ended a minute later."""

    class Meta:
        model = Call

    sid = LazyFunction(lambda: sid_make("CA"))
    from_number = "+972521234567"
    to_number = "+97237630001"
    conversation = SubFactory(ConversationFactory)
    lead = SelfAttribute("conversation.lead")
    status = Call.Status.COMPLETED
    started_at = LazyFunction(lambda: clock.now() - timedelta(minutes=2))
    answered_at = LazyAttribute(lambda call: call.started_at + timedelta(seconds=1))
    ended_at = LazyAttribute(lambda call: call.answered_at + timedelta(minutes=1))
    duration_ms = 60_000
