from django.apps import AppConfig


class ProbeConfig(AppConfig):
    """An app that only the bench has: its one migration is the one that 300 businesses are behind."""

    name = "bench.tenancy.probe"
    label = "probe"
