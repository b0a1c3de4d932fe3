from apps.assistant.trying import services as trying
from apps.core.jobs import job


@job("assistant.prompt_test_run", seconds=600)
def prompt_test_run(*, run_id: int) -> None:
    trying.prompt_test_run(run_id=run_id)
