"""What a slide writes of its regions, and what it had to shorten."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import unescape

from qgis.core import QgsExpressionContextUtils, QgsLayoutItemLabel, QgsLayoutItemMap

from ...text import one_line, truncated
from ..layout.layout import ThemeSlide
from ..style.region_labels import PLACES_VARIABLE, WORDS
from ..style.territories import INSETS, METROPOLE
from ..themes.theme import Drawing

_LONGEST = 200
_TAG = re.compile(r"<[^>]*>")


@dataclass(frozen=True)
class WrittenSlide:
    """What is known of a slide of a theme when it was drawn; `labels` are region code → what its label says."""

    drawing: Drawing
    notes: Sequence[str]
    labels: Mapping[str, str]

    @classmethod
    def of(cls, slide: ThemeSlide) -> WrittenSlide:
        """Return what a slide says."""
        return cls(slide.drawing, slide.notes, _labels(slide))

    @property
    def shortened(self) -> dict[str, str]:
        """Return region code → the text of its label, where words of it are missing on the slide."""
        return {
            code: truncated(one_line(text), _LONGEST)
            for code, text in self.drawing.texts.items()
            if code in self.labels and _joined(text) not in _joined(self.labels[code])
        }


def _labels(slide: ThemeSlide) -> dict[str, str]:
    layout = slide.sheet.layout
    found: dict[str, str] = {}
    item = layout.itemById(f"map {METROPOLE.id}")
    if isinstance(item, QgsLayoutItemMap):
        places = QgsExpressionContextUtils.layoutItemScope(item).variable(PLACES_VARIABLE)
        found = {code: unescape(_TAG.sub(" ", place[WORDS])) for code, place in json.loads(str(places or "{}")).items()}
    for inset in INSETS:
        labels = (layout.itemById(f"{kind} {inset.id}") for kind in ("name", "text", "words"))
        texts = [label.text() for label in labels if isinstance(label, QgsLayoutItemLabel)]
        if texts:
            found[inset.region_codes[0]] = " ".join(texts)
    return found


def _joined(text: str) -> str:
    """Return a text without spaces: a line may break after a hyphen."""
    return "".join(text.split())
