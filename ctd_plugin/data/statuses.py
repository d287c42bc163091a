"""The four answers to "does a CTD exist?", in order."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a region stands; the order of the members is the order of the map's classes."""

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
"""The words of the survey, which are also the French labels of the map."""
