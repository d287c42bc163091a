"""The schema of the survey for those who fill in its next edition, with an example that is valid."""

from __future__ import annotations

from typing import Any

from ...i18n import tr
from ...regions import REGION_NAMES
from ..columns import CARRIED
from .datapackage import Schema, table_schema
from .described import DescribedTable
from .publication import Publication

SCHEMA = "schema-survey.json"
EXAMPLE = "exemple-valide.csv"

_CODE = "53"
_WRITTEN = {"statut": "CTD existant", "date_ctd": "24/02/2025", "date_entretien": "06-oct", CARRIED: "moyens: 2025"}


def survey_schema(table: DescribedTable, publication: Publication) -> Schema:
    """Return the schema of the survey as a file of its own."""
    about: dict[str, Any] = {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": "enquete-ctd",
        "title": table.title,
        "description": table.description,
        "version": "1.0.0",
        "created": publication.made_on.isoformat(),
        "lastModified": publication.made_on.isoformat(),
    }
    if publication.address:
        about["homepage"] = publication.address
        about["path"] = publication.url(SCHEMA)
        about["resources"] = [{"title": tr("Valid example"), "path": publication.url(EXAMPLE)}]
    return {**about, **table_schema(table, alone=True)}


def example_row(table: DescribedTable) -> dict[str, str]:
    """Return a row of the survey as it may be filled in; nothing in it is said of a region."""
    row = {one.name: tr("Example of an answer: {title}").format(title=one.title) for one in table.fields}
    written = {name: value for name, value in _WRITTEN.items() if name in row}
    return {**row, "region_code": _CODE, "region": REGION_NAMES[_CODE], **written}
