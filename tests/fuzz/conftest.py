"""The report's header with the seed, by which a finding is reproduced."""

from __future__ import annotations

import pytest

CASES = 2_000
"""Of each kind in `make test`."""
SEED = "1"
"""The same each time: what `make test` says must not depend on chance. `make fuzz` takes another each time."""


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"{CASES:,} inputs of each kind were made from the seed {SEED}")
