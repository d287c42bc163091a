"""The SVG of a page as a tree, and as a picture."""

from __future__ import annotations

import re
from typing import NamedTuple
from xml.etree import ElementTree

from qgis.PyQt.QtCore import QByteArray, QRectF
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

SIZE = 1600


def tree_of(markup):
    """Return markup as a tree, which fails where it is not well-formed."""
    return ElementTree.fromstring(f"<page>{markup}</page>")


def regions_of(markup):
    """Return region code → the link of a region on a map, in their order; fails where a region has two."""
    links = [link for link in tree_of(markup).iter("a") if "region" in link.get("class").split()]
    codes = [link.get("data-code") for link in links]
    assert len(codes) == len(set(codes)), codes
    return dict(zip(codes, links, strict=True))


def view_box(markup):
    """Return the width and height of a map's viewBox."""
    left, top, width, height = map(int, next(tree_of(markup).iter("svg")).get("viewBox").split())
    assert (left, top) == (0, 0)
    return width, height


def points_of(path):
    """Return the points of each ring or line of a path, whose data are `M x y l dx dy …` with or without a z."""
    rings = []
    for part in re.findall(r"M([^Mz]+)", path):
        start, steps = part.split("l")
        (x, y), numbers = map(int, re.findall(r"-?\d+", start)), list(map(int, re.findall(r"-?\d+", steps)))
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def shapes_in(definitions):
    """Return id → the rings of a path, in units of the viewBox."""
    return {
        path.get("id"): points_of(path.get("d")) for path in tree_of(definitions).iter("path") if "z" in path.get("d")
    }


class Bounds(NamedTuple):
    """The sides of a box."""

    left: int
    top: int
    right: int
    bottom: int


def box_of(rings):
    """Return the box around rings."""
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return Bounds(min(xs), min(ys), max(xs), max(ys))


def painted(definitions, markup):
    """Return a picture of a map's regions without its labels, and its pixels to a unit."""
    page = tree_of(markup)
    svg = next(page.iter("svg"))
    for group in [group for group in svg if (group.get("class") or "").startswith("labels")]:
        svg.remove(group)
    svg.insert(0, next(tree_of(definitions).iter("defs")))
    svg.set("xmlns", "http://www.w3.org/2000/svg")
    svg.set("xmlns:xlink", "http://www.w3.org/1999/xlink")
    for link in svg.iter():
        if link.get("href"):
            # Qt knows the older name alone.
            link.set("xlink:href", link.attrib.pop("href"))
    width, height = view_box(markup)
    picture = QImage(SIZE, SIZE * height // width, QImage.Format.Format_RGB32)
    picture.fill(QColor("#FF00FF"))
    painter = QPainter(picture)
    renderer = QSvgRenderer(QByteArray(ElementTree.tostring(svg)))
    assert renderer.isValid()
    renderer.render(painter, QRectF(picture.rect()))
    painter.end()
    return picture, SIZE / width
