"""The harness finds planted faults, and reports each with the case that shows it."""

from __future__ import annotations

import ctypes
import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.errors import CtdError
from tests.fuzz.harness import Limits, case, run, save
from tests.fuzz.inputs import File, Kind
from tests.fuzz.kinds import KINDS
from tests.support.paths import ROOT

BAD = 7
"""What the planted fault is in, among the numbers that chance gives."""


def planted(fault: Callable[[], object]) -> Kind:
    """Return a kind whose reader fails in about one case of ten."""

    def read(file: File) -> object:
        if file.content[0] == BAD:
            return fault()
        raise CtdError("Not this one; take another.")

    return Kind("planted", lambda rng: File(bytes([rng.randrange(10)])), read)


def raise_value_error() -> None:
    raise ValueError("\ud800")


def raise_half_a_character() -> None:
    raise CtdError("The file \ud800 is no file; choose another.")


def raise_no_sentence() -> None:
    raise CtdError("a" * 5_000)


def loop() -> None:
    while True:
        pass


def match_for_ever() -> None:
    re.fullmatch("(a|a)*b", "a" * 64)


def add_for_ever() -> None:
    # In C, which never asks whether there was a signal.
    sum(range(10**12))


def fill_memory() -> None:
    bytearray(200_000_000)


def fill_all_memory() -> None:
    bytearray(2_000_000_000)


FAULTS = {
    "ValueError": raise_value_error,
    "UnicodeEncodeError": lambda: ["\ud800"],
    "AssertionError": lambda: Link(LinkKind.PAGE, "file:///etc/passwd"),
    "HalfCharacter": raise_half_a_character,
    "Sentence": raise_no_sentence,
    "Frozen": loop,
    "Frozen ": match_for_ever,
    "Frozen  ": add_for_ever,
    "Standstill": lambda: time.sleep(1_000),
    "Memory": fill_memory,
    "MemoryError": fill_all_memory,
    "Crash": lambda: ctypes.string_at(0),
    "Crash ": lambda: os._exit(3),
}


@pytest.mark.parametrize("expected", FAULTS)
def test_a_planted_fault_is_found_in_each_case_that_has_it_and_in_no_other(expected: str, tmp_path: Path) -> None:
    kind = planted(FAULTS[expected])
    bad = [number for number in range(20) if case(kind, "s", number).content[0] == BAD]
    assert bad
    # A busy machine gives little processor time by the clock, so only what waits is given up early.
    limits = Limits(seconds=0.2, patience=0.5 if expected == "Standstill" else 60)
    found = run(kind, "s", range(20), limits)
    assert [finding.number for finding in found] == bad
    assert {finding.what.partition(":")[0] for finding in found} == {expected.strip()}
    folder = save(found[0], kind, tmp_path)
    assert (folder / "content-0").read_bytes() == bytes([BAD])
    assert f"--seed s --case {bad[0]} planted" in (folder / "finding.json").read_text()


def test_a_fault_of_the_harness_itself_is_no_finding() -> None:
    def make(rng: Random) -> File:
        if rng.random() < 0.1:
            raise KeyError("seed")
        return File(b"")

    with pytest.raises(KeyError):
        run(Kind("unmade", make, lambda file: file), "s", range(100))


def test_a_kind_that_dies_again_and_again_is_left() -> None:
    kind = Kind("dying", lambda rng: File(b""), lambda file: os._exit(3))
    assert len(run(kind, "s", range(1_000), Limits(deaths=2), jobs=2)) == 4


def test_a_seed_gives_the_same_inputs_in_every_python() -> None:
    program = (
        "import hashlib; from tests.fuzz.harness import case; from tests.fuzz.kinds import KINDS\n"
        "made = [ascii(case(kind, 's', number)) for kind in KINDS.values() for number in range(10)]\n"
        "print(hashlib.sha256(''.join(made).encode()).hexdigest())"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": salt},
            check=True,
            capture_output=True,
            text=True,
        ).stdout.strip()
        for salt in ("1", "2")
    ]
    made = [ascii(case(kind, "s", number)) for kind in KINDS.values() for number in range(10)]
    assert {*runs} == {hashlib.sha256("".join(made).encode()).hexdigest()}
