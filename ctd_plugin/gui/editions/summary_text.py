"""What an edition is, in words."""

from __future__ import annotations

from ...data.editions.summary import EditionSummary
from ...dates import long_date
from ...gis.labels.labels import edition_name
from ...i18n import plural, tr


def summary_text(summary: EditionSummary) -> str:
    """Return lines: the name; how many regions answered, and when it was made; what it is compared with."""
    one = tr("{answers} answer for {regions} regions")
    many = tr("{answers} answers for {regions} regions")
    counted = plural(summary.answers, one, many).format(answers=summary.answers, regions=summary.regions)
    if summary.made_on is not None:
        day = long_date(summary.made_on.day, summary.made_on.month, summary.made_on.year)
        counted = tr("{counted}, created on {day}").format(counted=counted, day=day)
    name = edition_name(summary.name)
    lines = [name[:1].upper() + name[1:], counted]
    if summary.compared_with:
        lines.append(tr("Compared with: {edition}").format(edition=edition_name(summary.compared_with)))
    return "\n".join(filter(None, lines))
