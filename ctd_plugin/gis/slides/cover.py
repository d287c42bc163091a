"""The cover of a deck: what it is about, of which edition, by whom, and the statuses on a bare map."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from qgis.core import QgsLayoutItem, QgsLayoutItemMap, QgsLayoutItemPicture, QgsProject

from ...data.survey.status import Status
from ...dates import long_date
from ...i18n import plural, tr
from ...text import truncated
from ..labels.labels import edition_title
from ..layout.blocks import ColumnBlock, gap, stacked, text_block
from ..layout.branding import Branding
from ..layout.items import LayoutSheet, Shown
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..style.fonts import fitting_size
from ..style.page_sizes import Box
from ..style.palette import ACCENT, STATUS_FILLS, TEXT_MUTED
from ..style.territories import Territory, territories_of
from ..themes.status import status_findings
from .slide import LEAST_TYPE, LEFT, empty_slide, with_short_words

_TITLE, _KEY = 40.0, 26.0
"""Points: of the title, and of what the edition says in a sentence."""

_WORDS = Box(LEFT + 4, 24, 150, 118)
_LOGOS = Box(LEFT + 4, 152, 150, 26)
_MAIN = Box(178, 12, 150, 134)
_INSETS = Box(178, 150, 150, 28)
_LOGO_GAP = 8
_LONGEST_ORGANISATION = 120


def cover(project: QgsProject, layers: CtdLayers, branding: Branding) -> LayoutSheet:
    """Return the cover, whose map draws the regions' current style."""
    sheet = empty_slide(project)
    words = stacked(list(_words(sheet, layers, branding)))
    top = _WORDS.y + max(0, (_WORDS.height - words.height) / 2)
    words.draw(_WORDS.x, top)
    sheet.line("rule", (LEFT, top), (LEFT, top + words.height), ACCENT, 1.2)
    _add_logos(sheet, branding)
    drawn = territories_of(layers.regions)
    main = _MAIN if drawn.insets else replace(_MAIN, height=_INSETS.bottom - _MAIN.y)
    _add_map(sheet, layers, drawn.main, main)
    width = _INSETS.width / max(len(drawn.insets), 1)
    for number, territory in enumerate(drawn.insets):
        box = Box(_INSETS.x + number * width + 2, _INSETS.y, width - 4, _INSETS.height)
        _add_map(sheet, layers, territory, box)
    return sheet


def _words(sheet: LayoutSheet, layers: CtdLayers, branding: Branding) -> Iterator[ColumnBlock]:
    """Yield the texts from top to bottom."""
    profiles = edition_of(layers).profiles
    title = tr("Regional data committees (CTD)")
    size = fitting_size(title, _TITLE, _WORDS.width, 40, bold=True, least=LEAST_TYPE)
    yield text_block(sheet, "title", title, _WORDS.width, size, bold=True, colour=ACCENT)
    yield gap(6)
    established = sum(one.status is Status.ESTABLISHED for one in profiles)
    key = plural(
        established, tr("In place in {count} region out of {total}"), tr("In place in {count} regions out of {total}")
    )
    key = key.format(count=established, total=len(profiles))
    # Its colour on the map is that of the words.
    yield text_block(sheet, "key", key, _WORDS.width, _KEY, bold=True, colour=STATUS_FILLS[Status.ESTABLISHED])
    for finding in list(status_findings(profiles))[:1]:
        yield gap(2)
        yield text_block(sheet, "finding", finding, _WORDS.width, LEAST_TYPE)
    yield gap(6)
    today = date.today()
    for id_, text in (
        ("edition", edition_title(layers.about("edition"))),
        ("organisation", truncated(branding.organisation, _LONGEST_ORGANISATION)),
        ("made", long_date(today.day, today.month, today.year)),
    ):
        if text:
            yield gap(2)
            words = with_short_words(text, _WORDS.width)
            yield text_block(sheet, id_, words, _WORDS.width, LEAST_TYPE, colour=TEXT_MUTED)


def _add_logos(sheet: LayoutSheet, branding: Branding) -> None:
    width = (_LOGOS.width - _LOGO_GAP) / 2
    for number, logo in enumerate(filter(None, branding.logos)):
        picture = QgsLayoutItemPicture(sheet.layout)
        picture.setResizeMode(QgsLayoutItemPicture.ResizeMode.Zoom)
        picture.setPictureAnchor(QgsLayoutItem.ReferencePoint.LowerLeft)
        picture.setPicturePath(logo)
        box = Box(_LOGOS.x + number * (width + _LOGO_GAP), _LOGOS.y, width, _LOGOS.height)
        sheet.place(picture, f"logo {number + 1}", box)


def _add_map(sheet: LayoutSheet, layers: CtdLayers, territory: Territory, box: Box) -> None:
    item = QgsLayoutItemMap(sheet.layout)
    sheet.place(item, f"map {territory.id}", box)
    item.setCrs(territory.crs)
    item.zoomToExtent(territory.extent)
    item.setBackgroundEnabled(False)
    Shown(layers.regions).on(item, territory)
