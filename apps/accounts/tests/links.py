"""For tests: links as people get them, and what they do with them."""

from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

from apps.accounts.models import Invitation, Membership, User
from apps.accounts.services import impersonation_start
from apps.accounts.tests.signing_in import at, bearer
from apps.accounts.tokens import invitation_token_make
from apps.tenants.context import PUBLIC_SCHEMA, in_tenant

INVITATION, IMPERSONATION = "/api/v1/auth/invitation", "/api/v1/auth/impersonation"
OFFER = f"{INVITATION}/offer"
NEW = {"full_name": "נועה ברק", "password": "another long password"}


def secrets_in(text: str) -> dict[str, str]:
    """What stands behind the # of the first link in a text."""
    address = next(word for word in text.split() if "#" in word)
    return {name: values[0] for name, values in parse_qs(urlsplit(address).fragment).items()}


def token_in(message: EmailMessage) -> str:
    return secrets_in(message.body)["token"]


def token_of(invitation: Invitation) -> str:
    return invitation_token_make(key=invitation.key)


def accept(token: str, host: str = "halutz", **body: str):
    return at(host).post(INVITATION, {"token": token, **body}, format="json")


def offered(token: str, host: str = "halutz"):
    return at(host).post(OFFER, {"token": token}, format="json")


def impersonation_begin(system_admin: User, member: Membership, reason: str = "לקוח דיווח על תקלה") -> str:
    """As it happens: on the public host. Returns the address."""
    with in_tenant(PUBLIC_SCHEMA):
        return impersonation_start(system_admin=system_admin, membership=member, reason=reason)


def redeem(address: str, host: str = "halutz", **extra):
    return at(host).post(IMPERSONATION, secrets_in(address), format="json", **extra)


def acting(system_admin: User, member: Membership):
    """A browser in which the system admin acts as the member."""
    client = at(member.business.slug)
    response = client.post(
        IMPERSONATION, secrets_in(impersonation_begin(system_admin, member)), format="json"
    )
    bearer(client, response.json()["access"])
    return client
