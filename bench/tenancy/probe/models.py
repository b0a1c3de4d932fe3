from django.db import models


class Probe(models.Model):
    name = models.CharField(max_length=40)
    day = models.DateField(db_index=True)

    class Meta:
        app_label = "probe"

    def __str__(self) -> str:
        return self.name
