"""Trying a kind of input many times over, each time with a bound on time and memory, in processes of its own.

A case is decided by a seed, its kind and its number alone, so that these reproduce it.
"""

from __future__ import annotations

import faulthandler
import json
import multiprocessing
import os
import re
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from typing import Any

from ctd_plugin.errors import CtdError
from tests.fuzz.inputs import Kind
from tests.fuzz.kinds import check

PROCESSES = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Limits:
    """What one case may take: processor time, so that a busy machine changes nothing, and memory.

    `patience` is the time by the clock after which a case that waits for something is given up; `deaths` how many
    processes may be lost to a kind before it is left.
    """

    seconds: float = 5.0
    megabytes: int = 100
    times_the_input: int = 10
    most_megabytes: int = 1_000
    patience: float = 60.0
    deaths: int = 5


@dataclass(frozen=True)
class Finding:
    """A case that came to neither a result nor a CtdError: what happened, where, and how to have it again."""

    kind: str
    seed: str
    number: int
    what: str
    trace: str

    @property
    def command(self) -> str:
        """Return the command that tries the case again."""
        return f".venv/bin/python -m tests.fuzz --seed {self.seed} --case {self.number} {self.kind}"

    @property
    def cause(self) -> tuple[str, str]:
        """Return what findings of one cause share: what happened, and the plugin's line in which it did."""
        # Python's traceback ends with the innermost frame, the watchdog's begins with it.
        frames = re.findall(r'ctd_plugin/(\S+?\.py)", line (\d+)', self.trace)
        innermost = frames[-1 if self.trace.startswith("Traceback") else 0] if frames else ("", "")
        return self.what.partition(":")[0], ":".join(innermost)


def case(kind: Kind, seed: str, number: int) -> Any:
    """Return the input of a case."""
    return kind.make(Random(f"{seed} {kind.name} {number}"))


def run(kind: Kind, seed: str, numbers: Sequence[int], limits: Limits = Limits(), jobs: int = 0) -> list[Finding]:
    """Try the cases of these numbers, shared among as many processes as there are processors; return what was found."""
    jobs = jobs or len(os.sched_getaffinity(0))
    # What the seeds take to be made is taken once, before there are several of us.
    case(kind, seed, 0)
    with scratch_folder() as folder:
        shares = [_Share(kind, seed, numbers[start::jobs], limits, Path(folder) / str(start)) for start in range(jobs)]
        try:
            while any([share.is_busy() for share in shares]):
                time.sleep(0.01)
        finally:
            for share in shares:
                share.stop()
    found = [finding for share in shares for finding in share.findings]
    return sorted(found, key=lambda finding: finding.number)


def scratch_folder() -> tempfile.TemporaryDirectory:
    """Return a folder that is removed with all that processes that were ended have left in it.

    It lies in memory, where the system has a place for that: thousands of files are written.
    """
    memory = Path("/dev/shm")
    return tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None)


def one_of_each(findings: Iterable[Finding]) -> dict[tuple[str, str], list[Finding]]:
    """Return findings by their cause."""
    causes: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        causes.setdefault(finding.cause, []).append(finding)
    return causes


class _Share:
    """Some of the cases, tried by one process after another: where one dies, the next goes on behind the case."""

    def __init__(self, kind: Kind, seed: str, numbers: Sequence[int], limits: Limits, trace: Path) -> None:
        self._kind, self._seed, self._limits, self._trace = kind, seed, limits, trace
        self._left = list(numbers)
        self._deaths = 0
        self.findings: list[Finding] = []
        self._start()

    def _start(self) -> None:
        self._place = PROCESSES.RawValue("q", 0)
        self._seen, self._since, self._is_given_up = 0, time.monotonic(), False
        self._pipe, other = PROCESSES.Pipe(duplex=False)
        arguments = (self._kind, self._seed, self._left, self._limits, self._trace, self._place, other)
        self._process = PROCESSES.Process(target=_work, args=arguments, daemon=True)
        self._process.start()
        other.close()

    def is_busy(self) -> bool:
        """Take what the process found; where it has ended early, start another. Return whether cases are left."""
        if not self._left:
            return False
        try:
            while self._pipe.poll():
                received = self._pipe.recv()
                if isinstance(received, Exception):
                    raise received
                self.findings.append(received)
        except EOFError:
            self._end()
            return bool(self._left)
        place = self._place.value
        if place != self._seen:
            self._seen, self._since = place, time.monotonic()
        elif time.monotonic() - self._since > self._limits.patience:
            # It waits for something: its traceback is requested, then it is ended.
            os.kill(self._process.pid, signal.SIGUSR1)
            time.sleep(0.2)
            self._process.kill()
            self._since, self._is_given_up = time.monotonic(), True
        return True

    def stop(self) -> None:
        """End the process, which is at its end but where something of ours has failed."""
        self._process.kill()
        self._process.join()

    def _end(self) -> None:
        self._process.join()
        place, code = self._place.value, self._process.exitcode
        if code == 0:
            self._left = self._left[place:]
        else:
            # A process may also die at its very end, behind the last of its cases.
            self.findings.append(self._death(self._left[min(place, len(self._left) - 1)], code))
            self._left = self._left[place + 1 :]
            self._deaths += 1
            if self._deaths == self._limits.deaths:
                self._left = []
        if self._left:
            self._start()

    def _death(self, number: int, code: int) -> Finding:
        trace = self._trace.read_text(encoding="utf-8", errors="replace")
        if code == -signal.SIGPROF:
            what = f"Frozen: more than {self._limits.seconds:.0f} s of processor time"
        elif self._is_given_up:
            what = f"Standstill: more than {self._limits.patience:.0f} s without an end"
        else:
            what = f"Crash: the process ended with {code}"
        return Finding(self._kind.name, self._seed, number, what, trace)


