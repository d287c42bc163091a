"""Where a hit of the answers stands on the page of its region, and the words that lead to it there."""

from __future__ import annotations

import re
from typing import NamedTuple

from ...data.fulltext import Group, Hit
from ...data.profile.region_profile import RegionProfile
from ..common.html import HtmlHighlighter
from ..region.page_html import FIGURES, PLATFORMS

_QUOTATION = re.compile(r"[\"«»“”]")


class OpenedPassage(NamedTuple):
    """A region, the key of a section of its page, and words for the filter of the page; "" of neither."""

    code: str
    section: str
    words: str


def opened_passage(region: RegionProfile, hit: Hit | None, query: str) -> OpenedPassage:
    """Return where to open a region for a hit of a query, at its beginning without one.

    Words that name the region, or that the page does not show, are left out: its filter would find nothing.
    """
    section = _section(region, hit) if hit else ""
    if hit is None or not section:
        return OpenedPassage(region.code, "", "")
    return OpenedPassage(region.code, section, _words(query, hit.passage.text) if hit.spans else "")


def _section(region: RegionProfile, hit: Hit) -> str:
    passage = hit.passage
    if passage.group is Group.PLATFORM:
        return PLATFORMS
    if passage.group is Group.PAYER:
        return FIGURES
    # A status and a date that the header shows have no section.
    return passage.field if any(answer.column == passage.field for answer in region.answers) else ""


def _words(query: str, text: str) -> str:
    """Return the words of a query that the filter of a page finds in a text."""
    kept = []
    for word in _QUOTATION.sub(" ", query).split():
        html = HtmlHighlighter(word)
        html.text(text)
        if html.found:
            kept.append(word)
    return " ".join(dict.fromkeys(kept))
