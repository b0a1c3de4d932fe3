"""What a view may say instead of a verb of the permission table."""

ANYBODY = "anybody"
ANY_MEMBER = "any_member"
Verb = str | dict[str, str]
