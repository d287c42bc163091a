"""The class of each region on a theme's map, and on each of its small maps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...regions import PRINTED_NAMES
from ...text import unaccented
from ..project.layers import CtdLayers
from ..regions.edition_cache import region_features
from ..style.classes import FillClass
from ..themes.technology import TechnologyClasses
from ..themes.technology_symbols import Square
from ..themes.theme import PANEL_VARIABLE, Drawing

Fills = Mapping[str, FillClass | None]
"""Region code → the class that fills it, None for no answer."""


@dataclass(frozen=True)
class RegionClasses:
    """The regions of layers as a drawing classes them."""

    layers: CtdLayers
    drawing: Drawing

    @cached_property
    def codes(self) -> Sequence[str]:
        """The regions in the alphabetical order of their names; none where the layer has lost their codes."""
        if self.layers.regions.fields().indexOf("region_code") < 0:
            return []
        codes = {str(feature["region_code"]) for feature in region_features(self.layers) if feature["region_code"]}
        return sorted(codes, key=lambda code: unaccented(name_of(code)))

    @cached_property
    def fills(self) -> Fills:
        """The classes on the one map; on that of technologies, which squares show, all regions have the same."""
        if self.squares is not None:
            return dict.fromkeys(self.codes, self.drawing.classes.classes[-1])
        return self._evaluated({})

    def on_small_map(self, panel: str) -> Fills:
        """Return the classes on a small map."""
        return self._evaluated({PANEL_VARIABLE: panel})

    @cached_property
    def squares(self) -> Mapping[str, Sequence[Square]] | None:
        """The squares of the one map of technologies; None on any other map."""
        classes = self.drawing.classes
        return classes.squares if isinstance(classes, TechnologyClasses) else None

    def _evaluated(self, variables: Mapping[str, str]) -> Fills:
        if not self.codes:
            return {}
        fills = {fill.value: fill for fill in self.drawing.classes.classes}
        values = self.drawing.classes.values(self.layers.regions, region_features(self.layers), variables)
        found = {str(feature["region_code"]): fills.get(value or "") for feature, value in values}
        return {code: found[code] for code in self.codes}


def name_of(code: str) -> str:
    """Return the name of a region as people read it."""
    return PRINTED_NAMES.get(code, code)
