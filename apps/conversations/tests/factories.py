from factory.declarations import SubFactory
from factory.django import DjangoModelFactory

from apps.conversations.models import Conversation
from apps.crm.tests.factories import LeadFactory


class ConversationFactory(DjangoModelFactory[Conversation]):
    class Meta:
        model = Conversation

    lead = SubFactory(LeadFactory)
    channel = "phone"
