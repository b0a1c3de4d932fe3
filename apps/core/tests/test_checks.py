import sys
from types import ModuleType

import pytest
from django.urls import path

from apps.core.api import ANYBODY, ApiView
from apps.core.checks import verbs_check


def faults(view: type[ApiView], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    urls = ModuleType(f"urls_of_{view.__name__}")
    urls.urlpatterns = [path("", view.as_view())]
    monkeypatch.setitem(sys.modules, urls.__name__, urls)
    return [
        fault.msg
        for fault in verbs_check([urls.__name__], {ANYBODY, "leads.view", "leads.edit"}.__contains__)
    ]


def test_a_view_without_a_verb_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent(ApiView):
        def get(self, request): ...

    assert faults(Silent, monkeypatch) == [f"{__name__}.Silent declares no verb, so nobody could ever use it"]


def test_a_verb_that_no_role_has_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Misspelt(ApiView):
        verb = "leads.veiw"

        def get(self, request): ...

    assert faults(Misspelt, monkeypatch) == [
        f"{__name__}.Misspelt declares verbs that no role has: leads.veiw"
    ]


def test_a_method_left_out_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    class Half(ApiView):
        verb = {"GET": "leads.view"}

        def get(self, request): ...

        def patch(self, request): ...

    assert faults(Half, monkeypatch) == [f"{__name__}.Half declares no verb for PATCH"]


def test_a_complete_view_is_fine(monkeypatch: pytest.MonkeyPatch) -> None:
    class Whole(ApiView):
        verb = {"GET": "leads.view", "PATCH": "leads.edit"}

        def get(self, request): ...

        def patch(self, request): ...

    assert faults(Whole, monkeypatch) == []
