"""Try inputs for some minutes, or one case again: `python -m tests.fuzz [--minutes 10] [--seed S] [--case N] [kind …]`.

What is found is written into build/fuzz, a folder for each cause: the input, the seed and the traceback.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import time
from collections import Counter

from tests.fuzz.harness import Finding, run, save
from tests.fuzz.kinds import KINDS
from tests.support.paths import ROOT

TARGET = ROOT / "build" / "fuzz"
ROUND = 500
"""Cases of a kind before the next kind has its turn."""


def main() -> int:
    """Return 1 where something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kinds", nargs="*", metavar="kind", help=", ".join(KINDS))
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", help="else one by chance")
    parser.add_argument("--case", type=int, help="this one alone")
    options = parser.parse_args()
    names = options.kinds or list(KINDS)
    if unknown := [name for name in names if name not in KINDS]:
        parser.error(f"no such kind: {', '.join(unknown)}")
    seed = options.seed or secrets.token_hex(4)
    if options.case is None:
        shutil.rmtree(TARGET, ignore_errors=True)
    print(f"Seed {seed}", flush=True)
    known: dict[tuple[str, ...], Finding] = {}
    tried: Counter[str] = Counter()
    ends = time.monotonic() + options.minutes * 60
    while True:
        for name in names:
            numbers = [options.case] if options.case is not None else range(tried[name], tried[name] + ROUND)
            for finding in run(KINDS[name], seed, numbers):
                key = (name, *finding.cause)
                if key not in known:
                    known[key] = finding
                    _tell(finding)
            tried[name] += len(numbers)
            if time.monotonic() > ends:
                break
        if options.case is not None or time.monotonic() > ends:
            break
    print(f"{sum(tried.values()):,} cases of {len(tried)} kinds, {len(known)} causes found")
    return 1 if known else 0


def _tell(finding: Finding) -> None:
    target = save(finding, KINDS[finding.kind], TARGET)
    print(f"\n{finding.kind}: {finding.what}\n{finding.trace}{target}\n{finding.command}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
