"""What the run says of itself: with this, a finding is had again."""

from __future__ import annotations

CASES = 2_000
"""Of each kind in `make test`."""
SEED = "1"
"""The same each time: what `make test` says must not depend on chance. `make fuzz` takes another each time."""


def pytest_report_header() -> str:
    return f"fuzz: seed {SEED}, {CASES} cases a kind"
