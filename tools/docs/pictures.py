"""The pictures of the guided tasks: taken from today's build, kept where they differ from those of the pages.

    .venv/bin/python -m tools.docs.pictures           # plays the tasks and replaces the pictures that differ
    .venv/bin/python -m tools.docs.pictures --check   # replaces none, and exits with 1 where one differs

A picture differs where it has another size, or where a square of 16 by 16 pixels is on average more than 12 of 255
levels away: a letter that moves is, the rim of a letter that is drawn a little softer is not.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from PIL import Image, ImageChops

from tests.e2e.guided_run import LANGUAGES, TASKS, play
from tests.e2e.task_pages import picture_folder
from tools.package import ROOT

SQUARE, LEVELS = 16, 12
COLOURS = (256, 224, 192, 160, 128)
LARGEST = 90_000


def main(arguments: list[str]) -> None:
    """Play the tasks and bring the pictures up to date; exit with a list of what is wrong, if anything is."""
    parser = argparse.ArgumentParser(prog="tools.docs.pictures", description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="replace nothing; exit with 1 where a picture differs")
    is_check = parser.parse_args(arguments).check
    with tempfile.TemporaryDirectory() as folder:
        with ThreadPoolExecutor() as pool:
            taken = dict(zip(LANGUAGES, pool.map(lambda one: _take(one, Path(folder) / one), LANGUAGES), strict=True))
        faults = [fault for language in LANGUAGES for fault in bring_up_to_date(taken[language], language, is_check)]
    if faults:
        sys.exit("\n".join(faults))


def _take(language: str, folder: Path) -> Path:
    """Play all tasks in a language; return the folder of the pictures, reduced."""
    folder.mkdir()
    play(language, folder, TASKS)
    for path in (folder / "pictures").glob("*.png"):
        reduce(path)
    return folder / "pictures"


def reduce(path: Path) -> None:
    """Write a picture again with a palette of its most frequent colours: those of maps and legends stay exact."""
    with Image.open(path) as opened:
        pixels = np.asarray(opened.convert("RGB"))
    # Not by Pillow, which rounds the colours that it compares.
    colours, places, counts = np.unique(pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True)
    by_number, each = np.argsort(-counts, kind="stable"), colours.astype(int)
    for count in COLOURS:
        palette = each[by_number[:count]]
        nearest = [int(np.argmin(((palette - colour) ** 2).sum(axis=1))) for colour in each]
        small = Image.fromarray(np.array(nearest, np.uint8)[places].reshape(pixels.shape[:2]), "P")
        small.putpalette(palette.astype(np.uint8).tobytes())
        small.save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            break


def bring_up_to_date(taken: Path, language: str, is_check: bool) -> Iterator[str]:
    """Replace the pictures of a language that differ, or with `is_check` name them; yield what is wrong."""
    kept = picture_folder(language)
    names = {path.name for path in taken.glob("*.png")}
    for name in sorted(names):
        new, old = taken / name, kept / name
        if new.stat().st_size > LARGEST:
            yield f"{_named(old)} has {new.stat().st_size} bytes; at most {LARGEST} are wanted."
        if old.exists() and not differ(old, new):
            continue
        if is_check:
            yield f"{_named(old)} {'differs from today’s' if old.exists() else 'is missing'}: run `make docs`."
        else:
            print(f"{_named(old)} {'replaced' if old.exists() else 'added'}")
            kept.mkdir(parents=True, exist_ok=True)
            shutil.copy(new, old)
    rest = {path.name for path in kept.glob("*.png")} - names
    yield from (f"{_named(kept / name)} is taken by no step: remove it." for name in sorted(rest))


def differ(first: Path, second: Path) -> bool:
    """Whether two pictures differ in size, or in a square by more than what letters drawn anew do."""
    with Image.open(first) as one, Image.open(second) as other:
        if one.size != other.size:
            return True
        away = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).convert("L")
    return away.reduce(SQUARE).getextrema()[1] > LEVELS


def _named(path: Path) -> str:
    return str(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
