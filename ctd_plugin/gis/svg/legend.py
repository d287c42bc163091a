"""The legend of a theme as HTML: lists with swatches, of which bars and keys are further lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from ...i18n import tr
from ..style.classes import Classes, FillClass
from ..style.palette import COAST, PAPER, TEXT
from ..style.region_symbols import COAST_WIDTH
from ..style.textures import Cross
from ..themes.technology import TechnologyClasses
from ..themes.technology_symbols import Square
from ..themes.technology_use import Use
from ..themes.theme import CircleKey, Drawing, GroupedLegend, KeyEntry, LegendGroup
from .markup import UNITS, element, text
from .patterns import CROSS, fill_of, paint

_WIDTH, _HEIGHT = 6.3, 3.8
"""Of a swatch on the printed page (millimetres)."""


def legend_html(drawing: Drawing, counts: Counter[str | None]) -> str:
    """Return the legend of a drawing; `counts` are the regions of each class, by its value."""
    parts = list(_parts(drawing, counts))
    return element("div", "".join(parts), class_="map-legend")


def _parts(drawing: Drawing, counts: Counter[str | None]) -> Iterator[str]:
    classes = drawing.classes
    if drawing.panels and isinstance(classes, TechnologyClasses):
        yield _title(tr("Technologies"), tr("(number of regions)"))
        yield _list([_item(_letters(letters), words) for letters, words in classes.keys])
        yield _title(drawing.legend_title.rstrip(" \u00a0:"))
        yield _list([_item(_use_square(fill) + swatch(fill), fill.label) for fill in classes.classes], "classes uses")
    elif drawing.grouped_legend:
        yield from _groups(drawing.grouped_legend, classes, counts)
    else:
        title, _, unit = drawing.legend_title.partition("\n")
        yield _title(title, unit)
        yield _list(_classes(classes, counts))
    if drawing.circle_key:
        yield _circles(drawing.circle_key)
    if drawing.key:
        yield from _key(list(drawing.key))


def swatch(fill: FillClass | None) -> str:
    """Return what shows a class; None is no answer."""
    width, height = round(_WIDTH * UNITS), round(_HEIGHT * UNITS)
    _, texture = fill_of(fill)
    box = element(
        "rect",
        x=1,
        y=1,
        width=width - 2,
        height=height - 2,
        fill=paint(fill),
        stroke=COAST,
        stroke_width=COAST_WIDTH * UNITS,
    )
    if isinstance(texture, Cross):
        box += element("use", href=f"#{CROSS}", x=width // 2, y=height // 2)
    return _picture(box, f"0 0 {width} {height}", "legend-swatch")


def _picture(content: str, view_box: str, kind: str) -> str:
    return element("svg", content, class_=kind, viewBox=view_box, aria_hidden="true", focusable="false")


def _title(title: str, *units: str) -> str:
    """Return a title and below it what is counted, and at the right the unit of bars, if any."""
    words = element("p", text(title), class_="legend-title")
    own = "".join(element("span", text(unit)) for unit in units if unit)
    return words + (element("p", own, class_="legend-units") if own else "")


def _list(items: list[str], kind: str = "classes") -> str:
    return element("ul", "".join(items), class_=kind, role="list")


def _item(picture: str, words: str, more: str = "", kind: str = "") -> str:
    return element("li", picture + element("span", text(words), class_="words") + more, class_=kind)


def _counted(label: str, count: int) -> str:
    return f"{label} ({count})"


def _classes(classes: Classes, counts: Counter[str | None]) -> list[str]:
    """Return the classes in order; that of no answer only where it has a region."""
    items = [_item(swatch(fill), _counted(fill.label, counts[fill.value])) for fill in classes.classes]
    if counts[None]:
        items.append(_item(swatch(None), _counted(classes.no_answer, counts[None])))
    return items


def _groups(legend: GroupedLegend, classes: Classes, counts: Counter[str | None]) -> Iterator[str]:
    has_bars = any(group.bars for group in legend.groups)
    unit = legend.unit.replace("\n", " ") if has_bars else ""
    yield _title(legend.title.partition("\n")[0], tr("(number of regions)"), unit)
    fills = {fill.value: fill for fill in classes.classes}
    yield _list([_group(group, fills, counts) for group in legend.groups], "classes groups")


def _group(group: LegendGroup, fills: Mapping[str, FillClass], counts: Counter[str | None]) -> str:
    count = sum(counts[value or None] for value in group.class_values)
    pictures = "".join(swatch(fills.get(value)) for value in group.class_values)
    axis = group.axis or max((bar.value for bar in group.bars), default=0)
    is_compared = len(group.bars) > 1 or group.axis
    rows = []
    for bar in group.bars:
        share = 100 * bar.value / axis if axis and is_compared else 0
        length = element("rect", width=max(share, 1), height=10, fill=paint(fills.get(group.class_values[0])))
        picture = element(
            "svg",
            length if share else "",
            class_="bar",
            viewBox="0 0 100 10",
            preserveAspectRatio="none",
            aria_hidden="true",
            focusable="false",
        )
        name, value = element("span", text(bar.name), class_="name"), element("span", text(bar.words), class_="value")
        rows.append(element("li", f"{name}{picture}{value}"))
    return _item(pictures, _counted(group.title, count), _list(rows, "bars") if rows else "")


def _circles(key: CircleKey) -> str:
    """Return what circles stand for in words; their sizes are in the map, which is shown at any scale."""
    items = [_item(_circle(PAPER), key.title)] if key.circles else []
    if key.dot:
        items.append(_item(_circle("none"), key.dot[0]))
    return _list(items, "classes legend-key")


def _circle(fill: str) -> str:
    circle = element("circle", cx=10, cy=10, r=8, fill=fill, stroke=TEXT, stroke_width=1.5, class_="circle")
    return _picture(circle, "0 0 20 20", "symbol")


def _letters(letters: str) -> str:
    box = element("rect", class_="key-square", x=1, y=1, width=26, height=18, rx=1)
    words = element("text", text(letters), x=14, y=14.5, class_="b", text_anchor="middle", font_size=12)
    return _picture(box + words, "0 0 28 20", "legend-swatch")


def _use_square(fill: FillClass) -> str:
    """Return the square that stands for a use on the one map; nothing for a technology that is not mentioned."""
    use = next((use for use in Use if use == fill.value), None)
    if use is None:
        return _picture("", "0 0 20 20", "use-square")
    inside, border, _ = Square("", use).colours
    box = element("rect", x=2, y=2, width=16, height=16, fill=inside, stroke=border, stroke_width=2)
    return _picture(box, "0 0 20 20", "use-square")


def _key(entries: list[KeyEntry]) -> Iterator[str]:
    """Yield the lines of a key; one without a picture is the title of those that follow."""
    items: list[str] = []
    for entry in entries:
        if entry.symbol is None:
            if items:
                yield _list(items, "classes legend-key")
            items = []
            yield _title(entry.words)
            continue
        kind = "square" if entry.narrow else "parts"
        picture = entry.symbol.svg.replace("<svg ", f'<svg class="{kind}" aria-hidden="true" focusable="false" ', 1)
        items.append(_item(picture, entry.words, kind=kind))
    if items:
        yield _list(items, "classes legend-key")
