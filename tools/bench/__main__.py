"""Print what a user waits for, as measured on this machine: `make bench`."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUNS = 3
"""The best of a few runs is what the code costs, the rest is the machine's."""


def main() -> None:
    """Print one figure a line."""
    start, ours, later, _ = printed("start.py")
    show("plugin's load at a start ÷ MetaSearch's", f"{start:6.2f}, {ours:.3f} s")
    show("  its algorithms, when all plugins are there", f"{later:6.3f} s")
    print(run("session.py"))
    show("A4 map to PDF inside a running QGIS", f"{best('export.py'):6.3f} s")
    show("ctd.gpkg from the raw parts, with imports", f"{best('build.py'):6.3f} s")
    show("A3 map to PDF ÷ bare QgsLayoutExporter", f"{best('ratio.py'):6.2f}")
    print(run("pack.py"))
    ratio, late, first, gap = printed("search.py")
    show("30 catalogues: all answers ÷ one after another", f"{ratio:6.2f}")
    show("  last results after the slowest answer", f"{late:6.3f} s")
    show("  first results after the first answer", f"{first:6.3f} s")
    show("  longest that windows had to wait", f"{gap * 1000:6.0f} ms")
    show("1,000 ISO records", f"{best('records.py', 'seconds'):6.2f} s, {best('records.py', 'megabytes'):.0f} MB more")
    show("  ÷ owslib.iso", f"{best('records.py', 'ratio'):6.2f}")
    grown("  ×3 and ×10 as many: seconds", "records.py", "seconds", ("1", "3", "10"))
    grown("  ×3 and ×10 as many: MB more", "records.py", "megabytes", ("1", "3", "10"))
    show("100,000 rows to ctd.gpkg, from CSV", f"{best('imports.py', 'seconds'):6.2f} s")
    show("  at the peak", f"{best('imports.py', 'megabytes'):6.0f} MB")
    grown("  10,000, 30,000 and 100,000: seconds", "imports.py", "seconds", ("10000", "30000", "100000"))
    grown("  10,000, 30,000 and 100,000: MB at the peak", "imports.py", "megabytes", ("10000", "30000", "100000"))
    print(run("boundaries.py"))
    print(run("limits.py"))


def show(name: str, figure: str) -> None:
    print(f"{name:55} {figure}", flush=True)


def grown(name: str, script: str, measure: str, sizes: Sequence[str]) -> None:
    """Print a script's figure for each of some sizes, by which one sees how it grows."""
    figures = (printed(script, measure, size)[-1] for size in sizes)
    show(name, "  ".join(f"{figure:.2f}" if measure == "seconds" else f"{figure:.0f}" for figure in figures))


def best(*command: str) -> float:
    """Return the least of a few runs."""
    return min(printed(*command)[-1] for _ in range(RUNS))


def printed(*command: str) -> list[float]:
    """Return the numbers of the last line that a script of this folder prints."""
    return [float(number) for number in run(*command).splitlines()[-1].split()]


def run(script: str, *arguments: str) -> str:
    """Run a script of this folder in a Python of its own and return what it prints."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(HERE / script), *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


if __name__ == "__main__":
    main()
