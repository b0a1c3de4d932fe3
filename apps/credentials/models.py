from django.db import models
from django.db.models import Q

from apps.core.crypto import EncryptedTextField
from apps.tenants.models import Business


class BusinessCredentials(models.Model):
    """What a business brings of its own; for the rest the platform's accounts are used.

    Two businesses may share one Twilio account: whose call it is, the dialled number says. So claiming an
    account here takes it from nobody, and gives nothing without its token.
    """

    business = models.OneToOneField(
        Business, on_delete=models.CASCADE, primary_key=True, related_name="credentials"
    )
    twilio_account_sid = models.CharField(max_length=34, blank=True)
    twilio_auth_token = EncryptedTextField(null=True)
    openai_api_key = EncryptedTextField(null=True)
    webhook_secret = EncryptedTextField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(twilio_account_sid="", twilio_auth_token__isnull=True)
                | Q(twilio_account_sid__regex=r"^AC[0-9a-f]{32}$", twilio_auth_token__isnull=False),
                name="twilio_account_with_its_token",
            )
        ]

    def __str__(self) -> str:
        return f"credentials of {self.business_id}"
