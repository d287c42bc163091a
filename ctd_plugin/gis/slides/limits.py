"""The last slides of a deck: what it was made from, who answered, and how its figures may be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from qgis.core import QgsProject

from ...data.about import SOURCE_SEPARATOR, made_with
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.region_profile import RegionProfile
from ...dates import long_date
from ...i18n import plural, titled, tr
from ...regions import PRINTED_NAMES
from ..labels.labels import SHORT_NAMES, edition_name, sentence_start
from ..layout.branding import Branding
from ..layout.items import LayoutSheet
from ..layout.layout import ThemeSlide
from ..options import ThemeId, theme_name
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from .text_slides import SlideText, text_slides


@dataclass(frozen=True)
class Limits:
    """What the last slides say of a deck with these slides of themes."""

    layers: CtdLayers
    slides: Sequence[tuple[ThemeId, ThemeSlide]]
    branding: Branding

    def lay_out(self, project: QgsProject) -> list[LayoutSheet]:
        """Return the slides: one, or as many as the notes need."""
        return text_slides(project, tr("Sources and limits"), list(self._paragraphs()))

    def _paragraphs(self) -> Iterator[SlideText]:
        edition = edition_of(self.layers)
        yield SlideText(tr("Sources"), is_heading=True)
        yield from map(SlideText, self._sources())
        yield SlideText(tr("Answers"), is_heading=True)
        yield from map(SlideText, _answers(edition))
        yield SlideText(tr("Reading"), is_heading=True)
        yield from map(SlideText, _reading(edition))
        yield from map(SlideText, self._notes())
        yield SlideText(self._made())

    def _sources(self) -> Iterator[str]:
        shown = [edition_name(source) for source in self.layers.about("sources").split(SOURCE_SEPARATOR)]
        others = [source for _, slide in self.slides for source in slide.drawing.more_sources]
        yield from map(sentence_start, dict.fromkeys(filter(None, (*shown, *others))))
        if licences := self.layers.about("licences"):
            yield titled(tr("Licences"), licences)

    def _notes(self) -> Iterator[str]:
        """Yield each note once, under the name of its theme; one of several themes has no name."""
        themes: dict[str, list[ThemeId]] = {}
        for theme, slide in self.slides:
            for note in slide.notes:
                themes.setdefault(note, []).append(theme)
        for note, of in themes.items():
            yield titled(sentence_start(theme_name(of[0])), note) if len(of) == 1 else note

    def _made(self) -> str:
        today = date.today()
        day = long_date(today.day, today.month, today.year)
        if self.branding.organisation:
            text = tr("Made by {organisation} with {program}, {date}.")
        else:
            text = tr("Made with {program}, {date}.")
        return text.format(organisation=self.branding.organisation, program=made_with(), date=day)


def _answers(edition: EditionProfiles) -> Iterator[str]:
    """Yield how many regions answered, and the names of those that did not."""
    everywhere = edition.everywhere
    answered = [one for one in everywhere if one.answers or one.facts]
    count = plural(
        len(answered), tr("{count} region out of {total} answered."), tr("{count} regions out of {total} answered.")
    )
    yield count.format(count=len(answered), total=len(everywhere))
    known = [one for one in everywhere if one not in answered and one.status]
    if known:
        yield titled(tr("Status alone known"), _names(known)) + "."
    silent = [one for one in everywhere if one not in answered and not one.status]
    if silent:
        yield titled(tr("No answer"), _names(silent)) + "."


def _names(profiles: Iterable[RegionProfile]) -> str:
    return ", ".join(one.printed_name for one in profiles)


def _reading(edition: EditionProfiles) -> Iterator[str]:
    yield tr("“Not given”: no answer in the survey, never zero.")
    yield tr("Figures are only compared where they cover the same.")
    yield tr("Each figure is quoted, with the answer that it comes from, in the atlas of the regions.")
    codes = {one.code for one in edition.profiles}
    used = (f"{short}\u00a0= {PRINTED_NAMES[code]}" for code, short in sorted(SHORT_NAMES.items()) if code in codes)
    yield titled(tr("Abbreviations"), ", ".join(used)) + "."
