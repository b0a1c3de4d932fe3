from apps.core.tuples import rows_prepared
from apps.reminders.due import Step

# Written out and kept by PostgreSQL, as it is asked with every booking.
STEPS_ON = """
    SELECT id, kind, before_days, before_minutes FROM reminders_reminderplan WHERE is_on ORDER BY id
"""


def steps_on() -> list[Step]:
    """What the plans of the entered business that are on want sent."""
    return [Step(*row) for row in rows_prepared(STEPS_ON, [])]
