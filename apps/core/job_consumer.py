"""How a worker takes jobs from its queues."""

from typing import Any

from celery.worker import consumer


class Consumer(consumer.Consumer):
    """Outlives a restart of its broker."""

    # Given by the steps of celery's blueprint.
    connection: Any
    task_consumer: Any

    def on_connection_error_after_connected(self, exc: Exception) -> None:
        """Celery 5.7 closes a lost connection twice. When the first time fails at the read that was waited
        for, the second gives unfinished jobs back over a transport that is gone by then, and its
        AttributeError ended the worker for good. Closed once before, the channel still has its transport.
        """
        if self.connection is not None and self.task_consumer is not None:
            self.connection.maybe_close_channel(self.task_consumer.channel)
        super().on_connection_error_after_connected(exc)
