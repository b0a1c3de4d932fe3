from django.apps import AppConfig


class ConversationsConfig(AppConfig):
    name = "apps.conversations"
    label = "conversations"

    def ready(self) -> None:
        from apps.conversations.models import Conversation, Message
        from apps.conversations.ownership import ConversationOwner
        from apps.crm.ownership import register_owner, register_source

        register_owner(ConversationOwner())
        register_source("conversation", Conversation)
        register_source("message", Message)
