"""What a search of the answers found, as a table and as text: each passage with its region, column and source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...data.fulltext import Group, Hit
from ...data.package.tables import PackageTable
from ...i18n import tr
from ...text import one_line
from ..labels.fields import field_aliases
from ..labels.labels import edition_name, status_label
from .search import FoundRegion


def shown_hits(found: FoundRegion) -> list[Hit]:
    """Return the passages of a region in their order, without its name, which is its title."""
    return [hit for hit in found.hits if hit.passage.group is not Group.REGION]


def answers_table(found: Sequence[FoundRegion], edition: str) -> PackageTable:
    """Return a row for each passage, whole, and for each region without one; `edition` is the survey's name."""
    titles = field_aliases()
    fields = [
        titles["region_code"],
        titles["region_name"],
        titles["status_label"],
        titles["column"],
        tr("Passage"),
        titles["edition"],
    ]
    source = edition_name(edition)
    rows = []
    for one in found:
        about = (one.region.code, one.region.printed_name, _status(one))
        passages = [(hit.passage.section, hit.passage.text) for hit in shown_hits(one)] or [("", "")]
        rows += [dict(zip(fields, (*about, *passage, source), strict=True)) for passage in passages]
    return PackageTable(tr("Answers"), dict.fromkeys(fields, str), rows)


def answers_text(found: Sequence[FoundRegion], edition: str) -> str:
    """Return the regions as lines of text, each with its passages as quotes, and at the end where they are from."""
    source = tr("Source: {edition}.").format(edition=edition_name(edition))
    return "\n".join([*(line for one in found for line in _lines(one)), source])


def quote_text(hit: Hit, region: str, edition: str) -> str:
    """Return a passage as a quote with its region, its column and its source."""
    return tr("“{quote}” ({region}, {column}; {source})").format(
        quote=one_line(hit.passage.text),
        region=region,
        column=_column(hit),
        source=edition_name(edition),
    )


def _lines(found: FoundRegion) -> Iterator[str]:
    yield f"{found.region.printed_name} – {_status(found)}"
    for hit in shown_hits(found):
        yield tr("- {column}: “{quote}”").format(column=_column(hit), quote=hit.snippet().text)


def _column(hit: Hit) -> str:
    """Return the title of a passage's column, with its year where it was carried over."""
    # Not a parenthesis in a parenthesis.
    return hit.passage.section.replace(" (", " – ").replace(")", "")


def _status(found: FoundRegion) -> str:
    return status_label(found.region.status, found.region.carried_from("statut"))
