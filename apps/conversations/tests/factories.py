import factory

from apps.conversations.models import Conversation
from apps.crm.tests.factories import LeadFactory


class ConversationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conversation

    lead = factory.SubFactory(LeadFactory)
    channel = "phone"
