"""Saved tests of the assistant: kept, and run against a draft or against what is live."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from apps.assistant.models import PromptTest, PromptTestRun, PromptVersion
from apps.assistant.prompting.errors import NoDraftError
from apps.assistant.trying.errors import PromptTestsFullError, PromptTestsRunningError, TalkUnansweredError
from apps.assistant.trying.events import PromptTestChanged
from apps.assistant.trying.expecting import Expected, Seen, breaches
from apps.assistant.trying.selectors import LOST_AFTER
from apps.assistant.trying.talks import TalkTurn, Tried, Wording, customer_says, talk_try
from apps.audit.actors import Actor
from apps.audit.services import audit_record
from apps.core import clock
from apps.core.errors import NotFoundError
from apps.core.jobs import enqueue
from apps.events.services import event_publish

MOST_TESTS = 60
State = PromptTestRun.State


@transaction.atomic
def prompt_test_save(
    *, name: str, channel: str, steps: Sequence[Mapping[str, Any]], actor: Actor
) -> PromptTest:
    """One of the same name and channel is written over, and its results are gone. Raises
    PromptTestsFullError.
    """
    test = PromptTest.objects.select_for_update().filter(channel=channel, name=name).first()
    if test is None:
        if PromptTest.objects.count() >= MOST_TESTS:
            raise PromptTestsFullError(most=MOST_TESTS)
        test = PromptTest(name=name, channel=channel)
    test.steps = [dict(step) for step in steps]
    test.save()
    test.runs.all().delete()
    _record(test, "saved", actor)
    return test


@transaction.atomic
def prompt_test_delete(*, prompt_test_id: int, actor: Actor) -> None:
    """Raises NotFoundError."""
    test = PromptTest.objects.select_for_update().filter(pk=prompt_test_id).first()
    if test is None:
        raise NotFoundError
    _record(test, "deleted", actor)
    test.delete()


@transaction.atomic
def prompt_tests_ask(*, channel: str, wording: Wording, actor: Actor) -> int:
    """Sends a job for each saved test of the channel; how many there are.

    Raises NoDraftError, PromptTestsRunningError.
    """
    version, revision = _asked_of(channel, wording)
    tests = list(PromptTest.objects.select_for_update().filter(channel=channel))
    running = PromptTestRun.objects.filter(test__in=tests, state=State.WAITING)
    if running.filter(asked_at__gt=clock.now() - LOST_AFTER).exists():
        raise PromptTestsRunningError
    PromptTestRun.objects.filter(test__in=tests, wording=wording).delete()
    runs = PromptTestRun.objects.bulk_create(
        PromptTestRun(
            test=test, wording=wording, prompt_version=version, revision=revision, asked_at=clock.now()
        )
        for test in tests
    )
    for run in runs:
        enqueue("assistant.prompt_test_run", run_id=run.pk)
    if runs:
        audit_record(
            actor=actor,
            action="prompt_test.asked",
            target_kind="prompt_test",
            target_id=runs[0].test_id,
            data={"channel": channel, "wording": wording, "tests": len(runs)},
        )
    return len(runs)


def prompt_test_run(*, run_id: int) -> None:
    """Talks the test through and keeps what came of it. Asked for again, it does nothing more.

    Not in a transaction: it waits for a model.
    """
    run = PromptTestRun.objects.select_related("test").filter(pk=run_id, state=State.WAITING).first()
    if run is None:
        return
    steps: list[dict[str, Any]] = []
    try:
        talk: list[TalkTurn] = []
        for step in run.test.steps:
            talk.append(customer_says(step["says"]))
            tried = talk_try(channel=run.test.channel, wording=Wording(run.wording), talk=talk)
            talk.append(tried.turn)
            steps.append(_step(step, tried))
        state = State.BROKE if any(step["broke"] for step in steps) else State.PASSED
    except (NoDraftError, TalkUnansweredError):
        state = State.FAILED
    _end(run, state, steps)


def _asked_of(channel: str, wording: Wording) -> tuple[int | None, int | None]:
    state = PromptVersion.State.DRAFT if wording == Wording.DRAFT else PromptVersion.State.LIVE
    prompt = PromptVersion.objects.filter(channel=channel, state=state).first()
    if prompt is None and wording == Wording.DRAFT:
        raise NoDraftError
    if prompt is None:
        return None, None
    return prompt.version, prompt.revision


def _step(step: Mapping[str, Any], tried: Tried) -> dict[str, Any]:
    tools = [use.name for use in tried.tools]
    seen = Seen(text=tried.text, tools=tools, from_faq=tried.faq_entry_id is not None)
    broken = breaches(Expected.of(step.get("expects", {})), seen)
    return {
        "says": step["says"],
        "text": tried.text,
        "tools": tools,
        "faq_entry_id": tried.faq_entry_id,
        "guards": [hit["guard"] for hit in tried.guards],
        "cost_micro_usd": tried.cost_micro_usd,
        "broke": [{"kind": each.kind, "wanted": each.wanted} for each in broken],
    }


@transaction.atomic
def _end(run: PromptTestRun, state: str, steps: list[dict[str, Any]]) -> None:
    """One that was asked for anew meanwhile is gone, and its result with it."""
    PromptTestRun.objects.filter(pk=run.pk, state=State.WAITING).update(
        state=state,
        steps=steps,
        cost_micro_usd=sum(step["cost_micro_usd"] for step in steps),
        ended_at=clock.now(),
    )
    event_publish(PromptTestChanged(id=run.test_id, channel=run.test.channel, change="ran"))


def _record(test: PromptTest, change: str, actor: Actor) -> None:
    audit_record(
        actor=actor,
        action=f"prompt_test.{change}",
        target_kind="prompt_test",
        target_id=test.pk,
        data={"channel": test.channel},
    )
    event_publish(PromptTestChanged(id=test.pk, channel=test.channel, change=change))
