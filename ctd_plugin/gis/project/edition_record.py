"""What a project records of its editions: which layers are whose.

Custom properties of the layers could not tell: QGIS copies them when the style of one layer is pasted onto another.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache

from qgis.core import QgsProject

_SCOPE, _KEY = "ctd", "/editions"


@dataclass(frozen=True)
class RecordedEdition:
    """The name and day of an edition, and table → id of its layer; the layers may be gone."""

    name: str
    layers: dict[str, str]


def recorded_editions(project: QgsProject | None) -> dict[str, RecordedEdition]:
    """Return edition id → what a project records of it; nothing for a project of an earlier version."""
    return dict(_read(project.readEntry(_SCOPE, _KEY, "{}")[0])) if project else {}


# A click of the panel asks for it ten times.
@lru_cache(maxsize=4)
def _read(text: str) -> dict[str, RecordedEdition]:
    try:
        return {id_: RecordedEdition(str(one["name"]), dict(one["layers"])) for id_, one in json.loads(text).items()}
    except (ValueError, AttributeError, KeyError, TypeError):
        # Edited by hand: the layers are then found by their roles.
        return {}


def record_editions(project: QgsProject, recorded: Mapping[str, RecordedEdition]) -> None:
    """Record the editions of a project."""
    project.writeEntry(_SCOPE, _KEY, json.dumps({id_: asdict(one) for id_, one in recorded.items()}))
