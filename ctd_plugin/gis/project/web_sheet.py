"""What a region's map tip adds on the web, where there is room: quotes, payers, platforms with their links, sources.

QGIS Server answers GetFeatureInfo with the map tip, and Lizmap shows it as the popup: a flat table, without script.
"""

from __future__ import annotations

from ...data.columns import CARRIED
from ...data.facts.fact import STAFF, indicator_names, payer_names
from ...i18n import titled, tr
from ..expression_builder import html_escaped, literal, lookup, safe_url
from ..labels.platforms import platform_status_phrases
from ..style.palette import OUTLINE, PAPER, TEXT
from .editions import CtdLayers

_TEMPLATE = (
    "[% CASE WHEN @qgis_platform = 'desktop' THEN '' ELSE with_variable('ctd_carried', {carried}, {start} || {quotes} "
    "|| {payers} || {platforms} || {source} || '</td></tr></table>') END %]"
)
_START = (
    '<table width="100%" style="width:280px" cellspacing="1" cellpadding="7" bgcolor="{border}"><tr>'
    '<td bgcolor="{paper}" style="color:{text};font-size:12px;overflow-wrap:anywhere">'
)

# The year that the answer which a figure was read from was carried over from, "" of a new answer.
_YEAR = "coalesce(regexp_substr(@ctd_carried, '(?:^|; )' || \"column\" || ': ([^;]+)'), '')"

_STAFF_FIRST = f'if("indicator" = {literal(STAFF)}, 0, 1)'


def web_sheet(layers: CtdLayers) -> str:
    """Return what to add to the map tip of the regions, in the language in force; in QGIS itself it shows nothing."""
    start = _START.format(border=OUTLINE, paper=PAPER, text=TEXT)
    # Nothing in a text of the data may end the expression.
    sources = layers.about("sources").replace("%]", "%\u2060]")
    return _TEMPLATE.format(
        carried=_related("ctd_survey", f"coalesce(attribute(@feature, {literal(CARRIED)}), '')", '"fid"'),
        start=literal(start),
        quotes=_section(tr("Quotes"), _related("ctd_facts", _quote(), _STAFF_FIRST)),
        payers=_section(tr("Funding"), _payers()),
        platforms=_section(tr("Platforms"), _related("ctd_platforms", _platform(), '"name"')),
        source=_section(tr("Sources"), html_escaped(literal(sources))),
    )


def _section(title: str, html: str) -> str:
    """Return an expression that gives a titled block, or nothing where its content is empty."""
    start = literal('<div style="margin-top:6px"><b>' + title + "</b><br/>")
    return f"if(coalesce({html}, '') = '', '', {start} || {html} || '</div>')"


def _related(relation: str, text: str, order: str) -> str:
    """Return an expression that gives the text of all related rows, nothing in a project without the relation."""
    return f"try(relation_aggregate({literal(relation)}, 'concatenate', {text}, '', {order}), '')"


def _quote() -> str:
    """Return an expression that gives the line of a figure that maps show, with the quote that it was read from."""
    names = {code: name[:1].upper() + name[1:] for code, name in indicator_names().items()}
    indicator = html_escaped(lookup('"indicator"', names, ""))
    before, after = tr("“{quote}”").split("{quote}")
    start, end = literal(titled("", before)), literal(after)
    year = html_escaped(_in_brackets(_YEAR))
    line = f"{indicator} || {start} || {html_escaped(_text('quote'))} || {end} || {year} || '<br/>'"
    return f"if(\"headline\" and {_text('quote')} <> '', {line}, '')"


def _payers() -> str:
    """Return an expression that gives who pays, and the year where all of it was carried over from one."""
    one = lookup("@element", payer_names(), "?")
    names = f"array_to_string(array_foreach(string_to_array({_text('funding_sources')}, ','), {one}), ', ')"
    # Each year once, a plus sign for what is new.
    of_fact = f"if(\"payer\" is null, '', coalesce(nullif({_YEAR}, ''), '+'))"
    years = f"try(trim(relation_aggregate('ctd_facts', 'concatenate_unique', {of_fact}, ' ')), '')"
    year = f"if(regexp_match({years}, '^[^ +]+$'), {years}, '')"
    return f"if({_text('funding_sources')} = '', '', {html_escaped(f'{names} || {_in_brackets(year)}')})"


def _in_brackets(year: str) -> str:
    return f"coalesce('\u00a0(' || nullif({year}, '') || ')', '')"


def _platform() -> str:
    """Return an expression that gives a platform's name, as a link where it has an address, and what it is not."""
    url, name = safe_url('"homepage"'), html_escaped(_text("name"))
    link = f"'<a href=\"' || {html_escaped(url)} || '\">' || {name} || '</a>'"
    phrases = {code: text for code, text in platform_status_phrases().items() if code != "active"}
    phrase = lookup('"status"', phrases)
    status = html_escaped(f"coalesce(' (' || {phrase} || ')', '')")
    return f"if({url} = '', {name}, {link}) || {status} || '<br/>'"


def _text(field: str) -> str:
    return f"coalesce(\"{field}\", '')"
