from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from apps.scheduling.models.settings import LONGEST_MINUTES


class Resource(models.Model):
    """Who or what an appointment takes up: a person, a room, a chair.

    With `has_own_hours` its own opening hours hold, also when there are none; else the business's do.
    `user_id` is the member it stands for, if it does.
    """

    name = models.CharField(max_length=80, unique=True)
    is_default = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    has_own_hours = models.BooleanField(default=False)
    user_id = models.BigIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="resource_one_default"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(is_active=True), name="resource_default_is_active"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Service(models.Model):
    """What can be booked, by any of its active resources; without any of its own, by every active one.

    The buffers are kept free around a meeting. A `price` of None is not shown.
    """

    label = models.CharField(max_length=120, unique=True)
    duration_minutes = models.PositiveSmallIntegerField(
        validators=[MinValueValidator(5), MaxValueValidator(LONGEST_MINUTES)]
    )
    buffer_before_minutes = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    buffer_after_minutes = models.PositiveSmallIntegerField(
        default=0, validators=[MaxValueValidator(LONGEST_MINUTES)]
    )
    price = models.DecimalField(
        max_digits=10, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    is_active = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=0)
    resources = models.ManyToManyField(Resource, blank=True, related_name="services")
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(duration_minutes__gte=5), name="service_duration"),
            models.CheckConstraint(condition=Q(price=None) | Q(price__gte=0), name="service_price"),
        ]

    def __str__(self) -> str:
        return self.label
