from django.db import models


class OutboxEvent(models.Model):
    """What happened, kept until told. The key is the sequence: later events have higher ones.

    Two transactions that change the same row always publish in the order they commit, because the second one
    waits for the row. Transactions that have nothing in common may be told in either order.
    """

    type = models.CharField(max_length=64)
    payload = models.JSONField()
    published_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["id"],
                name="outbox_waiting",
                condition=models.Q(delivered_at=None, given_up_at=None),
            )
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.type}"
