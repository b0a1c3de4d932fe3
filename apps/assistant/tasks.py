from apps.assistant.errors import ConversationBusyError, SummaryDelayedError
from apps.assistant.memory import remembering
from apps.assistant.trying import services as trying
from apps.assistant.understanding import services as understanding
from apps.assistant.understanding import threads
from apps.core.jobs import RETRY_ON, job

LATER = (*RETRY_ON, SummaryDelayedError, ConversationBusyError)


@job("assistant.prompt_test_run", seconds=600)
def prompt_test_run(*, run_id: int) -> None:
    trying.prompt_test_run(run_id=run_id)


@job("assistant.conversation_understand", retry_on=LATER, seconds=90)
def conversation_understand(*, conversation_id: int) -> None:
    understanding.conversation_understand(source_kind="conversation", source_id=conversation_id)


@job("assistant.conversations_quiet")
def conversations_quiet() -> None:
    threads.conversations_quiet()


@job("assistant.conversations_missed")
def conversations_missed() -> None:
    threads.conversations_missed()


@job("assistant.memory_make", retry_on=LATER, seconds=90)
def memory_make(*, understanding_id: int) -> None:
    remembering.memory_make(understanding_id=understanding_id)
