"""In whatever order: one sign-in never has two tokens that renew, and an end is final."""

from contextlib import suppress
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from apps.accounts.errors import SessionError
from apps.accounts.models import Membership, RefreshSession
from apps.accounts.rotation import AT_ONCE, Use, use_of
from apps.accounts.selectors import sessions_of_claims
from apps.accounts.services.members import member_update
from apps.accounts.services.sessions import (
    arrival_note,
    logout,
    logout_everywhere,
    session_renew,
    session_start,
)
from apps.accounts.testing import membership_make
from apps.accounts.tokens import access_token_read, refresh_token_read
from apps.accounts.visitors import Visitor
from apps.audit.actors import SYSTEM
from apps.audit.models import AuditEntry
from apps.core import clock
from apps.crm.tests.threads import at_once
from apps.tenants.models import Business

NOW = clock.now().replace(microsecond=0)


@pytest.mark.parametrize(
    ("presented", "seconds", "has_arrived", "use"),
    [
        ("new", 0, False, Use.RENEWS),
        ("new", 10_000_000, True, Use.RENEWS),
        ("old", 0, False, Use.CAME_SECOND),
        ("old", 9.9, True, Use.CAME_SECOND),
        ("old", 10, False, Use.RENEWS_AGAIN),
        ("old", 10_000_000, False, Use.RENEWS_AGAIN),
        ("old", 10, True, Use.REUSED),
        ("older", 0, False, Use.REUSED),
        ("", 0, False, Use.REUSED),
    ],
)
def test_what_a_token_may_do(presented: str, seconds: float, has_arrived: bool, use: Use) -> None:
    now = NOW + timedelta(seconds=seconds)
    tokens = {"presented": presented, "current": "new", "previous": "old"}

    assert use_of(**tokens, has_arrived=has_arrived, rotated_at=NOW, now=now) is use


def test_before_the_first_renewal_no_token_came_before() -> None:
    tokens = {"presented": "", "current": "new", "previous": ""}

    assert use_of(**tokens, has_arrived=False, rotated_at=None, now=NOW) is Use.REUSED


