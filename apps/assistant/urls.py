from django.urls import path

from apps.assistant.api import memory_views, prompt_views, proposal_views, trying_views, views

api_urlpatterns = [
    path("settings/faq/", views.FaqListView.as_view(), name="faq"),
    path("settings/faq/import/", views.FaqImportView.as_view(), name="faq-import"),
    path("settings/faq/suggestions/", views.FaqSuggestionListView.as_view(), name="faq-suggestions"),
    path("settings/faq/suggestions/settle/", views.FaqSettleView.as_view(), name="faq-settle"),
    path("settings/faq/try/", views.FaqTryView.as_view(), name="faq-try"),
    path("settings/faq/<int:faq_entry_id>/", views.FaqEntryView.as_view(), name="faq-entry"),
    path("settings/assistant/", prompt_views.AssistantView.as_view(), name="assistant"),
    path("settings/prompts/", prompt_views.PromptListView.as_view(), name="prompts"),
    path("settings/prompts/draft/", prompt_views.PromptDraftView.as_view(), name="prompt-draft"),
    path("settings/prompts/publish/", prompt_views.PromptPublishView.as_view(), name="prompt-publish"),
    path("settings/prompts/versions/", prompt_views.PromptHistoryView.as_view(), name="prompt-history"),
    path(
        "settings/prompts/versions/<int:prompt_version_id>/",
        prompt_views.PromptVersionView.as_view(),
        name="prompt-version",
    ),
    path(
        "settings/prompts/versions/<int:prompt_version_id>/diff/",
        prompt_views.PromptDiffView.as_view(),
        name="prompt-diff",
    ),
    path(
        "settings/prompts/versions/<int:prompt_version_id>/rollback/",
        prompt_views.PromptRollbackView.as_view(),
        name="prompt-rollback",
    ),
    path("settings/prompts/talk/", trying_views.TalkView.as_view(), name="prompt-talk"),
    path("settings/prompts/tests/", trying_views.PromptTestListView.as_view(), name="prompt-tests"),
    path("settings/prompts/tests/run/", trying_views.PromptTestsRunView.as_view(), name="prompt-tests-run"),
    path(
        "settings/prompts/tests/<int:prompt_test_id>/",
        trying_views.PromptTestView.as_view(),
        name="prompt-test",
    ),
    path("leads/<int:lead_id>/memory/", memory_views.MemoryView.as_view(), name="lead-memory"),
    path(
        "leads/<int:lead_id>/memory/<int:memory_entry_id>/",
        memory_views.MemoryEntryView.as_view(),
        name="lead-memory-entry",
    ),
    path(
        "leads/<int:lead_id>/proposals/",
        proposal_views.MeetingProposalListView.as_view(),
        name="meeting-proposals",
    ),
    path(
        "leads/<int:lead_id>/proposals/<int:meeting_proposal_id>/book/",
        proposal_views.MeetingProposalBookView.as_view(),
        name="meeting-proposal-book",
    ),
    path(
        "leads/<int:lead_id>/proposals/<int:meeting_proposal_id>/dismiss/",
        proposal_views.MeetingProposalDismissView.as_view(),
        name="meeting-proposal-dismiss",
    ),
]
