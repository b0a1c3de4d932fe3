from django.urls import path

from apps.accounts import schema  # noqa: F401 - drf-spectacular learns of it by the import
from apps.accounts.api.views.impersonation import ImpersonationView
from apps.accounts.api.views.invitation_link import InvitationLinkView, InvitationOfferView
from apps.accounts.api.views.me import MeView
from apps.accounts.api.views.members import (
    InvitationListView,
    InvitationResendView,
    InvitationView,
    MemberListView,
    MemberView,
)
from apps.accounts.api.views.passwords import PasswordResetConfirmView, PasswordResetView, PasswordView
from apps.accounts.api.views.sessions import (
    LoginView,
    LogoutEverywhereView,
    LogoutView,
    RefreshView,
    SessionListView,
    SessionView,
)

api_urlpatterns = [
    path("auth/login", LoginView.as_view(), name="login"),
    path("auth/refresh", RefreshView.as_view(), name="refresh"),
    path("auth/logout", LogoutView.as_view(), name="logout"),
    path("auth/logout-everywhere", LogoutEverywhereView.as_view(), name="logout-everywhere"),
    path("auth/sessions", SessionListView.as_view(), name="sessions"),
    path("auth/sessions/<int:session_id>", SessionView.as_view(), name="session"),
    path("auth/password", PasswordView.as_view(), name="password"),
    path("auth/password-reset", PasswordResetView.as_view(), name="password-reset"),
    path("auth/password-reset/confirm", PasswordResetConfirmView.as_view(), name="password-reset-confirm"),
    path("auth/invitation", InvitationLinkView.as_view(), name="invitation-link"),
    path("auth/invitation/offer", InvitationOfferView.as_view(), name="invitation-offer"),
    path("auth/impersonation", ImpersonationView.as_view(), name="impersonation"),
    path("me", MeView.as_view(), name="me"),
    path("users/", MemberListView.as_view(), name="members"),
    path("users/<int:membership_id>/", MemberView.as_view(), name="member"),
    path("users/invitations/", InvitationListView.as_view(), name="invitations"),
    path("users/invitations/<int:invitation_id>/", InvitationView.as_view(), name="invitation"),
    path(
        "users/invitations/<int:invitation_id>/resend/",
        InvitationResendView.as_view(),
        name="invitation-resend",
    ),
]
