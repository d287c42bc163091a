"""The portrait of a region as a page that stands alone: all that the panel has on it, without its commands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from qgis.PyQt.QtGui import QTextDocumentFragment

from ...data.profile.region_profile import RegionProfile
from ...gis.labels.labels import edition_name
from ...gis.web.portrait import Portrait
from ...i18n import current_language, tr

_STYLE = (
    "body { font-family: sans-serif; max-width: 45em; margin: 2em auto; padding: 0 1em; line-height: 1.4;"
    " color: #222; background: #fff; overflow-wrap: anywhere; }"
    "h2 { margin-bottom: .2em; } p, dd { margin: .2em 0; } .muted, .covers { color: #4A4F57; font-size: 90%; }"
    ".facts dt, .facts dd { display: inline; } .status, .facts dd, .value { font-weight: bold; }"
    ".cards dt { margin-top: .8em; } .value { font-size: 120%; }"
)


def portrait_html(profile: RegionProfile, profiles: Sequence[RegionProfile], edition: str) -> str:
    """Return the portrait as a document of HTML; `edition` is the name of the survey's edition as its file has it."""
    name = escape(profile.printed_name)
    body = Portrait(profile, profiles, "h2").html()
    source = escape(tr("Source: {edition}.").format(edition=edition_name(edition))) if edition else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{current_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name}</title><style>{_STYLE}</style></head>\n"
        f'<body><main><h1>{name}</h1>\n{body}</main><hr><footer class="muted">{source}</footer></body></html>\n'
    )


def portrait_text(profile: RegionProfile, profiles: Sequence[RegionProfile], edition: str) -> str:
    """Return the portrait as plain text, for a mail or a note."""
    # Qt would part each title from its fact, which style sheets alone put on one line.
    facts = re.compile("</dt> <dd[^>]*>(.*?)</dd>", re.DOTALL)
    page = facts.sub(r"\1</dt>", portrait_html(profile, profiles, edition))
    return str(QTextDocumentFragment.fromHtml(page).toPlainText())
