from prosaas.local.run import why_failed

TRACEBACK = 'Traceback (most recent call last):\n  File "x.py", line 1\n'


def test_a_setting_to_mend_is_told_without_the_traceback():
    errors = f"{TRACEBACK}django.core.exceptions.ImproperlyConfigured: LOG_LEVEL cannot be read: correct it\n"
    assert why_failed("", errors) == "  LOG_LEVEL cannot be read: correct it"


def test_of_everything_else_the_whole_is_told():
    errors = f"{TRACEBACK}ValueError: LOG_LEVEL\n"
    assert why_failed("3 migrated\n", errors) == f"3 migrated\n{errors}"
