"""The footer of a layout: sources, notes, author, date and projection."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ...data.about import SOURCE_SEPARATOR
from ...dates import date_format
from ...i18n import tr
from ..labels.labels import edition_name
from ..project.layers import CtdLayers
from ..style.fonts import fitting_size
from ..style.palette import TEXT_MUTED
from ..themes.theme import Drawing
from .branding import AUTHOR_VARIABLE, Branding
from .items import LayoutSheet, without_expressions

_BETWEEN = " · "
_SMALLER = 0.6
"""How much smaller than on the grid the type may be before a note is left out."""


@dataclass(frozen=True)
class Footer:
    """The footer of one sheet; `notes` are the theme's and those of the layout itself."""

    sheet: LayoutSheet
    layers: CtdLayers
    drawing: Drawing
    branding: Branding
    has_insets: bool

    def add(self, notes: Iterable[str]) -> None:
        """Add the footer in as large a type as fits."""
        page = self.sheet.page
        today = f"[% format_date(now(), '{date_format()}') %]"
        shown = list(dict.fromkeys(filter(None, notes)))
        size = self._size(shown)
        if size < page.footer_size - _SMALLER and self.drawing.texts_note in shown:
            # What stands under a name can be guessed, more easily than small print can be read.
            shown.remove(self.drawing.texts_note)
            size = self._size(shown)
        text = self._text(f"[% @{AUTHOR_VARIABLE} %]", today, [without_expressions(note) for note in shown])
        self.sheet.label("sources", text, page.footer, size=size, colour=TEXT_MUTED, has_expressions=True)

    def _size(self, notes: list[str]) -> float:
        box = self.sheet.page.footer
        text = self._text(self.branding.author, date.today().isoformat(), notes)
        return fitting_size(text, self.sheet.page.footer_size, box.width, box.height, least=5.5)

    def _text(self, author: str, today: str, notes: list[str]) -> str:
        sources = without_expressions(self._sources())
        if self.sheet.page.compact:
            subject = self._subject()
            scales = [tr("overseas scales differ")] if self.has_insets else []
            parts = [subject, sources, *(note.rstrip(".") for note in notes), *scales, author, today]
            return _BETWEEN.join(parts)
        made = tr("{author}, {date}.").format(author=author, date=today)
        projection = (
            tr("Lambert-93; each overseas territory has its own scale.") if self.has_insets else tr("Lambert-93.")
        )
        lines = [tr("Sources: {sources}").format(sources=sources), " ".join((*notes, made, projection))]
        return "\n".join(lines)

    def _subject(self) -> str:
        return without_expressions(self.drawing.subject)

    def _sources(self) -> str:
        sources = [edition_name(source) for source in self.layers.about("sources").split(SOURCE_SEPARATOR)]
        shown = sources if self.drawing.uses_population else sources[:2]
        if self.sheet.page.compact and self.drawing.dated:
            # What a map of changes is dated with names both of its editions.
            others = shown[1:] if self.drawing.more_sources else shown
            return SOURCE_SEPARATOR.join((self.drawing.dated, *others))
        return SOURCE_SEPARATOR.join((*self.drawing.more_sources, *shown))


def dated_subject(layers: CtdLayers, drawing: Drawing) -> str:
    """Return what a map shows, and when or in which edition: the subtitle."""
    dated = drawing.dated or edition_name(layers.about("edition"))
    return f"{drawing.subject} – {dated}"
