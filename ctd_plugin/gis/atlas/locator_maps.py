"""The small maps of the atlas: each territory in its own CRS, drawn as lines and fills."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from qgis.core import QgsCoordinateTransform, QgsCoordinateTransformContext, QgsGeometry
from qgis.PyQt.QtGui import QPainterPath, QTransform

from ...data.survey.status import Status
from ...i18n import number, tr
from ..project.layers import CtdLayers
from ..style.page_sizes import Box
from ..style.palette import NO_ANSWER_HATCH, OUTLINE, PAPER, STATUS_FILLS, TEXT, TEXT_MUTED, label_colour
from ..style.territories import DrawnTerritories, Territory, territories_of
from .name_labels import place_name
from .page import AtlasPage
from .typesetting import DOTS, FOOT, paragraph, typeset, typeset_all

# Details finer than this on paper (mm) are left out.
_DETAIL = 0.08
_SCALE_BAR = 4.2
"""The height (mm) of a scale bar with its label."""
_SCALE_STEPS = (5, 10, 20, 50, 100, 200)


@dataclass
class LocatorMaps:
    """Draws the maps; the regions' shapes are transformed to the CRS of their territory once."""

    layers: CtdLayers
    drawn: DrawnTerritories = field(init=False)
    _shapes: dict[str, dict[str, QgsGeometry]] = field(default_factory=dict)
    _simple: dict[tuple[str, float], dict[str, QgsGeometry]] = field(default_factory=dict)
    _paths: dict[tuple[str, float], dict[str, QPainterPath]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.drawn = territories_of(self.layers.regions)

    def locate(self, page: AtlasPage, code: str, status: Status | None, box: Box) -> None:
        """Draw the territory of a region with the region in its status colour, where the boundaries have it."""
        territory = self.drawn.territory_of(code)
        if territory is None:
            return
        has_scale = len(territory.region_codes) == 1
        at = _fitted(territory, replace(box, height=box.height - _SCALE_BAR) if has_scale else box)
        shapes = self._placed(territory, at)
        for path in shapes.values():
            page.area(path, PAPER, NO_ANSWER_HATCH, 0.12)
        if code in shapes:
            page.area(shapes[code], status and STATUS_FILLS[status], TEXT, 0.3)
        if has_scale:
            _scale_bar(page, territory, at, box)

    def draw(self, page: AtlasPage, territory: Territory, statuses: Mapping[str, Status | None], box: Box) -> None:
        """Draw a territory with every region in its status colour."""
        paths = self._placed(territory, _fitted(territory, box))
        has_borders = len(paths) > 1
        for path in paths.values():
            page.area(path, PAPER, OUTLINE, 0.5 if has_borders else 0.15)
        # White borders show between fills of any darkness; of what was drawn before, the coast is left.
        for code, path in paths.items():
            status = statuses[code]
            page.area(
                path, status and STATUS_FILLS[status], PAPER if has_borders else OUTLINE, 0.3 if has_borders else 0.15
            )

    def name(
        self,
        page: AtlasPage,
        territory: Territory,
        names: Mapping[str, str],
        statuses: Mapping[str, Status | None],
        box: Box,
    ) -> None:
        """Write the names of a territory's regions where they fit into their shapes, else short names."""
        at = _fitted(territory, box)
        scale = at.width / territory.extent.width()
        left, top = territory.extent.xMinimum(), territory.extent.yMaximum()
        for code, shape in self._simplified(territory, scale).items():
            status = statuses.get(code)
            colour = label_colour(STATUS_FILLS[status] if status else PAPER)
            label = place_name(shape, scale, code, names.get(code, code))
            text = [paragraph(line, size=FOOT, colour=colour, centred=True) for line in label.lines]
            x = at.x + (label.centre.x() - left) * scale - label.width / 2
            y = at.y + (top - label.centre.y()) * scale - label.height / 2
            page.lines(typeset_all(text, label.width), x, y)

    def _placed(self, territory: Territory, box: Box) -> dict[str, QPainterPath]:
        """Return region code → its shape on the page (dots), for a box that has the territory's proportions."""
        x_min, _, _, y_max = territory.bounds
        scale = box.width / territory.extent.width()
        key = (territory.id, scale)
        if key not in self._paths:
            to_paper = QTransform(scale * DOTS, 0, 0, -scale * DOTS, -x_min * scale * DOTS, y_max * scale * DOTS)
            shapes = self._simplified(territory, scale)
            self._paths[key] = {code: to_paper.map(shape.constGet().asQPainterPath()) for code, shape in shapes.items()}
        there = QTransform.fromTranslate(box.x * DOTS, box.y * DOTS)
        return {code: there.map(path) for code, path in self._paths[key].items()}

    def _simplified(self, territory: Territory, scale: float) -> dict[str, QgsGeometry]:
        """Return region code → its shape as it is drawn at a scale (mm in a metre)."""
        key = (territory.id, scale)
        if key not in self._simple:
            shapes = self._in_crs(territory)
            self._simple[key] = {code: shape.simplify(_DETAIL / scale) for code, shape in shapes.items()}
        return self._simple[key]

    def _in_crs(self, territory: Territory) -> dict[str, QgsGeometry]:
        if territory.id not in self._shapes:
            regions = self.layers.regions
            transform = QgsCoordinateTransform(regions.crs(), territory.crs, QgsCoordinateTransformContext())
            shapes = {}
            for region in regions.getFeatures():
                if region["region_code"] in territory.region_codes and region.hasGeometry():
                    shape = QgsGeometry(region.geometry())
                    shape.transform(transform)
                    shapes[region["region_code"]] = shape
            self._shapes[territory.id] = shapes
        return self._shapes[territory.id]


def _fitted(territory: Territory, box: Box) -> Box:
    """Return the largest box of the territory's proportions in the middle of a box."""
    extent = territory.extent
    scale = min(box.width / extent.width(), box.height / extent.height())
    width, height = extent.width() * scale, extent.height() * scale
    return Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)


def _scale_bar(page: AtlasPage, territory: Territory, at: Box, box: Box) -> None:
    """Draw a scale bar at the box's lower right corner, about a fifth of the map."""
    per_kilometre = at.width / territory.extent.width() * 1000
    kilometres = max((step for step in _SCALE_STEPS if step * per_kilometre <= at.width / 3), default=_SCALE_STEPS[0])
    length = kilometres * per_kilometre
    x = box.x + box.width - length
    y = box.bottom - _SCALE_BAR + 0.8
    page.rule(x, y, length, TEXT_MUTED, 0.3)
    label = tr("{distance} km").format(distance=number(kilometres))
    (words,) = typeset(paragraph(label, size=FOOT, colour=TEXT_MUTED, centred=True), max(length, 12))
    page.line(words, x + min(0, length - 12), y + 0.3)
