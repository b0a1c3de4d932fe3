from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from apps.core.contention import TRIES, again_if_contended
from apps.core.errors import AppError, ContendedError
from apps.crm.models import Lead
from apps.crm.tests.factories import LeadFactory
from apps.crm.tests.threads import at_once


def test_two_who_wait_for_each_other_both_get_what_they_want(tenants_db, business, other_business):
    """PostgreSQL breaks one of them off, which is begun again."""
    first, second = LeadFactory.create_batch(2)
    both_hold_one = Barrier(2)
    attempts = []

    def written(one, other):
        @again_if_contended
        def write():
            attempts.append(one.pk)
            with transaction.atomic():
                Lead.objects.filter(pk=one.pk).update(notes=f"{one.pk} first")
                if len(attempts) <= 2:
                    both_hold_one.wait(timeout=60)
                Lead.objects.filter(pk=other.pk).update(notes=f"{one.pk} first")

        return write

    at_once(business.schema_name, [written(first, second), written(second, first)])

    assert len(attempts) == 3
    again = attempts[-1]
    assert set(Lead.objects.values_list("notes", flat=True)) == {f"{again} first"}


def test_what_is_broken_off_time_and_again_is_a_refusal_that_asks_to_try_again(business):
    attempts = []

    @again_if_contended
    def contended():
        with transaction.atomic():
            attempts.append(LeadFactory.create().pk)
            raise ContendedError

    with pytest.raises(AppError) as refusal:
        contended()

    assert len(attempts) == TRIES
    assert not Lead.objects.exists()
    assert (refusal.value.code, refusal.value.status, refusal.value.retry_after_seconds) == (
        "contended",
        503,
        1,
    )


def test_what_broke_off_a_transaction_is_not_tried_again_inside_it(business):
    """Only whoever began it can begin it again."""
    attempts = []

    @again_if_contended
    def named():
        attempts.append(1)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            LeadFactory.create(status_id=0)

    with pytest.raises(IntegrityError):
        named()

    assert len(attempts) == 1


@pytest.mark.parametrize("error", [AppError("no", 409, "לא", "no"), ZeroDivisionError()])
def test_any_other_refusal_or_fault_comes_at_once(error):
    attempts = []

    @again_if_contended
    def refused():
        attempts.append(1)
        raise error

    with pytest.raises(type(error)):
        refused()

    assert len(attempts) == 1
