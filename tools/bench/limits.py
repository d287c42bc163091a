"""Print the time and memory of each reader and client, for inputs of 1, 10 and 100 times a size.

`tools/bench/limits.py [words of a name …]`. Memory may be ten times the input and 100 MB more, time must grow as the
input does; what exceeds that is marked. A compressed input counts with its compressed size.
"""

from __future__ import annotations

import multiprocessing
import pickle
import resource
import sys
import tempfile
import time
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from ctd_plugin.errors import CtdError
from tests.fuzz.harness import scratch_folder, size
from tests.fuzz.kinds import KINDS
from tools.bench.shapes import SHAPES, Shape

SIZES = (1, 10, 100)
MEGABYTES, TIMES_THE_INPUT = 100, 10
MAX_SECONDS = 20
"""A measurement is ended after this time."""
MAX_GROWTH = 25
"""Ten times the input may take this many times as long; less than `SOON` is never too long."""
SOON = 0.1
PROCESSES = multiprocessing.get_context("fork")


class Measure(NamedTuple):
    """What reading an input took, and how it ended where it was not read."""

    bytes: int
    seconds: float
    megabytes: float
    end: str

    @property
    def is_too_large(self) -> bool:
        return self.megabytes > MEGABYTES + TIMES_THE_INPUT * self.bytes / 1e6


def measured(shape: Shape, folder: Path) -> list[Measure]:
    """Return the measures for each size, each taken in a process of its own."""
    path = folder / "input"
    measures = []
    for times in SIZES:
        # In another process, whose time and memory are not those of reading.
        maker = PROCESSES.Process(target=_make, args=(shape, times, path))
        maker.start()
        maker.join()
        mine, other = PROCESSES.Pipe(duplex=False)
        reader = PROCESSES.Process(target=_read, args=(shape, path, other))
        reader.start()
        other.close()
        length = mine.recv()
        try:
            result = mine.recv() if mine.poll(MAX_SECONDS) else (float("inf"), 0, "NO END")
        except EOFError:
            result = (float("inf"), 0, "CRASH")
        reader.kill()
        reader.join()
        measures.append(Measure(length, *result))
        if result[0] == float("inf"):
            break
    return measures


def _make(shape: Shape, times: int, path: Path) -> None:
    path.write_bytes(pickle.dumps(shape.make(times)))


def _read(shape: Shape, path: Path, pipe: Connection) -> None:
    tempfile.tempdir = str(path.parent)
    made, small = pickle.loads(path.read_bytes()), shape.make(SIZES[0])
    pipe.send(size(made))
    _seconds(shape, small)  # modules and tables that are read once, whatever the input
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds, end = _seconds(shape, made)
    pipe.send((seconds, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, end))


def _seconds(shape: Shape, made: object) -> tuple[float, str]:
    # The processor's time: another program must not look like a slow reader.
    started, end = time.process_time(), ""
    try:
        KINDS[shape.kind].read(made)
    except CtdError:
        end = "refused"
    except Exception as error:
        end = type(error).__name__
    return time.process_time() - started, end


def row(shape: Shape, measures: list[Measure]) -> str:
    """Return a line of the table, with what is wrong at its end."""
    growths = [two.seconds / max(one.seconds, 1e-9) for one, two in pairwise(measures)]
    last = measures[-1]
    marks = []
    if any(measure.is_too_large for measure in measures):
        marks.append("MEMORY")
    if any(two > MAX_GROWTH and one.seconds > SOON for two, one in zip(growths, measures[1:], strict=False)):
        marks.append("TIME")
    seconds = "".join(f"{measure.seconds:9.3f}" for measure in measures).ljust(27)
    times = "".join(f"{growth:7.1f}" for growth in growths).ljust(14)
    return (
        f"{shape.name:42}{last.bytes / 1e6:8.2f}{seconds}{times}"
        f"{max(measure.megabytes for measure in measures):8.0f}  {' '.join((last.end, *marks)).strip()}"
    )


def main(words: list[str]) -> None:
    """Print a line for each shape whose name has one of the words, or for all."""
    print(f"{'':42}{'MB':>8}{'s ×1':>9}{'×10':>9}{'×100':>9}{'10÷1':>7}{'100÷10':>7}{'MB more':>8}")
    with scratch_folder() as folder:
        for shape in SHAPES:
            if not words or any(word in shape.name for word in words):
                print(row(shape, measured(shape, Path(folder))), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
