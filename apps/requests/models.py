from django.db import models


class KeyedRequest(models.Model):
    """A request a client gave a key to, written in the transaction of what it made.

    It holds ids only: what was made is read again when the request comes again.
    """

    user_id = models.BigIntegerField()
    endpoint = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    resource_id = models.BigIntegerField(null=True)
    status = models.PositiveSmallIntegerField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "endpoint", "key"], name="keyed_request_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="keyed_request_age")]

    def __str__(self) -> str:
        return f"request {self.pk}"
