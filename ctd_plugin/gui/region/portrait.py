"""The portrait of a region as a page that stands alone: all that the panel has on it, without its commands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from qgis.PyQt.QtGui import QTextDocumentFragment

from ...data.profile.region_profile import RegionProfile
from ...gis.catalogues.health_store import stored_health
from ...gis.labels.labels import covered_text, edition_name, figure_text, not_given, status_label
from ...gis.regions.sections import (
    answer_title,
    check_text,
    ctd_date,
    endpoint_texts,
    interview,
    key_figures,
    payers,
    platform_texts,
    population,
    proofs,
    rank_texts,
    sources_title,
    status_remark,
    without_platform,
    without_row,
)
from ...i18n import current_language, titled, tr
from ..common.html import HtmlHighlighter
from ..common.links import safe_address

_STYLE = (
    "body { font-family: sans-serif; max-width: 45em; margin: 2em auto; padding: 0 1em; line-height: 1.4;"
    " color: #222; background: #fff; overflow-wrap: anywhere; }"
    "h2 { margin-bottom: .2em; } p { margin: .2em 0; } .small { color: #4A4F57; font-size: 90%; }"
)


class PortraitHtml(HtmlHighlighter):
    """Escapes texts, and makes links of addresses that a browser may safely open alone."""

    def link(self, address: str, text: str = "") -> str:
        safe = safe_address(address)
        shown = self.text(text or address)
        return f'<a href="{escape(safe)}">{shown}</a>' if safe else shown


def portrait_html(profile: RegionProfile, profiles: Sequence[RegionProfile], edition: str) -> str:
    """Return the portrait as a document of HTML; `edition` is the name of the survey's edition as its file has it."""
    name = escape(profile.printed_name)
    body = "".join(_pieces(profile, profiles))
    source = escape(tr("Source: {edition}.").format(edition=edition_name(edition))) if edition else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{current_language()}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{name}</title><style>{_STYLE}</style></head>\n"
        f'<body><main><h1>{name}</h1>\n{body}<hr><p class="small">{source}</p></main></body></html>\n'
    )


def portrait_text(profile: RegionProfile, profiles: Sequence[RegionProfile], edition: str) -> str:
    """Return the portrait as plain text, for a mail or a note."""
    return str(QTextDocumentFragment.fromHtml(portrait_html(profile, profiles, edition)).toPlainText())


def _pieces(profile: RegionProfile, profiles: Sequence[RegionProfile]) -> Iterator[str]:
    html = PortraitHtml()
    yield f"<p><b>{html.text(status_label(profile.status, profile.carried_from('statut')))}</b></p>\n"
    for line in filter(None, (status_remark(profile), *(titled(*about(profile)) for about in (ctd_date, interview)))):
        yield f"<p>{html.text(line)}</p>\n"
    if not profile.surveyed:
        yield f"<p>{html.text(without_row())}</p>\n"
    yield f"<h2>{html.text(tr('Key figures'))}</h2>\n"
    for key in key_figures(profile, profiles):
        figure = key.figure
        shown = figure_text(figure, key.written) if figure else not_given()
        covered = covered_text(figure) if figure else ""
        ranks = "".join(f", {text}" for text in rank_texts(key))
        yield f"<p>{html.text(titled(key.title, shown) + (f' ({covered})' if covered else '') + ranks)}</p>\n"
    for about in (population, payers):
        yield f"<p>{html.text(titled(*about(profile)))}</p>\n"
    for answer in profile.answers:
        yield f"<h2>{html.text(answer_title(answer))}</h2>\n{html.prose(answer.text)}\n"
    yield f"<h2>{html.text(tr('Data platforms'))}</h2>\n"
    yield from _platforms(html, profile)
    if profile.facts:
        yield f"<h2>{html.text(sources_title())}</h2>\n"
    for proof in proofs(profile):
        words = " ".join(filter(None, (f"– {proof.quote}", proof.remark)))
        yield f"<p><b>{html.text(proof.figure)}</b> {html.text(words)}</p>\n"


def _platforms(html: HtmlHighlighter, profile: RegionProfile) -> Iterator[str]:
    if not profile.platforms:
        yield f"<p>{html.text(without_platform())}</p>\n"
    checked = stored_health()
    if state := check_text(profile.platforms, checked):
        yield f'<p class="small">{html.text(state)}</p>\n'
    for platform in profile.platforms:
        texts = platform_texts(platform)
        about = f" – {', '.join((texts.technology, texts.operator, texts.status, texts.source))}"
        address = f"<br>{html.link(platform.homepage)}" if platform.homepage else ""
        yield f"<p><b>{html.text(platform.name)}</b>{html.text(about)}{address}</p>\n"
        for endpoint in platform.endpoints:
            protocol = html.text(titled(endpoint_texts(endpoint, checked).protocol, ""))
            yield f"<p>{protocol}{html.link(endpoint.url)}</p>\n"
