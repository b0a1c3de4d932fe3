from django.urls import path

from apps.crm.api.views import board, custom_fields, history, leads, merging, statuses, tasks

api_urlpatterns = [
    path("leads/", leads.LeadListView.as_view(), name="leads"),
    path("leads/bulk/", leads.LeadBulkView.as_view(), name="lead-bulk"),
    path("leads/owners/", leads.LeadOwnersView.as_view(), name="lead-owners"),
    path("leads/board/", board.BoardView.as_view(), name="lead-board"),
    path("leads/board/<int:lead_status_id>/", board.BoardColumnView.as_view(), name="lead-board-column"),
    path("leads/statuses/", statuses.LeadStatusListView.as_view(), name="lead-statuses"),
    path("leads/statuses/reorder/", statuses.LeadStatusOrderView.as_view(), name="lead-statuses-reorder"),
    path("leads/statuses/<int:lead_status_id>/", statuses.LeadStatusView.as_view(), name="lead-status"),
    path("leads/fields/", custom_fields.CustomFieldListView.as_view(), name="custom-fields"),
    path("leads/fields/<int:custom_field_id>/", custom_fields.CustomFieldView.as_view(), name="custom-field"),
    path("leads/<int:lead_id>/", leads.LeadView.as_view(), name="lead"),
    path("leads/<int:lead_id>/move/", board.LeadMoveView.as_view(), name="lead-move"),
    path("leads/<int:lead_id>/notes/", history.NoteListView.as_view(), name="lead-notes"),
    path("leads/<int:lead_id>/notes/<int:note_id>/", history.NoteView.as_view(), name="lead-note"),
    path("leads/<int:lead_id>/provenance/", history.ProvenanceListView.as_view(), name="lead-provenance"),
    path(
        "leads/<int:lead_id>/provenance/<int:provenance_id>/accept/",
        history.ProvenanceAcceptView.as_view(),
        name="lead-provenance-accept",
    ),
    path(
        "leads/<int:lead_id>/provenance/<int:provenance_id>/reject/",
        history.ProvenanceRejectView.as_view(),
        name="lead-provenance-reject",
    ),
    path("leads/<int:lead_id>/consents/", history.ConsentListView.as_view(), name="lead-consents"),
    path("leads/<int:lead_id>/duplicates/", merging.LeadDuplicatesView.as_view(), name="lead-duplicates"),
    path("leads/<int:lead_id>/merge/", merging.LeadMergeView.as_view(), name="lead-merge"),
    path("leads/<int:lead_id>/merges/", merging.LeadMergesView.as_view(), name="lead-merges"),
    path("merges/<int:merge_id>/undo/", merging.MergeUndoView.as_view(), name="merge-undo"),
    path("duplicates/", merging.DuplicateListView.as_view(), name="duplicates"),
    path(
        "duplicates/<int:duplicate_id>/dismiss/",
        merging.DuplicateDismissView.as_view(),
        name="duplicate-dismiss",
    ),
    path("tasks/", tasks.TaskListView.as_view(), name="tasks"),
    path("tasks/counts/", tasks.TaskCountsView.as_view(), name="task-counts"),
    path("tasks/<int:task_id>/", tasks.TaskView.as_view(), name="task"),
    path("tasks/<int:task_id>/done/", tasks.TaskDoneView.as_view(), name="task-done"),
    path("tasks/<int:task_id>/reopen/", tasks.TaskReopenView.as_view(), name="task-reopen"),
    path("tasks/<int:task_id>/snooze/", tasks.TaskSnoozeView.as_view(), name="task-snooze"),
]
