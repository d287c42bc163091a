"""The constraint of a GetRecords request, words and an extent, as an OGC Filter or as CQL."""

from __future__ import annotations

import re
from html import escape

from ..records import Extent

MOST_WORDS = 8
LONGEST_WORD = 40
"""These keep a URL within the 8 kB that servers read, with up to twelve characters for each of a word."""

# Characters at which the indexes of catalogues split words, or wildcards: with them "Centre-Val" or "l'eau" finds
# nothing in Elasticsearch, and "%" makes GeoNetwork 4 fail. Without them the same records are found, and a few more.
_SEPARATORS = re.compile(r"[\s\x00-\x20\ufffe\uffff\ud800-\udfff%*?\\\"'’‘“”«»()\[\]{}<>=,;:!/|&+~^#–—-]+")


def filter_words(text: str) -> list[str]:
    """Return the first MOST_WORDS different words of a query, without the operators and wildcards of CQL and Filter."""
    # In lower case, like most of a record: a catalogue on SQLite distinguishes É from é.
    pieces = dict.fromkeys(word.strip("._")[:LONGEST_WORD] for word in _SEPARATORS.split(text.lower()))
    words = [word for word in pieces if word]
    # Single letters are left of elisions: l'eau, d'Oise.
    return ([word for word in words if len(word) > 1 or not word.isalpha()] or words)[:MOST_WORDS]


def ogc_filter(words: list[str], extent: Extent | None) -> str:
    """Return the Filter 1.1 of records that hold each word and intersect the extent; "" for all records."""
    parts = [
        f'<PropertyIsLike wildCard="*" singleChar="?" escapeChar="\\"><PropertyName>csw:AnyText</PropertyName>'
        f"<Literal>*{escape(word, quote=False)}*</Literal></PropertyIsLike>"
        for word in words
    ]
    boxes = [_bbox_filter(*box) for part in (extent.parts() if extent else ()) for box in _both_orders(part)]
    parts += [f"<Or>{''.join(boxes)}</Or>"] if len(boxes) > 1 else boxes
    if not parts:
        return ""
    inner = f"<And>{''.join(parts)}</And>" if len(parts) > 1 else parts[0]
    return (
        '<Filter xmlns="http://www.opengis.net/ogc" xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"'
        f' xmlns:gml="http://www.opengis.net/gml" xmlns:ows="http://www.opengis.net/ows">{inner}</Filter>'
    )


def _both_orders(part: Extent) -> list[tuple[float, float, float, float]]:
    """Return a box with longitudes first, and with latitudes first.

    Without a reference system GeoNetwork reads longitudes first, pycsw latitudes; with one, some fail and others
    ignore it. A box of France with swapped axes lies off Somalia or in an ocean, and finds next to nothing there.
    """
    box = (part.west, part.south, part.east, part.north)
    # Elasticsearch fails at latitudes beyond a pole.
    west, east = max(part.west, -90.0), min(part.east, 90.0)
    return [box, (part.south, west, part.north, east)] if west <= east else [box]


def _bbox_filter(x_min: float, y_min: float, x_max: float, y_max: float) -> str:
    return (
        f"<BBOX><PropertyName>ows:BoundingBox</PropertyName><gml:Envelope>"
        f"<gml:lowerCorner>{x_min:.6g} {y_min:.6g}</gml:lowerCorner>"
        f"<gml:upperCorner>{x_max:.6g} {y_max:.6g}</gml:upperCorner></gml:Envelope></BBOX>"
    )


def cql_text(words: list[str], extent: Extent | None) -> str:
    """Return the CQL of records that hold each word and intersect the extent; "" for all records."""
    boxes = [
        f"BBOX(ows:BoundingBox,{part.west:.6g},{part.south:.6g},{part.east:.6g},{part.north:.6g})"
        for part in (extent.parts() if extent else ())
    ]
    parts = [f"AnyText like '%{word}%'" for word in words]
    parts += [f"({' OR '.join(boxes)})"] if len(boxes) > 1 else boxes
    return " AND ".join(parts)
