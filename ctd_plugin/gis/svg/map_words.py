"""What a map says, in words: of one region, and of all class by class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...i18n import titled, tr
from .region_classes import Fills, RegionClasses, name_of


@dataclass(frozen=True)
class MapWords:
    """The words of one map."""

    regions: RegionClasses

    def of_region(self, code: str) -> str:
        """Return the name of a region, its class and the text under its name."""
        said = self._technologies(code) if self.regions.squares is not None else self._class_and_text(code)
        return titled(name_of(code), said)

    def description(self) -> str:
        """Return what the map shows on lines of their own: each class with its regions and their texts."""
        return "\n".join([self.regions.drawing.subject + ".", *self._sentences()])

    def of_small_map(self, title: str, fills: Fills) -> str:
        """Return the title of a small map and the regions on it by who runs their platform."""
        parts = []
        # The last class is that of the regions that have none.
        for fill in self.regions.drawing.classes.classes[:-1]:
            names = [name_of(code) for code in self.regions.codes if fills.get(code) == fill]
            if names:
                parts.append(f"{fill.label} ({', '.join(names)})")
        return titled(title, tr("; ").join(parts))

    def _sentences(self) -> Iterator[str]:
        regions = self.regions
        if regions.squares is not None:
            for code in regions.codes:
                yield self.of_region(code) + "."
            return
        for fill in [*regions.drawing.classes.classes, None]:
            codes = [code for code in regions.codes if regions.fills[code] == fill]
            if codes:
                names = [_followed(name_of(code), " – ", self._text(code)) for code in codes]
                between = tr("; ") if any(map(self._text, codes)) else ", "
                label = fill.label if fill else regions.drawing.classes.no_answer
                yield titled(f"{label} ({len(codes)})", between.join(names)) + "."

    def _class_and_text(self, code: str) -> str:
        fill = self.regions.fills[code]
        label = fill.label if fill else self.regions.drawing.classes.no_answer
        return _followed(label, tr("; "), self._text(code))

    def _text(self, code: str) -> str:
        """Return what stands under the name of a region, on one line."""
        return self.regions.drawing.texts.get(code, "").replace("\n", ", ")

    def _technologies(self, code: str) -> str:
        labels = {fill.value: fill.label for fill in self.regions.drawing.classes.classes}
        squares = (self.regions.squares or {}).get(code, ())
        words = [f"{square.technology} ({labels[square.use]})" for square in squares]
        return tr("; ").join(words) or tr("no platform known")


def _followed(words: str, mark: str, text: str) -> str:
    """Return words and the text under a name after a mark, which the year of a carried-over answer does without."""
    return words + ("\u00a0" if text.startswith("(") else mark) + text if text else words
