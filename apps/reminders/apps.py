from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "apps.reminders"
    label = "reminders"

    def ready(self) -> None:
        from apps.crm.ownership import register_owned, register_source
        from apps.events.registry import subscribe
        from apps.reminders.defaults import reminders_fill
        from apps.reminders.events import ReminderPlanChanged
        from apps.reminders.models import Answer, Reminder
        from apps.reminders.services.planning import meeting_followed, plans_followed, quiet_hours_followed
        from apps.scheduling.events import SchedulingChanged
        from apps.scheduling.followers import register_follower
        from apps.tenants.provisioning import register_defaults

        register_defaults(reminders_fill)
        subscribe(ReminderPlanChanged.type, plans_followed)
        subscribe(SchedulingChanged.type, quiet_hours_followed)
        register_follower(meeting_followed)
        register_owned(Reminder, told_as="reminders")
        register_owned(Answer, told_as="answers")
        register_source("answer", Answer)