def _work(
    kind: Kind, seed: str, numbers: Sequence[int], limits: Limits, trace: Path, place: Any, pipe: Connection
) -> None:
    """Try cases; `place` holds how many are done. The process ends early after one that has filled the memory."""
    with trace.open("w", encoding="utf-8") as stream:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        tempfile.tempdir = str(trace.parent)
        faulthandler.enable(stream)
        # The signals are taken in C: a pattern or a parser that never returns to Python is interrupted too.
        faulthandler.register(signal.SIGPROF, stream, all_threads=False, chain=True)
        faulthandler.register(signal.SIGUSR1, stream, all_threads=False, chain=False)
        resource.setrlimit(resource.RLIMIT_AS, (_held_bytes() + limits.most_megabytes * 10**6, resource.RLIM_INFINITY))
        for number in numbers:
            signal.setitimer(signal.ITIMER_PROF, limits.seconds)
            try:
                made = case(kind, seed, number)
            except Exception as error:
                error.add_note(f"case {number} of {kind.name} could not be made")
                pipe.send(error)
                raise
            before = _peak_bytes()
            finding = _try(kind, seed, number, made, limits)
            grown, allowed = _peak_bytes() - before, limits.times_the_input * size(made) + limits.megabytes * 10**6
            if finding is None and grown > allowed:
                what = f"Memory: {grown // 10**6} MB more for {size(made) // 1000} kB"
                finding = Finding(kind.name, seed, number, what, "")
            if finding:
                pipe.send(finding)
            place.value += 1
            if grown > allowed:
                # What it has taken would hide what the next ones take.
                return


def _try(kind: Kind, seed: str, number: int, made: Any, limits: Limits) -> Finding | None:
    signal.setitimer(signal.ITIMER_PROF, limits.seconds)
    try:
        check(kind.read(made))
    except CtdError as error:
        problem = _sentence_problem(str(error))
        if problem is None:
            return None
        return Finding(kind.name, seed, number, problem, _traceback())
    except Exception as error:
        return Finding(kind.name, seed, number, f"{type(error).__name__}: {str(error)[:200]!a}", _traceback())
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def _traceback() -> str:
    """Return the traceback of the exception at hand, without what a terminal or a file could not hold."""
    lines = (line[:500] for line in traceback.format_exc(limit=-12).splitlines())
    return "\n".join(lines).encode("ascii", "backslashreplace").decode()


_LONGEST_SENTENCE = 2_000


def _sentence_problem(text: str) -> str | None:
    """Return what is wrong with an error's text, which is shown and written to files."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "HalfCharacter: in an error's text"
    if not text.strip() or len(text) > _LONGEST_SENTENCE:
        return f"Sentence: an error's text of {len(text)} characters"
    return None


def size(made: Any) -> int:
    """Return the bytes of an input."""
    parts = getattr(made, "responses", None) or (made,)
    return sum(len(part.content) if hasattr(part, "content") else len(repr(part)) for part in parts)


def _peak_bytes() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _held_bytes() -> int:
    return int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()


def save(finding: Finding, kind: Kind, folder: Path) -> Path:
    """Write a finding's input, seed and traceback into a folder of its own; return that."""
    made = case(kind, finding.seed, finding.number)
    target = folder / f"{finding.kind}-{finding.seed}-{finding.number}"
    target.mkdir(parents=True, exist_ok=True)
    parts = getattr(made, "responses", None) or (made,)
    for number, part in enumerate(parts):
        if hasattr(part, "content"):
            (target / f"content-{number}").write_bytes(part.content)
    (target / "input.txt").write_text(ascii(made), encoding="ascii")
    told = {"kind": finding.kind, "seed": finding.seed, "case": finding.number, "what": finding.what}
    (target / "finding.json").write_text(json.dumps({**told, "again": finding.command}, indent=2) + "\n")
    (target / "traceback.txt").write_text(finding.trace, encoding="utf-8")
    return target
