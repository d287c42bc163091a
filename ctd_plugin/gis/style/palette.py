"""The colours of the maps.

Each ramp runs from light to dark in the order of its classes. Tests hold every pair apart in grey print and for three
colour-vision deficiencies, and every label readable on its fill.
"""

from __future__ import annotations

from ...data.facts.fact import Covers
from ...data.profile.region_change import Change
from ...data.survey.status import Status

STATUS_FILLS: dict[Status, str] = {
    Status.NONE: "#EEEEEE",
    Status.CONSIDERING: "#9CC5E3",
    Status.PREFIGURATION: "#4F8FC0",
    Status.ESTABLISHED: "#12406F",
}

# What a figure of money or staff covers. Five kinds have a colour of their own, apart also in grey print; no sixth and
# seventh would be, so that these are patterns: the colour of lines or dots on a light fill.
COVERS_FILLS: dict[Covers, str] = {
    Covers.WHOLE_STRUCTURE: "#463361",
    Covers.OPERATION_STAFF: "#1A68A6",
    Covers.PROGRAMME: "#E58E70",
    Covers.HOSTING: "#EFC876",
    Covers.DATA_PRODUCTION: "#428D9E",
}
COVERS_PATTERNS: dict[Covers, tuple[str, str]] = {
    Covers.OPERATION: ("#E6F0F8", "#6FA3CC"),
    Covers.UNKNOWN: ("#D9DCE1", "#8A909B"),
}
NO_OWN_FILL = "#FFFFFF"

# Amounts per inhabitant in three classes, dry to rich, where all figures of a map cover the same.
BUDGET_FILLS = ("#FBE6CB", "#F2A65A", "#A8440E")
STAFF_FILLS = ("#E4E0F3", "#A99AD6", "#56389A")
DATE_FILLS = ("#14532D", "#439657", "#9CCB95")
HORIZON_FILL = "#FBF0C4"

# Who runs the platforms of a technology; both are hatched, one that was stopped is crossed.
PARTNERS_FILL = "#12406F"
STATE_FILL = "#E39A2D"
NOT_CITED_FILL = "#E9ECF0"

# All, some or none of a region's endpoints answer.
HEALTH_FILLS = ("#8CCBB5", "#C98A1B", "#7D2A2A")
NO_ADDRESS_FILL = "#F7F3EA"

# Green for what came, from new to gained, orange to wine for what went; cream between, not the grey of a status.
CHANGE_FILLS: dict[Change, str] = {
    Change.NEW: "#17634D",
    Change.GAINED: "#8BCDAC",
    Change.SAME: "#FCF3D3",
    Change.LOST: "#D8823D",
    Change.GONE: "#4F1731",
}

# Whether the State and the Region are named together as payers; dark where they are, warm where the State is alone.
FUNDING_FILLS = {"both": "#12406F", "etat": "#C97D1B", "region": "#94C7EA", "neither": "#FCF6E8"}
# The families of payers, side by side in a bar.
PAYER_FILLS = {
    "etat": "#004471",
    "region": "#038DC7",
    "europe": "#DACD76",
    "cper": "#EFFFF7",
    "members": "#AB412C",
    "others": "#A7A3A9",
}

NO_ANSWER_FILL = "#F4F5F7"
NO_ANSWER_HATCH = "#B4BAC4"
OUTLINE = "#5B6470"
COAST = "#7C8592"
TEXT = "#1A1A1A"
TEXT_ON_DARK = "#FFFFFF"
TEXT_MUTED = "#4A4F57"
PAPER = "#FFFFFF"
RULE = "#C4C9D1"
ACCENT = STATUS_FILLS[Status.ESTABLISHED]

HIGHLIGHT = "#F2A900"
"""The region shown, on the map of QGIS's window and in plots: with a rim, amber stands out on all fills."""


def label_colour(fill: str) -> str:
    """Return the text colour, dark or white, that stands out more on `fill` ("#RRGGBB")."""
    return max((TEXT, TEXT_ON_DARK), key=lambda text: contrast(text, fill))


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio (1 to 21) of two "#RRGGBB" colours."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
