import pytest

from apps.telephony.media.tests.call_script import ScriptedCall


@pytest.fixture(params=[0.0, 30.0, 120.0])
def call(request: pytest.FixtureRequest) -> ScriptedCall:
    """A call that was greeted; the caller has heard the greeting to its end."""
    call = ScriptedCall(delay_ms=request.param)
    call.respond("r0", "greet", 1000, "שלום")
    call.wait(2000)
    return call
