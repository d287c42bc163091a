"""The descriptor of a data package and the schemas of its tables, as Frictionless defines them (version 1)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from ...i18n import tr
from ..about import MADE_WITH, made_with
from .described import Breach, DescribedField, DescribedTable
from .publication import Licence, Publication

DESCRIPTOR = "datapackage.json"
PACKAGE_NAME = "comites-territoriaux-donnee"

_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean", date: "date"}
_LARGEST = 20_000_000
"""Bytes of a descriptor that is read; ours has a few ten thousand."""
Schema = dict[str, Any]


def is_ours(descriptor: Path) -> bool:
    """Whether a file is the descriptor of a package that the plugin wrote."""
    try:
        if descriptor.stat().st_size > _LARGEST:
            return False
        read = json.loads(descriptor.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return False
    return isinstance(read, dict) and str(read.get("made_with", "")).startswith(MADE_WITH)


def table_schema(table: DescribedTable, broken: Iterable[Breach] = (), *, alone: bool = False) -> Schema:
    """Return the schema of a table without the rules that its rows do not keep; one that is `alone` has no parent."""
    left_out = {breach.field for breach in broken if breach.table == table.name}
    schema: Schema = {
        "fields": [_field(one, keeps_rules=one.name not in left_out) for one in table.fields],
        "missingValues": [""],
    }
    if table.key and ",".join(table.key) not in left_out:
        schema["primaryKey"] = list(table.key)
    if table.parent and not alone and f"→ {table.parent.table}" not in left_out:
        fields = list(table.parent.fields)
        schema["foreignKeys"] = [
            {"fields": fields, "reference": {"resource": table.parent.table, "fields": fields}},
        ]
    return schema


def descriptor_of(publication: Publication, resources: list[dict[str, Any]], licence: Licence | None) -> dict[str, Any]:
    """Return the descriptor of a package with these resources."""
    descriptor: dict[str, Any] = {
        "profile": "data-package",
        "name": PACKAGE_NAME,
        "id": publication.urn,
        "title": publication.title,
        "description": publication.abstract,
        "version": publication.made_on.strftime("%Y.%m.%d"),
        "created": f"{publication.made_on.isoformat()}T00:00:00Z",
        "keywords": list(publication.keywords),
        "sources": [{"title": source} for source in publication.sources],
        "made_with": made_with(),
    }
    if publication.address:
        descriptor["homepage"] = publication.address
    if publication.organisation:
        descriptor["contributors"] = [{"title": publication.organisation, "role": "publisher"}]
        if publication.contact:
            descriptor["contributors"][0]["email"] = publication.contact
    if licence:
        descriptor["licenses"] = [{"name": licence.name, "title": licence.title, "path": licence.address}]
    return {**descriptor, "resources": resources}


def table_resource(table: DescribedTable, schema: Schema, file: Path) -> dict[str, Any]:
    """Return the entry of a table, whose file is written."""
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "description": table.description,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        **_integrity(file),
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def geojson_resource(name: str, title: str, description: str, file: Path) -> dict[str, Any]:
    """Return the entry of a file of GeoJSON, which is written."""
    return {
        "profile": "data-resource",
        "name": name,
        "title": title,
        "description": description,
        "path": file.name,
        "format": "geojson",
        "mediatype": "application/geo+json",
        "encoding": "utf-8",
        **_integrity(file),
    }


def write_json(path: Path, value: Mapping[str, Any]) -> None:
    """Write JSON for people to read, too."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def _field(one: DescribedField, *, keeps_rules: bool) -> dict[str, Any]:
    described = {"name": one.name, "type": type_of(one), "title": one.title}
    if text := description_of(one):
        described["description"] = text
    rules = one.rules if keeps_rules else {}
    return {**described, **({"constraints": rules} if rules else {})}


def type_of(one: DescribedField) -> str:
    """Return the type of a field as Table Schema calls it."""
    return _TYPES[one.kind]


def description_of(one: DescribedField) -> str:
    """Return the description of a field, with the words for its codes."""
    words = [code if word == code else f"{code} = {word}" for code, word in one.codes.items()]
    explains = any(word != code for code, word in one.codes.items())
    codes = tr("Codes: {list}.").format(list=" · ".join(words)) if explains else ""
    return " ".join(filter(None, (one.description, codes)))


def _integrity(file: Path) -> dict[str, Any]:
    content = file.read_bytes()
    return {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
