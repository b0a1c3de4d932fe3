from apps.core.jobs import job
from apps.requests import services


@job("requests.forget")
def forget() -> None:
    services.requests_forget()
