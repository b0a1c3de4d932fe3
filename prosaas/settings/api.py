"""How the API reads, answers and describes itself."""

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_048_576
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["apps.accounts.authentication.BearerAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["apps.accounts.permissions.VerbPermission"],
    "DEFAULT_PARSER_CLASSES": ["apps.core.parsers.JsonParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PAGINATION_CLASS": "apps.core.pagination.CursorPagination",
    "DEFAULT_SCHEMA_CLASS": "apps.core.description.ApiSchema",
    # Else every view would read `?format=`, which no description names.
    "URL_FORMAT_OVERRIDE": None,
    # OPTIONS is not answered: the API describes itself elsewhere.
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "apps.core.refusals.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "ProSaaS",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "apps.core.description.requests_closed",
    ],
    # Fields of one name with different choices; without a name each, theirs would be a hash.
    "ENUM_NAME_OVERRIDES": {
        "AppointmentStatusEnum": "apps.scheduling.models.Appointment.Status",
        "CallStatusEnum": "apps.telephony.models.Call.Status",
        "ChannelEnum": "apps.conversations.models.Channel",
        "ConsentKindEnum": "apps.crm.models.Consent.Kind",
        "CustomFieldKindEnum": "apps.crm.models.CustomField.Kind",
        "ImportKindEnum": "apps.crm.models.LeadImport.Kind",
        "ImportStateEnum": "apps.crm.models.LeadImport.State",
        "DateExceptionKindEnum": "apps.scheduling.models.DateException.Kind",
        "HolidayPolicyEnum": "apps.scheduling.models.settings.HolidayPolicy",
        "LeadEntrySourceEnum": "apps.crm.api.serializers.leads.ENTRY_SOURCES",
        "LeadLearnedFromEnum": "apps.crm.models.SourceKind",
        "LeadSourceEnum": "apps.crm.models.LeadSource",
        "LeadStatusKindEnum": "apps.crm.models.LeadStatus.Kind",
        "PromptWordingEnum": "apps.assistant.models.PromptTestRun.Wording",
        "PromptStateEnum": "apps.assistant.models.PromptVersion.State",
        "PromptTestStateEnum": "apps.assistant.models.PromptTestRun.State",
        "ReminderChannelEnum": "apps.reminders.models.ReminderPlan.Channel",
        "ReminderKindEnum": "apps.reminders.models.ReminderPlan.Kind",
        "ReminderStateEnum": "apps.reminders.models.Reminder.State",
        "TaskBucketEnum": "apps.crm.api.serializers.tasks.BUCKETS",
        "TaskSourceEnum": "apps.crm.models.Task.SourceKind",
        "TaskStatusEnum": "apps.crm.models.Task.Status",
    },
}
