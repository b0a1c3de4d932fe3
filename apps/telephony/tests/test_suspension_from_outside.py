"""The platform closes a business from its own page, while somebody is on the phone and somebody looks on."""

from contextlib import AsyncExitStack
from typing import Any

import aiohttp
from asgiref.sync import sync_to_async

from apps.accounts.testing import access_make, membership_make
from apps.core.testing import PATIENCE_SECONDS
from apps.platform.tests.people import system_admin
from apps.simulator.twilio.settings import sid_make
from apps.telephony.models import Call
from apps.telephony.tests.conftest import SHAKED, Served, books_closed
from apps.telephony.tests.raw_stream import RawStream, stream_raw, token_get
from apps.telephony.tests.test_suspension import NOT_ANY_MORE, ask, verbs
from apps.tenants.context import PUBLIC_SCHEMA, run_in_tenant
from apps.tenants.models import Business


async def ring(stack: AsyncExitStack, served: Served, **to: str) -> tuple[RawStream, str]:
    """A call that was greeted, and its CallSid."""
    sid = sid_make("CA")
    token = await token_get(served, call_sid=sid, **to)
    stream = await stack.enter_async_context(stream_raw(served))
    await stream.start(call_sid=sid, token=token)
    await stream.hear("media")
    return stream, sid


async def dashboard(stack: AsyncExitStack, served: Served, business: Business) -> Any:
    """A member's open socket, at the served product; the member's token is with it."""
    token = await run_in_tenant(
        PUBLIC_SCHEMA, lambda: access_make(membership_make(business=business, role="agent"))
    )
    browser = await stack.enter_async_context(aiohttp.ClientSession())
    head = {"Host": f"{business.slug}.testserver"}
    socket = await browser.ws_connect(f"{served.base_url}/ws/events", headers=head)
    await socket.send_json({"type": "authenticate", "token": token})
    assert await socket.receive_json(timeout=PATIENCE_SECONDS) == {"type": "ready"}
    asked = {"headers": {**head, "Authorization": f"Bearer {token}"}}
    return socket, lambda: browser.get(f"{served.base_url}/api/v1/me", **asked)


async def closed_with(socket: Any) -> int:
    """The code, whatever is told before."""
    while (message := await socket.receive(timeout=PATIENCE_SECONDS)).type == aiohttp.WSMsgType.TEXT:
        pass
    return int(socket.close_code or message.data)


async def test_a_suspension_ends_the_call_the_sockets_and_the_requests_of_one_business(
    served: Served, business: Any, other_business: Any
) -> None:
    admin = await sync_to_async(system_admin)()
    async with AsyncExitStack() as stack:
        ours, sid = await ring(stack, served)
        theirs, their_sid = await ring(stack, served, to=SHAKED)
        our_socket, our_me = await dashboard(stack, served, business)
        their_socket, their_me = await dashboard(stack, served, other_business)
        for me in (our_me, their_me):
            async with me() as answer:
                assert answer.status == 200

        page = f"/admin/tenants/business/{business.pk}/suspend/"
        answer = await sync_to_async(admin.post)(page, {"reason": "לא שולם"})
        assert answer.status_code == 302

        assert await ours.close_code() == 1000
        assert await closed_with(our_socket) == 4403
        async with our_me() as answer:
            refused = await answer.json()
            assert (answer.status, refused["error"]["code"]) == (403, "business_suspended")
            assert refused["error"]["message"] == (
                "העסק אינו פעיל כרגע. לקוחות: פנו ישירות לעסק. בעלי העסק: פנו לתמיכה."
            )
        told = await run_in_tenant(PUBLIC_SCHEMA, ask, served, "voice/after", call_sid=sid)
        assert verbs(told) == [("Say", NOT_ANY_MORE), ("Hangup", "")]

        for _ in range(20):
            await theirs.media()
        await theirs.hear("mark")
        assert not their_socket.closed
        async with their_me() as answer:
            assert answer.status == 200
        await theirs.send({"event": "stop", "streamSid": theirs.sid})
        assert await theirs.close_code() == 1000

    await sync_to_async(books_closed)()
    for each, number, reason in (
        (business, sid, "business_unavailable"),
        (other_business, their_sid, "caller_hung_up"),
    ):
        call = await run_in_tenant(each.schema_name, Call.objects.get, sid=number)
        assert (call.status, call.end_reason) == ("completed", reason)
        assert call.lead_id is not None
