from importlib import import_module

from django.apps import AppConfig


class AssistantConfig(AppConfig):
    name = "apps.assistant"
    label = "assistant"

    def ready(self) -> None:
        from apps.assistant.defaults import assistant_fill
        from apps.assistant.models import (
            FaqQuestion,
            GuardHit,
            HandOver,
            MeetingProposal,
            MemoryEntry,
            ToolRun,
            Understanding,
        )
        from apps.assistant.ownership import Memories, ThreadRuns
        from apps.crm.ownership import register_owned, register_owner
        from apps.tenants.provisioning import register_defaults

        register_defaults(assistant_fill)
        register_owner(ThreadRuns(ToolRun, "lead_id", told_as="actions_in_threads", is_card=True))
        register_owned(GuardHit, told_as="guard_hits", is_card=True)
        register_owned(HandOver, told_as="hand_overs", is_card=True)
        register_owned(FaqQuestion, told_as="questions_asked")
        register_owner(Memories(MemoryEntry, "lead_id", told_as="memory", is_card=True))
        register_owned(Understanding, told_as="understandings", is_card=True)
        register_owned(MeetingProposal, told_as="meeting_proposals", is_card=True)
        # What is kept there subscribes to the events that end it.
        import_module("apps.assistant.prompting.live")
        import_module("apps.assistant.faq.kept")
