from apps.accounts import services
from apps.core.jobs import job


@job("accounts.sessions_forget")
def sessions_forget() -> None:
    services.sessions_forget()
