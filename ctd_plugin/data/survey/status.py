"""The four statuses of a CTD."""

from __future__ import annotations

from enum import StrEnum

from ...text import fold


class Status(StrEnum):
    """The status of a region's CTD, in the order of the map's classes."""

    NONE = "none"
    CONSIDERING = "considering"
    PREFIGURATION = "prefiguration"
    ESTABLISHED = "established"


PRINTED_LABELS: dict[Status, str] = {
    Status.NONE: "Pas de démarche CTD connue",
    Status.CONSIDERING: "Réflexion engagée",
    Status.PREFIGURATION: "CTD en préfiguration",
    Status.ESTABLISHED: "CTD existant",
}
"""The labels in the survey, which are the French labels of the map too."""

_OTHER_LABELS: dict[Status, tuple[str, ...]] = {
    Status.NONE: ("Pas de démarche CTD", "Pas de démarche connue", "Pas de démarche", "Aucune démarche"),
    Status.CONSIDERING: ("Réflexion", "En réflexion", "Réflexion en cours"),
    Status.PREFIGURATION: ("Préfiguration", "En préfiguration"),
    Status.ESTABLISHED: ("Existant", "CTD créé", "CTD en place"),
}


def read_status(text: str) -> Status | None:
    """Return the status that a cell names by a label or identifier, None where it names none."""
    return _BY_LABEL.get(fold(text))


_BY_LABEL = {
    fold(label): status for status in Status for label in (status.value, PRINTED_LABELS[status], *_OTHER_LABELS[status])
}
