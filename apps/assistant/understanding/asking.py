"""One question to the text model with a strict schema. For jobs, never inside a transaction or a call."""

import time
from functools import lru_cache
from typing import Any, TypeVar

import openai
import structlog
from django.conf import settings
from openai import OpenAI
from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ValidationError

from apps.assistant.errors import SummaryDelayedError, SummaryFailedError
from apps.core.crypto import SecretUnreadableError
from apps.credentials.selectors import openai_key_of
from apps.tenants.context import current_schema
from apps.usage.services import usage_record
from apps.usage.tokens import chat_tokens

log = structlog.get_logger(__name__)

TIMEOUT = openai.Timeout(20.0, connect=5.0)
ATTEMPTS = 3
PAUSE_SECONDS = 0.5
MOST_TOKENS = 4_000
# What the provider may answer otherwise a little later.
PASSING = (
    openai.APIConnectionError,
    openai.RateLimitError,
    openai.InternalServerError,
    openai.ConflictError,
)
Answer = TypeVar("Answer", bound=BaseModel)


def model_asked(
    schema: type[Answer], *, name: str, rules: str, told: str, source_kind: str, source_id: int
) -> Answer:
    """The model's answer; what each attempt cost is booked for the source.

    Asks up to three times in all, with growing pauses: while the provider is busy or unreachable, and when it
    answers something else than was asked for, or breaks off. Raises SummaryDelayedError when it stays busy,
    SummaryFailedError when it refuses or never answers what was asked for.
    """
    left = ATTEMPTS
    while True:
        answer, attempts = _ask(schema, name, rules, told, left)
        left -= attempts
        if answer is not None:
            _cost_keep(answer, source_kind, source_id)
            said = _read(schema, answer)
            if said is not None:
                return said
        if left <= 0:
            raise SummaryFailedError
        time.sleep(PAUSE_SECONDS * 2 ** (ATTEMPTS - left - 1))


def _ask(
    schema: type[BaseModel], name: str, rules: str, told: str, left: int
) -> tuple[ChatCompletion | None, int]:
    """What came, None for what is no answer at all, and how many attempts it took."""
    try:
        key = openai_key_of(schema=current_schema()).reveal()
        # The SDK pauses and asks again what is worth it.
        client = _client(settings.OPENAI_BASE_URL, key).with_options(max_retries=left - 1)
        raw = client.chat.completions.with_raw_response.create(
            model=settings.TEXT_MODEL,
            max_completion_tokens=MOST_TOKENS,
            messages=[{"role": "system", "content": rules}, {"role": "user", "content": told}],
            response_format={
                "type": "json_schema",
                "json_schema": {"name": name, "strict": True, "schema": schema.model_json_schema()},
            },
        )
    except (openai.OpenAIError, SecretUnreadableError) as error:
        status = getattr(error, "status_code", None)
        log.warning("summary_refused", error=type(error).__name__, status=status)
        failed = SummaryDelayedError() if isinstance(error, PASSING) else SummaryFailedError()
    else:
        return _parsed(raw), 1 + raw.retries_taken
    # Not from the other, which quotes what the provider answered.
    raise failed


def _parsed(raw: Any) -> ChatCompletion | None:
    try:
        answer = raw.parse()
    except (openai.OpenAIError, ValueError):
        log.warning("summary_unusable", faults=["no_answer"])
        return None
    # A page of HTML with status 200 comes as a text.
    return answer if isinstance(answer, ChatCompletion) else None


def _read(schema: type[Answer], answer: ChatCompletion) -> Answer | None:
    """None for what may come out right when it is asked for again. A refusal raises SummaryFailedError."""
    choice = answer.choices[0] if answer.choices else None
    if choice is not None and choice.message.refusal:
        log.warning("summary_unusable", faults=["refusal"])
        raise SummaryFailedError
    if choice is None or choice.finish_reason == "length":
        log.warning("summary_unusable", faults=["cut_off" if choice else "no_choice"])
        return None
    try:
        return schema.model_validate_json(choice.message.content or "")
    except ValidationError as error:
        # The error itself quotes what the model answered.
        faults = [_fault(schema, found["type"], found["loc"]) for found in error.errors()]
    log.warning("summary_unusable", faults=faults)
    return None


def _fault(schema: type[BaseModel], kind: str, place: tuple[int | str, ...]) -> str:
    """Names of fields are ours; one that the model made up may be anything."""
    known = [str(part) for part in place if part in schema.model_fields]
    return ".".join([*known, kind])


def _cost_keep(answer: ChatCompletion, source_kind: str, source_id: int) -> None:
    usage_record(
        business_schema=current_schema(),
        source_kind=source_kind,
        source_id=source_id,
        provider_id=answer.id,
        model=answer.model,
        kind="text",
        tokens=chat_tokens(answer.usage.model_dump() if answer.usage else None),
    )


@lru_cache(maxsize=64)
def _client(base_url: str, api_key: str) -> OpenAI:
    """One a key, so that connections are kept."""
    return OpenAI(base_url=base_url, api_key=api_key, timeout=TIMEOUT)
