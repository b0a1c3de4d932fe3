"""How many tests passed and failed, counted from what the runners themselves reported."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Totals:
    """Its text is the closing line of `make test`, which CI reads."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Totals") -> "Totals":
        return Totals(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)

    def __str__(self) -> str:
        skipped = f", {self.skipped} skipped" if self.skipped else ""
        return f"{self.passed} passed, {self.failed} failed{skipped}"


def totals_read(report: Path, *, is_passed: bool) -> Totals:
    """What a runner's JUnit report holds; `is_passed` is what its exit code said.

    No report, and a runner that failed without a failed test, are a failure too.
    """
    try:
        cases = list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 (written by our own runner just now)
    except (FileNotFoundError, ElementTree.ParseError):
        return Totals(failed=1)
    failed = sum(_has(case, "failure", "error") for case in cases)
    skipped = sum(_has(case, "skipped") for case in cases)
    is_explained = is_passed or failed > 0
    return Totals(len(cases) - failed - skipped, failed if is_explained else 1, skipped)


def _has(case: ElementTree.Element, *tags: str) -> bool:
    return any(case.find(tag) is not None for tag in tags)
