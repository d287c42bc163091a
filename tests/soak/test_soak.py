"""What passes a limit is found and said; and a very short session keeps the script of the long one alive."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.soak.__main__ import soak
from tests.soak.report import MEGABYTE, first_fault, table

CLEAN = {"rss": 500 * MEGABYTE, "heap": 150 * MEGABYTE, "blocks": 400_000}


def results(**changed: Any) -> dict[str, Any]:
    """Return the results of a phase that left nothing, but for what is given."""
    phase = {"name": "words", "count": 500, "cpu_s": 20.0, "before": CLEAN, "after": CLEAN, "left": {}, "said": []}
    return {"phases": [phase | changed], "exit_code": 0, "stderr": ""}


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"left": {"threads": {"Thread (pooled)": 2}}}, "more threads than before: 2 × Thread (pooled)."),
        (
            {"said": ["Qt: QObject::disconnect"]},
            "errors in QGIS's log: 1; the first one is “Qt: QObject::disconnect”.",
        ),
        ({"after": CLEAN | {"heap": 170 * MEGABYTE}}, "the heap had grown by 20.0 MB; 8.5 are allowed."),
        ({"after": CLEAN | {"rss": 600 * MEGABYTE}}, "the process had grown by 100.0 MB; 85.5 are allowed."),
    ],
    ids=["a thread", "a warning", "the heap", "the process"],
)
def test_a_limit_that_is_passed_is_one_sentence(changed: dict[str, Any], words: str) -> None:
    fault = first_fault(results(**changed))
    assert fault.startswith("Soak, words: ")
    assert fault.endswith(words)


def test_an_end_before_the_last_phase_is_a_fault_too() -> None:
    assert "nothing came of" in first_fault(results() | {"failure": "nothing came of line 3"})
    assert first_fault(results() | {"exit_code": 139}) == "Soak: QGIS ended with 139."
    assert "stderr" in first_fault(results() | {"stderr": "Traceback (most recent call last):"})


def test_nothing_left_and_memory_as_it_was_is_no_fault() -> None:
    assert first_fault(results()) == ""
    (_head, row) = table(results()).splitlines()
    assert " ".join(row.split()) == "words 500 20 0 0 +0.0 +0.0 8.5 +0.0 +0"


def test_a_few_loads_and_regions_in_the_real_qgis_leave_nothing() -> None:
    found = soak(0.005, ["loads", "regions"])
    assert first_fault(found) == ""
    assert Counter(phase["name"] for phase in found["phases"]) == {"loads": 1, "regions": 1}


def test_a_session_whose_time_is_over_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.soak.__main__.TIMEOUT", 1)
    assert first_fault(soak(1, ["loads"])).startswith("Soak: the session broke off: it was not finished after")
