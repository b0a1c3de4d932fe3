from django.db import models


class KeyedRequest(models.Model):
    """A request a client gave a key to, written in the transaction of what it made.

    `impersonation_id` is the one under which somebody else sent it as the user; 0 for the user in person.
    `answer` is what it takes to answer the same again, as ciphertext: it may name people. Empty when it told
    a secret, and once it is forgotten, as the fingerprint is. It is kept for a day, so no rotation of keys
    visits it.
    """

    user_id = models.BigIntegerField()
    impersonation_id = models.BigIntegerField(default=0, db_default=0)
    endpoint = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "impersonation_id", "endpoint", "key"], name="keyed_request_once"
            )
        ]
        indexes = [models.Index(fields=["created_at"], name="keyed_request_age")]

    def __str__(self) -> str:
        return f"request {self.pk}"
