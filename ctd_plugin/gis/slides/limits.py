"""The last slides of a deck: what it was made from, who answered, and how its figures may be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from qgis.core import QgsProject

from ...data.about import SOURCE_SEPARATOR, made_with
from ...data.profile.edition_reader import EditionProfiles
from ...dates import long_date
from ...i18n import plural, titled, tr
from ...regions import PRINTED_NAMES
from ..labels.labels import SHORT_NAMES, edition_title, sentence_start
from ..layout.branding import Branding
from ..layout.items import LayoutSheet
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..themes.status import without_interview
from .text_slides import SlideText, text_slides
from .written import WrittenSlide


@dataclass(frozen=True)
class Limits:
    """What the last slides say of a deck; `slides` are number → slide of a theme."""

    layers: CtdLayers
    slides: Mapping[int, WrittenSlide]
    branding: Branding

    def lay_out(self, project: QgsProject) -> list[LayoutSheet]:
        """Return the slides: as many as the notes need."""
        return text_slides(project, tr("Sources and limits"), list(self._texts()))

    def _texts(self) -> Iterator[SlideText]:
        edition = edition_of(self.layers)
        answers = list(_answers(edition))
        for title, texts in (
            (tr("Sources"), [*self._sources(), self._made()]),
            (tr("Answers"), answers),
            (tr("How to read the maps"), [*_reading(), *self._abbreviations(), *self._notes(answers)]),
        ):
            yield SlideText(title, is_heading=True)
            yield from map(SlideText, texts)

    def _sources(self) -> Iterator[str]:
        held = map(edition_title, self.layers.about("sources").split(SOURCE_SEPARATOR))
        drawings = [slide.drawing for slide in self.slides.values()]
        # A map of changes adds an edition, any other a source in words of ours.
        others = [
            (edition_title if drawing.dated else sentence_start)(source)
            for drawing in drawings
            for source in drawing.more_sources
        ]
        yield from filter(None, dict.fromkeys((*held, *others)))
        if licences := self.layers.about("licences"):
            yield titled(tr("Licences"), licences)

    def _made(self) -> str:
        today = date.today()
        text = tr("Made with {program}, {date}.")
        if self.branding.organisation:
            text = tr("Made by {organisation} with {program}, {date}.")
        day = long_date(today.day, today.month, today.year)
        return text.format(organisation=self.branding.organisation, program=made_with(), date=day)

    def _notes(self, said: list[str]) -> Iterator[str]:
        """Yield what the footers of the maps would note, each once with the numbers of its slides."""
        numbers: dict[str, list[str]] = {}
        for number, slide in self.slides.items():
            for note in filter(None, slide.notes):
                numbers.setdefault(note, []).append(str(number))
        for number, slide in self.slides.items():
            if cut := slide.shortened:
                listed = tr("; ").join(f"{PRINTED_NAMES.get(code, code)} ({text})" for code, text in cut.items())
                note = titled(tr("Labels shortened on the map, in full"), listed) + "."
                numbers.setdefault(note, []).append(str(number))
        for note, of in numbers.items():
            if note not in said:
                text = plural(len(of), tr("Slide {numbers} – {note}"), tr("Slides {numbers} – {note}"))
                yield text.format(numbers=", ".join(of), note=note)

    def _abbreviations(self) -> Iterator[str]:
        """Yield what the short names on the maps stand for."""
        labels = {words for slide in self.slides.values() for words in slide.labels.values()}
        used = {
            short: PRINTED_NAMES[code]
            for code, short in SHORT_NAMES.items()
            if any(short in words.split() for words in labels)
        }
        if used:
            yield ", ".join(titled(short, used[short]) for short in sorted(used)) + "."


def _answers(edition: EditionProfiles) -> Iterator[str]:
    """Yield how many regions answered, and the names of those that did not."""
    everywhere = edition.everywhere
    answered = [one for one in everywhere if one.answers or one.facts]
    text = plural(
        len(answered), tr("{count} region out of {total} answered."), tr("{count} regions out of {total} answered.")
    )
    yield text.format(count=len(answered), total=len(everywhere))
    yield from without_interview(edition)
    silent = [one.printed_name for one in everywhere if one not in answered and not one.status]
    if silent:
        yield titled(tr("No answer"), ", ".join(silent)) + "."


def _reading() -> Iterator[str]:
    yield tr("“Not given”: no answer in the survey, never zero.")
    yield tr("Figures are only compared where they cover the same.")
    yield tr("The atlas of the regions quotes, for each figure, the answer that it comes from.")