class Family(RuleBasedStateMachine):
    """One sign-in, and everything its owner and a thief may do with every token that ever was."""

    membership: Membership

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        with clock.frozen(self.now):
            started = session_start(membership=self.membership, visitor=Visitor(), is_remembered=True)
        self.pk = started.session.pk
        self.tokens = [started.refresh]
        self.accesses = [started.access]
        self.is_over = False
        self.newest = 0
        self.before: int | None = None
        self.renewed_at: datetime | None = None
        self.newest_access = 0
        self.has_arrived = False

    @property
    def row(self) -> RefreshSession:
        return RefreshSession.objects.get(pk=self.pk)

    @rule(seconds=st.sampled_from([1, 5, 9, 11, 3600, 13 * 24 * 3600, 15 * 24 * 3600]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        before = self.row
        idle, lasts = timedelta(days=14), timedelta(days=90)
        self.is_over |= self.now >= before.last_used_at + idle or self.now >= before.created_at + lasts

    @rule(pick=st.integers(min_value=0, max_value=60))
    def a_token_is_presented(self, pick: int) -> None:
        index = pick % len(self.tokens)
        is_second = self.renewed_at is not None and self.now < self.renewed_at + AT_ONCE
        try:
            with clock.frozen(self.now):
                renewed = session_renew(refresh=self.tokens[index], business=self.membership.business)
        except SessionError:
            is_lost_answer = index == self.before and not self.has_arrived
            assert self.is_over or (index != self.newest and not is_lost_answer)
            self.is_over = True
            return
        assert not self.is_over
        assert index == self.newest or (index == self.before and (is_second or not self.has_arrived))
        self.accesses.append(renewed.access)
        if index == self.before and is_second:
            assert renewed.refresh is None
            return
        assert renewed.refresh is not None
        self.tokens.append(renewed.refresh)
        self.newest, self.before, self.renewed_at = len(self.tokens) - 1, index, self.now
        self.newest_access, self.has_arrived = len(self.accesses) - 1, False

    @precondition(lambda self: not self.is_over)
    @rule(pick=st.integers(min_value=0, max_value=60))
    def an_access_token_is_used(self, pick: int) -> None:
        """The one that came with the newest refresh token shows that both arrived."""
        index = pick % len(self.accesses)
        claims = access_token_read(self.accesses[index])
        assert claims is not None
        arrival_note(session=self.row, claims=claims)
        self.has_arrived |= index == self.newest_access

    @precondition(lambda self: not self.is_over)
    @rule(pick=st.integers(min_value=0, max_value=60))
    def any_of_its_tokens_signs_out(self, pick: int) -> None:
        with clock.frozen(self.now):
            logout(refresh=self.tokens[pick % len(self.tokens)], business=self.membership.business)
        self.is_over = True

    @rule()
    def the_person_signs_out_everywhere(self) -> None:
        with clock.frozen(self.now):
            logout_everywhere(membership=self.membership, actor=SYSTEM)
        self.is_over = True

    @invariant()
    def only_the_newest_token_is_the_one_that_renews(self) -> None:
        claims = [refresh_token_read(token) for token in self.tokens]
        assert [each.token_id for each in claims].index(self.row.token_id) == len(self.tokens) - 1
        assert len({each.token_id for each in claims}) == len(self.tokens)
        assert {each.session_id for each in claims} == {self.row.session_id}

    @invariant()
    def access_lives_as_long_as_the_family(self) -> None:
        with clock.frozen(self.now):
            living = {sessions_of_claims(access_token_read(token)).exists() for token in self.accesses[-3:]}
        assert living == {not self.is_over}

    def teardown(self) -> None:
        """At the end a thief tries everything: nothing is good but the newest and the one it was for."""
        good = []
        for index, token in enumerate(self.tokens):
            with suppress(SessionError, UndoneError), clock.frozen(self.now + AT_ONCE), transaction.atomic():
                session_renew(refresh=token, business=self.membership.business)
                good.append(index)
                raise UndoneError
        assert set(good) <= (set() if self.is_over else {self.newest, self.before})


class UndoneError(Exception):
    """Takes back what a try changed."""


def test_any_order_of_renewals_and_replays(business: Business) -> None:
    class FamilyOfOne(Family):
        membership = membership_make(business=business)

    run_state_machine_as_test(
        FamilyOfOne,
        settings=settings(
            max_examples=60,
            stateful_step_count=20,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )


def renewing(refresh: str, business: Business):
    def renew():
        try:
            return session_renew(refresh=refresh, business=business).refresh
        except SessionError as error:
            return error

    return renew


def test_of_many_renewals_at_once_one_renews_and_the_others_go_on(tenants_db, business: Business) -> None:
    started = session_start(membership=membership_make(business=business), visitor=Visitor())

    results = at_once(business.schema_name, [renewing(started.refresh, business)] * 8)

    fresh = [result for result in results if isinstance(result, str)]
    assert (len(fresh), results.count(None)) == (1, 7)
    assert refresh_token_read(fresh[0]).token_id == RefreshSession.objects.get().token_id


def used_twice(business: Business) -> tuple[str, str]:
    """A token that was replaced, and the newest, for which the one between them was used."""
    started = session_start(membership=membership_make(business=business), visitor=Visitor())
    between = session_renew(refresh=started.refresh, business=business).refresh
    newest = session_renew(refresh=between or "", business=business).refresh
    RefreshSession.objects.update(rotated_at=clock.now() - AT_ONCE)
    return started.refresh, newest or ""


def test_of_many_replays_at_once_one_ends_the_family_and_the_journal_says_so_once(
    tenants_db, business: Business
) -> None:
    replaced, newest = used_twice(business)

    results = at_once(business.schema_name, [renewing(replaced, business)] * 8)

    assert all(isinstance(result, SessionError) for result in results)
    assert AuditEntry.objects.filter(action="session.reuse_detected").count() == 1
    assert AuditEntry.objects.filter(action="session.ended").count() == 1
    assert isinstance(renewing(newest, business)(), SessionError)


def test_a_renewal_beside_a_replay_leaves_nothing_that_renews(tenants_db, business: Business) -> None:
    for _ in range(5):
        replaced, newest = used_twice(business)

        results = at_once(business.schema_name, [renewing(newest, business), renewing(replaced, business)])

        given = [result for result in results if isinstance(result, str)]
        assert all(isinstance(renewing(token, business)(), SessionError) for token in [newest, *given])


def test_of_many_that_lost_their_answer_one_is_given_another(tenants_db, business: Business) -> None:
    started = session_start(membership=membership_make(business=business), visitor=Visitor())
    session_renew(refresh=started.refresh, business=business)
    RefreshSession.objects.update(rotated_at=clock.now() - AT_ONCE)

    results = at_once(business.schema_name, [renewing(started.refresh, business)] * 8)

    fresh = [result for result in results if isinstance(result, str)]
    assert (len(fresh), results.count(None)) == (1, 7)
    assert isinstance(renewing(fresh[0], business)(), str)


def test_renewing_and_suspending_at_once_do_not_wait_for_each_other(tenants_db, business: Business) -> None:
    for _ in range(5):
        member = membership_make(business=business, role="agent")
        started = session_start(membership=member, visitor=Visitor())
        suspend = partial(
            member_update, business=business, membership_id=member.pk, is_suspended=True, actor=SYSTEM
        )

        at_once(business.schema_name, [renewing(started.refresh, business)] * 3 + [suspend])

        session = RefreshSession.objects.get(pk=started.session.pk)
        assert session.revoked_reason == "member_suspended"
