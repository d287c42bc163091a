"""Whatever is read, damaged, hostile or absurd, comes to a result or to one sentence, soon and in little memory."""

from __future__ import annotations

import pytest

from tests.fuzz.conftest import CASES, SEED
from tests.fuzz.harness import one_of_each, run
from tests.fuzz.inputs import Kind
from tests.fuzz.kinds import KINDS


@pytest.mark.parametrize("name", KINDS)
def test_an_input_comes_to_a_result_or_a_ctd_error(name: str) -> None:
    """A corpus of mutated inputs of each kind; the command in a finding reproduces it."""
    causes = one_of_each(run(KINDS[name], SEED, range(CASES)))
    told = [
        f"{len(found)} of {CASES}: {found[0].what}\n{found[0].trace}{found[0].command}" for found in causes.values()
    ]
    if told:
        pytest.fail("\n\n".join(told), pytrace=False)


class WasRead(Exception):  # noqa: N818
    """Raised instead of a result, to count them."""


@pytest.mark.parametrize("name", KINDS)
def test_enough_of_the_inputs_are_read(name: str) -> None:
    """Otherwise little more than the first check of a reader would be tried."""

    def read(made: object) -> object:
        KINDS[name].read(made)
        raise WasRead

    found = run(Kind(name, KINDS[name].make, read), SEED, range(80))
    assert sum(finding.what.startswith("WasRead") for finding in found) >= 4
