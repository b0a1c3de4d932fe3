from django.db import models


class KeyedRequest(models.Model):
    """A request a client gave a key to, written in the transaction of what it made.

    `answer` is what it takes to answer the same again, as ciphertext: it may name people, or be a secret that
    is told once. Empty once it is forgotten. It is kept for a day, so no rotation of keys visits it.
    """

    user_id = models.BigIntegerField()
    endpoint = models.CharField(max_length=100)
    key = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.TextField(default="", blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "endpoint", "key"], name="keyed_request_once")
        ]
        indexes = [models.Index(fields=["created_at"], name="keyed_request_age")]

    def __str__(self) -> str:
        return f"request {self.pk}"
