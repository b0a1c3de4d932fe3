"""What an action is called in the journal a business's owner reads: Hebrew, English."""

ACTION_LABELS: dict[str, tuple[str, str]] = {
    "appointment.booked": ("נקבעה פגישה", "Appointment booked"),
    "appointment.cancelled": ("בוטלה פגישה", "Appointment cancelled"),
    "appointment.confirmed": ("אושרה פגישה", "Appointment confirmed"),
    "appointment.done": ("פגישה התקיימה", "Appointment took place"),
    "appointment.expired": ("פג תוקף שמירה של מועד", "Hold of a time ran out"),
    "appointment.held": ("נשמר מועד לפגישה", "Time held for an appointment"),
    "appointment.no_show": ("לקוח לא הגיע לפגישה", "Customer missed an appointment"),
    "appointment.rescheduled": ("הועברה פגישה", "Appointment rescheduled"),
    "appointment.updated": ("עודכנה פגישה", "Appointment changed"),
    "business.changed": ("עודכנו פרטי העסק", "Details of the business changed"),
    "business.deletion_cancelled": ("בוטלה מחיקת העסק", "Deletion of the business cancelled"),
    "business.deletion_requested": ("התבקשה מחיקת העסק", "Deletion of the business requested"),
    "business.flag_set": ("הופעלה או כובתה יכולת", "Feature switched"),
    "business.opened": ("העסק נפתח", "Business opened"),
    "business.provisioning_retried": ("ההקמה נוסתה שוב", "Provisioning tried again"),
    "business.removed": ("העסק נמחק", "Business removed"),
    "business.resumed": ("העסק חזר לפעילות", "Business resumed"),
    "business.suspended": ("העסק הושהה", "Business suspended"),
    "call.finish": ("שיחה הסתיימה", "Call ended"),
    "call.start": ("שיחה התחילה", "Call started"),
    "custom_field.created": ("נוסף שדה ללידים", "Field added to leads"),
    "custom_field.deleted": ("נמחק שדה מהלידים", "Field removed from leads"),
    "custom_field.updated": ("שונה שדה בלידים", "Field of leads changed"),
    "faq_entry.created": ("נוספה שאלה נפוצה", "Frequent question added"),
    "faq_entry.deleted": ("נמחקה שאלה נפוצה", "Frequent question deleted"),
    "faq_entry.updated": ("שונתה שאלה נפוצה", "Frequent question changed"),
    "impersonation.ended": ("הסתיימה כניסה בשם משתמש", "Impersonation ended"),
    "impersonation.started": ("כניסה בשם משתמש", "Impersonation started"),
    "invitation.resent": ("הזמנה נשלחה שוב", "Invitation sent again"),
    "invitation.withdrawn": ("הזמנה בוטלה", "Invitation withdrawn"),
    "lead.consented": ("נרשמה הסכמה לפנייה", "Consent recorded"),
    "lead.created": ("נוצר ליד", "Lead created"),
    "lead.deleted": ("נמחק ליד", "Lead deleted"),
    "lead.erased": ("נמחק כל המידע על אדם", "Everything about a person erased"),
    "lead.merge_undone": ("בוטל מיזוג לידים", "Merge of leads undone"),
    "lead.merged": ("מוזגו לידים", "Leads merged"),
    "lead.note_added": ("נוספה הערה לליד", "Note added to a lead"),
    "lead.note_deleted": ("נמחקה הערה של ליד", "Note of a lead deleted"),
    "lead.note_edited": ("שונתה הערה של ליד", "Note of a lead changed"),
    "lead.refused": ("נרשם סירוב לפנייה", "Refusal of contact recorded"),
    "lead.told": ("הופק כל המידע על אדם", "Everything about a person handed out"),
    "lead.updated": ("עודכן ליד", "Lead updated"),
    "lead.value_accepted": ("אושר פרט שהוצע לליד", "Proposed detail accepted"),
    "lead.value_rejected": ("נדחה פרט שהוצע לליד", "Proposed detail rejected"),
    "lead_duplicate.dismissed": ("סומן שאין כפילות בין לידים", "Leads marked as different"),
    "lead_import.checked": ("נבדק קובץ לידים", "File of leads checked"),
    "lead_import.failed": ("נכשל ייבוא לידים", "Import of leads failed"),
    "lead_import.finished": ("הסתיים ייבוא לידים", "Import of leads finished"),
    "lead_import.rollback_started": ("התחיל ביטול של ייבוא", "Undoing an import started"),
    "lead_import.rolled_back": ("בוטל ייבוא לידים", "Import of leads undone"),
    "lead_import.started": ("התחיל ייבוא לידים", "Import of leads started"),
    "lead_import.uploaded": ("הועלה קובץ לידים", "File of leads uploaded"),
    "lead_status.created": ("נוסף סטטוס", "Status added"),
    "lead_status.deleted": ("נמחק סטטוס", "Status deleted"),
    "lead_status.reordered": ("שונה סדר הסטטוסים", "Statuses reordered"),
    "lead_status.updated": ("שונה סטטוס", "Status changed"),
    "leads.exported": ("יוצאו לידים לקובץ", "Leads exported"),
    "member.invited": ("נשלחה הזמנה", "Member invited"),
    "member.joined": ("הצטרפות לעסק", "Member joined"),
    "member.removed": ("הסרה מהעסק", "Member removed"),
    "member.resumed": ("בוטלה השהיה של משתמש", "Member resumed"),
    "member.role_changed": ("שונה תפקיד", "Role changed"),
    "member.suspended": ("השהיה של משתמש", "Member suspended"),
    "number.added": ("נוסף מספר טלפון", "Telephone number added"),
    "number.changed": ("שונה מספר טלפון", "Telephone number changed"),
    "number.removed": ("הוסר מספר טלפון", "Telephone number removed"),
    "password.changed": ("הוחלפה סיסמה", "Password changed"),
    "password.reset": ("אופסה סיסמה", "Password reset"),
    "profile.changed": ("עודכנו פרטים אישיים", "Profile changed"),
    "prompt.published": ("פורסמו הנחיות לעוזר", "Prompt published"),
    "recording.expire": ("נמחקה הקלטה שתוקפה פג", "Expired recording deleted"),
    "secret.changed": ("שונה מפתח או סוד", "Key or secret changed"),
    "session.ended": ("יציאה מהמערכת", "Signed out"),
    "session.failed": ("ניסיון כניסה שנכשל", "Sign-in failed"),
    "session.reuse_detected": (
        "שימוש חוזר בכניסה שהוחלפה: הכניסה נסגרה",
        "Reused sign-in detected and ended",
    ),
    "session.started": ("כניסה למערכת", "Signed in"),
    "task.created": ("נוצרה משימה", "Task created"),
    "task.deleted": ("נמחקה משימה", "Task deleted"),
    "task.done": ("בוצעה משימה", "Task done"),
    "task.reopened": ("נפתחה מחדש משימה", "Task reopened"),
    "task.snoozed": ("נדחתה משימה", "Task snoozed"),
    "task.updated": ("שונתה משימה", "Task changed"),
    "user.activated": ("נפתחה הגישה של משתמש", "Person let in again"),
    "user.deactivated": ("נסגרה הגישה של משתמש", "Person shut out"),
}


def action_label(action: str, *, language: str) -> str:
    """An action without a name of its own shows its code."""
    he, en = ACTION_LABELS.get(action, (action, action))
    return en if language.startswith("en") else he


def actions_called(text: str) -> list[str]:
    """The actions with `text` in their code or in one of their names."""
    wanted = text.casefold()
    return [
        action
        for action, names in ACTION_LABELS.items()
        if any(wanted in name.casefold() for name in (action, *names))
    ]
