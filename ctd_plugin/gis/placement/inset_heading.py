"""The heading of an inset: the name of an overseas region and its value, in two lines."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...regions import PRINTED_NAMES
from ..labels.labels import short_overseas_names
from ..style.fonts import text_format, text_width
from ..style.page_sizes import PageSize
from ..style.territories import Territory
from ..themes.theme import Drawing
from .label_blocks import Value, value_of

INSET_PADDING = 1.2
"""Between the frame of an inset and its words (millimetres)."""


@dataclass(frozen=True)
class HeadingWord:
    """Words on a line of a heading, in a type."""

    id: str
    text: str
    size: float
    is_bold: bool = False

    @property
    def width(self) -> float:
        """The width (millimetres) with a space after it."""
        return text_width(self.text, text_format(self.size, bold=self.is_bold)) + self.space

    @property
    def space(self) -> float:
        """The room after it."""
        return self.size * 0.1


def inset_heading(territory: Territory, drawing: Drawing, page: PageSize, *, most: int = 2) -> list[list[HeadingWord]]:
    """Return the name of a territory and its value in at most two lines, or three where there is room for them."""
    code = territory.region_codes[0]
    # Large type tells a name from what is below it without weight.
    is_bold = not page.compact
    name = HeadingWord("name", PRINTED_NAMES.get(code, code), inset_type(page.name_size, page), is_bold)
    if name.width - name.space > page.first_inset.width - 2 * INSET_PADDING * page.weight:
        name = replace(name, text=short_overseas_names().get(code, name.text))
    value = value_of(drawing.texts.get(code, ""))
    bold = HeadingWord("text", " ".join(value.bold), inset_type(page.value_size, page), is_bold=True)
    plain = HeadingWord("words", " ".join(value.plain), inset_type(page.name_size, page))
    width = page.first_inset.width - 1.6 * INSET_PADDING * page.weight
    given = [word for word in (bold, plain) if word.text]
    if sum(word.width for word in given) <= width:
        return [[name], given] if given else [[name]]
    if bold.text and plain.text and name.width + bold.width <= width:
        return [[name, bold], [_cut(plain, width)]]
    if most > 2 and len(value.bold) + len(value.plain) <= 2:
        return [[name], *_on_two_lines(value, page, width)]
    if bold.text and bold.width <= width * 0.7:
        rest = _cut(plain, width - bold.width)
        # On a slide, rather nothing than a syllable.
        is_whole = not page.compact or len(rest.text) > len(plain.text) / 2
        return [[name], [bold, rest] if is_whole else [bold]]
    return [[name], [_cut(replace(plain, id="text", text=" ".join((*value.bold, *value.plain))), width)]]


def _on_two_lines(value: Value, page: PageSize, width: float) -> list[list[HeadingWord]]:
    """Return a value line by line, in smaller type where one is too long."""
    smaller = page.name_size * page.least_label
    lines = []
    for text, size, is_bold in (
        *((text, page.value_size, True) for text in value.bold),
        *((text, page.name_size, False) for text in value.plain),
    ):
        word = HeadingWord("text" if is_bold else "words", text, size, is_bold)
        lines.append([_cut(word if word.width <= width else replace(word, size=smaller), width)])
    return lines


def inset_type(size: float, page: PageSize) -> float:
    """Return a size of the labels as it is in an inset: as small as may be on a slide."""
    return size * page.least_label if page.compact else size


def _cut(word: HeadingWord, width: float) -> HeadingWord:
    """Return words that fit a width, with an ellipsis where there were more."""
    text = word.text
    while text and word.width > width:
        text = text[:-1].rstrip(" ,;:(")
        word = replace(word, text=f"{text}…")
    return word
