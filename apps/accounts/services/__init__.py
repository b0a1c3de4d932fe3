from apps.accounts.services.admin_sessions import (
    admin_login_failed,
    admin_login_failure_record,
    admin_login_record,
    admin_logout,
)
from apps.accounts.services.businesses import business_open, business_register
from apps.accounts.services.endings import (
    impersonations_end,
    impersonations_expire,
    sessions_end,
    user_sessions_end,
)
from apps.accounts.services.impersonation import (
    impersonation_end,
    impersonation_open,
    impersonation_start,
)
from apps.accounts.services.invitations import (
    invitation_accept,
    invitation_create,
    invitation_resend,
    invitation_withdraw,
    owner_invite,
)
from apps.accounts.services.members import (
    member_remove,
    member_update,
    membership_set,
    people_of_nowhere_forget,
)
from apps.accounts.services.passwords import (
    admin_password_change,
    password_change,
    password_reset,
    password_reset_request,
)
from apps.accounts.services.profile import profile_update
from apps.accounts.services.sessions import (
    login,
    login_failure_record,
    logout,
    logout_everywhere,
    session_end,
    session_renew,
    session_start,
    sessions_forget,
)

__all__ = [
    "admin_login_failed",
    "admin_login_failure_record",
    "admin_login_record",
    "admin_logout",
    "admin_password_change",
    "business_open",
    "business_register",
    "impersonation_end",
    "impersonation_open",
    "impersonation_start",
    "impersonations_end",
    "impersonations_expire",
    "invitation_accept",
    "invitation_create",
    "invitation_resend",
    "invitation_withdraw",
    "login",
    "login_failure_record",
    "logout",
    "logout_everywhere",
    "member_remove",
    "member_update",
    "membership_set",
    "owner_invite",
    "password_change",
    "password_reset",
    "password_reset_request",
    "people_of_nowhere_forget",
    "profile_update",
    "session_end",
    "session_renew",
    "session_start",
    "sessions_end",
    "sessions_forget",
    "user_sessions_end",
]
