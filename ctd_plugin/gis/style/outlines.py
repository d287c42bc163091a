"""The generalised outlines that pages of the whole country are drawn from: expressions for the styles of the regions.

A style must not look into another layer: QGIS does that on its main thread, and a script that waits there for a map
to be drawn would wait for ever. So a project, or the layer of regions, holds the outlines as variables: JSON of region
code → WKT.
"""

from __future__ import annotations

OUTLINES_VARIABLE = "ctd_outlines"
"""Project variable: each region's generalised polygon."""
BORDERS_VARIABLE = "ctd_borders"
"""Project variable: the lines that each region's polygon shares with its neighbours."""
NOTHING_HELD = "{}"
"""The value of both where an edition has no outlines, and another one in its project has."""

# Closer in, the full polygons are drawn; the codes of the overseas regions, on maps of their own, begin with 0.
_IS_GENERAL = "coalesce(@map_scale > case when \"region_code\" < '1' then 900000 else 2500000 end, false)"


def _held(variable: str) -> str:
    return f"geom_from_wkt(json_to_map(coalesce(@{variable}, '{NOTHING_HELD}'))[\"region_code\"])"


AREA = f"case when {_IS_GENERAL} then coalesce({_held(OUTLINES_VARIABLE)}, @geometry) else @geometry end"
"""An expression: the polygon to draw of a region, in the CRS of the layer."""

BORDER = f"case when {_IS_GENERAL} then {_held(BORDERS_VARIABLE)} end"
"""An expression: the inner borders of a region, NULL where they are not known or its full polygon is drawn."""

HAS_BORDERS = f"({_IS_GENERAL} and coalesce(@{BORDERS_VARIABLE}, '{NOTHING_HELD}') <> '{NOTHING_HELD}')"
"""An expression: whether inner borders are lines of their own; elsewhere the outlines of polygons stand for them."""
