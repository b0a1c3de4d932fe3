"""Writing a row of which something must be its own."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def unique_save(row: models.Model) -> None:
    """Raises ValidationError that names what is not possible or taken, also when it was taken just now."""
    row.full_clean()
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        # Of two at one instant the second learns it here; with the first one there, asking again tells what.
        row.full_clean()
        raise ValidationError(str(row._meta.verbose_name), code="taken") from error
