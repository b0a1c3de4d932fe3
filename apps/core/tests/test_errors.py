import pickle

from apps.assistant.errors import SummaryFailedError
from apps.core.errors import AppError, NotFoundError
from apps.telephony.errors import StreamRefusedError


def test_a_refusal_is_the_same_in_another_process() -> None:
    refusals = [SummaryFailedError(), NotFoundError("lead_gone", id=17), StreamRefusedError("token_used")]

    for refusal in refusals:
        again = pickle.loads(pickle.dumps(refusal))  # noqa: S301 - our own bytes
        assert type(again) is type(refusal)
        assert (again.args, vars(again)) == (refusal.args, vars(refusal))
        assert isinstance(again, AppError)
