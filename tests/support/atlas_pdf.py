"""An atlas as poppler reads it: the text of each sheet, the places of its words and the sizes of its type."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

SIZES = {22, 16, 12, 9, 8, 7}
"""The sizes of type that an atlas may have, in points."""
LEFT, RIGHT, TOP, BOTTOM, FOOT = 18.0, 192.0, 18.0, 272.0, 289.0
"""The edges of the text, and of the foot below it, in millimetres."""
MILLIMETRE = 72 / 25.4
# Points: what lies between the head and the foot of a page, and the foot's right half.
_BODY = ("-x", "0", "-y", "42", "-W", "596", "-H", "740")
_FOOT = ("-x", "428", "-y", "780", "-W", "168", "-H", "62")
# What stands above the name of each region.
_BEGINS = re.compile(r"(?:Comitéterritorialdeladonnée|Regionaldatacommittee)\(CTD\)–r[ée]gion(\d\d)")


class Word(NamedTuple):
    """A word and its box on the page, in millimetres."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class AtlasPdf:
    """Texts are without white space, as lines may break anywhere."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.bodies = self._pages(_BODY)
        self.feet = self._pages(_FOOT)

    def _pages(self, where: tuple[str, ...]) -> list[str]:
        return [squeezed(page) for page in _read("pdftotext", "-raw", *where, self.path, "-").split("\f")[:-1]]

    @cached_property
    def begins(self) -> dict[str, int]:
        """Region code → the page on which its sheet begins, in the order of the sheets; pages count from 1."""
        return {match[1]: n for n, body in enumerate(self.bodies, start=1) for match in _BEGINS.finditer(body)}

    def sheet(self, code: str) -> str:
        """Return the text of a region's sheet, in the order in which it is read."""
        text = "".join(self.bodies)
        begins = [(match[1], match.start()) for match in _BEGINS.finditer(text)]
        for (found, start), (_, end) in pairwise([*begins, ("", len(text))]):
            if found == code:
                return text[start:end]
        raise KeyError(code)

    @cached_property
    def length(self) -> dict[str, int]:
        """Region code → on how many pages its sheet is."""
        starts = [*self.begins.values(), len(self.bodies) + 1]
        return {code: max(1, end - start) for code, (start, end) in zip(self.begins, pairwise(starts), strict=True)}

    @property
    def links(self) -> set[str]:
        """The addresses that the PDF links to."""
        return {line.split(None, 2)[2] for line in _read("pdfinfo", "-url", self.path).splitlines()[1:]}

    @property
    def sizes(self) -> set[float]:
        """The sizes of type, in points."""
        described = _read("pdftohtml", "-xml", "-i", "-stdout", "-zoom", "4", self.path)
        # At this zoom poppler counts a third of a point.
        return {int(size) / 3 for size in re.findall(r'<fontspec id="\d+" size="(\d+)"', described)}

    @cached_property
    def words(self) -> list[list[Word]]:
        """The words of each page."""
        described = _read("pdftotext", "-bbox", self.path, "-").replace('xmlns="http://www.w3.org/1999/xhtml"', "")
        # Poppler writes control characters as they are, which XML has not.
        tree = ElementTree.fromstring(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", described))
        return [list(map(_word, page.iter("word"))) for page in tree.iter("page")]

    def faults(self) -> Iterator[tuple[object, str, object]]:
        """Yield what is wrong with the places of words and sheets."""
        for number, words in enumerate(self.words, start=1):
            for word in words:
                if word.left < LEFT - _TOUCH or word.right > RIGHT + _TOUCH or word.bottom > FOOT:
                    yield number, "outside the margins", word
                if word.top < BOTTOM < word.bottom - _TOUCH:
                    yield number, "in the foot", word
        for code, begins in self.begins.items():
            if self.length[code] == 2 and begins % 2:
                yield code, "does not face", begins
        yield from self.collisions()

    def collisions(self) -> Iterator[tuple[int, str, str]]:
        """Yield the pages on which two words cover each other, with the words."""
        for number, words in enumerate(self.words, start=1):
            ordered = sorted(words, key=lambda word: word.top)
            for place, word in enumerate(ordered):
                for other in ordered[place + 1 :]:
                    if other.top >= word.bottom - _SHARED:
                        break
                    if word.left < other.right - _TOUCH and other.left < word.right - _TOUCH:
                        yield number, word.text, other.text


# The boxes of lines hold the room for accents and descenders: those of the next line reach into it.
_SHARED, _TOUCH = 0.9, 0.2


def _word(element: ElementTree.Element) -> Word:
    left, top, right, bottom = (float(element.get(side, "0")) / MILLIMETRE for side in ("xMin", "yMin", "xMax", "yMax"))
    return Word(element.text or "", left, top, right, bottom)


def _read(*command: object) -> str:
    return subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True).stdout


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return "".join(text.split())
