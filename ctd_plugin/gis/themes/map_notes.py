"""The notes below a map: the theme's, and those on regions that are drawn elsewhere or not at all."""

from __future__ import annotations

from collections.abc import Iterator

from ...i18n import tr
from ...regions import PRINTED_NAMES
from ..style.territories import DrawnTerritories
from .theme import Drawing

APPROXIMATELY = "≈"


def map_notes(drawing: Drawing, territories: DrawnTerritories) -> Iterator[str]:
    """Yield what is to be known of the texts on a map, the theme's notes, and those on overseas regions."""
    if drawing.texts:
        yield drawing.texts_note
    yield from drawing.notes
    if any(APPROXIMATELY in text for text in drawing.texts.values()):
        yield tr("≈: about, or calculated.")
    yield from overseas_notes(drawing, territories)


def overseas_notes(drawing: Drawing, territories: DrawnTerritories) -> Iterator[str]:
    """Yield the notes on overseas regions that the boundaries do not draw in their place, or not at all."""
    if territories.displaced:
        names = ", ".join(PRINTED_NAMES[code] for code in territories.displaced)
        yield tr("Shown near the mainland, as in the boundary layer: {regions}.").format(regions=names)
    if territories.undrawn:
        names = ", ".join(_name_and_text(drawing, code) for code in territories.undrawn)
        yield tr("Not shown, missing from the boundary layer: {regions}.").format(regions=names)


def _name_and_text(drawing: Drawing, code: str) -> str:
    text = drawing.texts.get(code, "").replace("\n", " ")
    return f"{PRINTED_NAMES[code]} ({text})" if text else PRINTED_NAMES[code]
