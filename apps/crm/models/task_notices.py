from django.db import models

from apps.crm.models.tasks import Task


class TaskNotice(models.Model):
    """Somebody was told that a task fell due, or came back, at `due_at`: once ever."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="notices", db_index=False)
    user_id = models.BigIntegerField()
    due_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["task", "user_id", "due_at"], name="task_notice_once"),
        ]
        indexes = [models.Index(fields=["user_id", "-id"], name="task_notice_of_user")]

    def __str__(self) -> str:
        return f"task notice {self.pk}"
