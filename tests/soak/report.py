"""What a session has left behind, as a table, and the first limit that it passed.

Counts are exact: nothing may be left. Memory has a generous allowance, for what QGIS, Qt and PyQt keep themselves and
for a heap in pieces; a leak of the plugin's is far above it, for each phase does many times what leaks once. Python's
blocks, which are outside that heap, are shown only: objects of the plugin's classes are counted by name, and much else
would show in the memory of the process.
"""

from __future__ import annotations

from typing import Any, NamedTuple

MEGABYTE = 1024 * 1024


class Allowance(NamedTuple):
    """Megabytes of heap that may stay, once and for each thousand times; `why`, where it is QGIS that keeps them."""

    once: float = 6
    per_thousand: float = 5
    why: str = ""


ALLOWANCES = {
    "loads": Allowance(per_thousand=12, why="PyQt keeps half a kilobyte of each class of a module that is imported"),
    "loads in use": Allowance(per_thousand=150, why="the same of nearly all modules, which are imported by then"),
    "themes": Allowance(
        per_thousand=25,
        why="QGIS's window keeps 15 kB of each style that it shows; on a canvas alone the same changes leave nothing",
    ),
    "editions": Allowance(per_thousand=100, why="QGIS forgets the entries of its legend, 8 kB each, for good"),
    "options": Allowance(per_thousand=700, why="QGIS keeps 470 kB of its options each time, without the plugin too"),
}
RSS_FACTOR, RSS_ONCE = 3, 60
"""What the process holds of the system is more than its heap, for it is in pieces and has Python's own memory."""

Results = dict[str, Any]


def allowance(phase: Results) -> float:
    """Return the megabytes of heap that a phase may leave."""
    allowed = ALLOWANCES.get(phase["name"], Allowance())
    return allowed.once + allowed.per_thousand * phase["count"] / 1000


def grown(phase: Results, kind: str) -> float:
    """Return how many megabytes a phase has left."""
    return (phase["after"][kind] - phase["before"][kind]) / MEGABYTE


def table(results: Results) -> str:
    """Return a line for each phase: how often, what is left, and the growth of memory, whole and per thousand."""
    head = ("phase", "times", "CPU s", "left", "said", "heap MB", "per 1000", "allowed", "process MB", "Python blocks")
    rows = [head]
    for phase in results["phases"]:
        left = sum(sum(names.values()) for names in phase["left"].values())
        heap, process = grown(phase, "heap"), grown(phase, "rss")
        blocks = phase["after"]["blocks"] - phase["before"]["blocks"]
        numbers = (f"{heap:+.1f}", f"{heap * 1000 / phase['count']:+.1f}", f"{allowance(phase):.1f}", f"{process:+.1f}")
        counts = (str(phase["count"]), f"{phase['cpu_s']:.0f}", str(left), str(len(phase["said"])))
        rows.append((phase["name"], *counts, *numbers, f"{blocks:+d}"))
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )


def first_fault(results: Results) -> str:
    """Return one sentence on the first limit that was passed; "" where none was."""
    for phase in results["phases"]:
        if sentence := _fault_of(phase):
            return f"Soak, {phase['name']}: {sentence}"
    if "failure" in results:
        return f"Soak: the session broke off: {results['failure']}"
    if results["exit_code"] != 0:
        return f"Soak: QGIS ended with {results['exit_code']}."
    if "Traceback" in results["stderr"]:
        return "Soak: an error of Python is in build/soak/stderr.txt."
    return ""


def _fault_of(phase: Results) -> str:
    times = f"after {phase['count']} times"
    for kind, names in phase["left"].items():
        left = ", ".join(f"{count} × {name}" for name, count in list(names.items())[:5])
        return f"{times} there were more {kind} than before: {left}."
    if phase["said"]:
        return f"warnings or errors in QGIS's log: {len(phase['said'])}; the first one is “{phase['said'][0]}”."
    heap, process, allowed = grown(phase, "heap"), grown(phase, "rss"), allowance(phase)
    if heap > allowed:
        return f"{times} the heap had grown by {heap:.1f} MB; {allowed:.1f} are allowed."
    if process > RSS_ONCE + RSS_FACTOR * allowed:
        return f"{times} the process had grown by {process:.1f} MB; {RSS_ONCE + RSS_FACTOR * allowed:.1f} are allowed."
    return ""
