"""A link to a recording is one person's, of one sign-in, and asks at each use whether they may still hear."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from rest_framework.test import APIClient

from apps.accounts.models import Membership, User
from apps.accounts.services.endings import impersonations_end
from apps.accounts.services.impersonation import impersonation_end
from apps.accounts.services.members import member_remove, member_update
from apps.accounts.services.sessions import logout_everywhere, session_end
from apps.accounts.testing import client_for, impersonation_make, membership_make, session_make
from apps.audit.actors import SYSTEM
from apps.core import clock
from apps.telephony.models import Call, Recording
from apps.telephony.tests.factories import CallFactory
from apps.telephony.tickets import recording_ticket
from apps.tenants.context import in_tenant
from apps.tenants.models import Business

WAV = b"RIFF" + bytes(range(100))


@pytest.fixture
def call(business: Business, settings: Any, tmp_path: Path) -> Call:
    settings.MEDIA_ROOT = str(tmp_path)
    return recorded(business)


def recorded(business: Business, **values: Any) -> Call:
    call: Call = CallFactory.create(**values)
    now = clock.now()
    recording = Recording(
        call=call, duration_ms=60_000, size_bytes=len(WAV), peaks=[], created_at=now, expires_at=now
    )
    recording.file.save(f"{business.schema_name}/recordings/{call.pk}.wav", ContentFile(WAV))
    return call


def link_of(call: Call, member: APIClient) -> str:
    url: str = member.get(f"/api/v1/calls/{call.pk}/").json()["recording"]["url"]
    return url


def signed_in(business: Business) -> Membership:
    membership = membership_make(business=business)
    membership.session = session_make(membership)
    return membership


def signs_out_everywhere(member: Membership) -> None:
    logout_everywhere(membership=member, actor=SYSTEM)


def ends_that_sign_in(member: Membership) -> None:
    (session,) = member.user.sessions.all()
    session_end(membership=member, session_id=session.pk, actor=SYSTEM)


def is_suspended(member: Membership) -> None:
    member_update(business=member.business, membership_id=member.pk, is_suspended=True, actor=SYSTEM)


def is_removed(member: Membership) -> None:
    member_remove(business=member.business, membership_id=member.pk, actor=SYSTEM)


def is_shut_out(member: Membership) -> None:
    User.objects.filter(pk=member.user_id).update(is_active=False)


@pytest.mark.parametrize(
    "end", [signs_out_everywhere, ends_that_sign_in, is_suspended, is_removed, is_shut_out]
)
def test_it_plays_until_its_person_is_out(
    business: Business, anonymous: APIClient, call: Call, end: Callable[[Membership], None]
) -> None:
    owner, colleague = client_for(membership_make(business=business)), membership_make(business=business)
    own, theirs = link_of(call, owner), link_of(call, client_for(colleague))
    assert anonymous.get(theirs).status_code == 200

    end(colleague)

    for headers in ({}, {"range": "bytes=4-9"}):
        refused = anonymous.get(theirs, headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (401, "not_authenticated")
    assert anonymous.get(own).status_code == 200


@pytest.mark.parametrize("is_of_the_platform_still", [True, False])
def test_it_ends_with_the_impersonation_and_leaves_the_members_own(
    business: Business, anonymous: APIClient, call: Call, is_of_the_platform_still: bool
) -> None:
    member = membership_make(business=business)
    impersonation = impersonation_make(membership=member)
    own, theirs = (link_of(call, client_for(member, impersonation=each)) for each in (None, impersonation))
    assert anonymous.get(theirs).status_code == 200

    if is_of_the_platform_still:
        member.session = impersonation.sessions.get()
        impersonation_end(membership=member, actor=SYSTEM)
    else:
        impersonations_end(system_admin_id=impersonation.system_admin_id, actor=SYSTEM)

    assert [anonymous.get(link).status_code for link in (own, theirs)] == [200, 401]


def test_it_opens_one_recording_of_one_business_by_a_sign_in_there(
    business: Business, other_business: Business, anonymous: APIClient, call: Call
) -> None:
    path = f"/api/v1/calls/{call.pk}/recording"
    here, there = signed_in(business), signed_in(other_business)
    wrong = [
        {"schema": other_business.schema_name, "call_id": call.pk, "membership": there},
        {"schema": business.schema_name, "call_id": call.pk + 1, "membership": here},
        {"schema": business.schema_name, "call_id": call.pk, "membership": there},
    ]
    for named in wrong:
        assert anonymous.get(path, {"ticket": recording_ticket(**named)}).status_code == 401
    ours = recording_ticket(schema=business.schema_name, call_id=call.pk, membership=here)
    assert anonymous.get(path, {"ticket": ours}).status_code == 200

    with in_tenant(other_business.schema_name):
        recorded(other_business, pk=call.pk)
    elsewhere = APIClient(headers={"host": f"{other_business.slug}.testserver"})
    assert elsewhere.get(path, {"ticket": ours}).status_code == 401
