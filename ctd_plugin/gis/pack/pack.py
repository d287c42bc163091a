"""The meeting pack: every map, the summary table and an index, in one folder, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory

from qgis.core import QgsFeedback, QgsLayoutItemLabel, QgsPrintLayout
from qgis.PyQt.QtGui import QImage

from ...data.package.spreadsheet import write_spreadsheet
from ...errors import CtdError
from ...files import replacing_all
from ...i18n import language, tr
from ..atlas.export import export_atlas
from ..background.progress import report_progress
from ..export import page_image, save_pdf, save_png
from ..layout.branding import NO_BRANDING, Branding, apply_branding, described
from ..layout.layout import lay_out
from ..map_project import edition_in_project
from ..opendata.export import export_data
from ..opendata.publication import checked_address, checked_contact
from ..options import ThemeId
from ..project.datasource import DataSource
from ..project.layers import CtdLayers
from ..regions.edition_cache import edition_of
from ..slides.export import export_slides
from ..style.page_sizes import PAGES
from ..themes import THEMES
from ..themes.theme import Theme
from ..web.export import export_page
from ..web.statement import NO_STATEMENT, AccessibilityStatement
from .index import INDEX, IndexEntry, index_page, is_index, linked_files, thumbnail
from .summary import ATLAS, OPEN_DATA, PAGE, SLIDES, TABLES, PackSummary, summary_of
from .summary_table import summary_tables
from .zip_file import write_zip

# What a slide or a web page needs; the PDF beside it is for print.
_PNG_DPI = 200


@dataclass(frozen=True)
class PackStep:
    """One step of writing the pack: its entry in the index, and the function that writes its files into a folder."""

    entry: IndexEntry
    write: Callable[[Path, QgsFeedback], None]


@dataclass(frozen=True)
class _Pictures:
    """The maps as images: each is compressed in a thread while the next one is drawn, and kept small for the index."""

    small: dict[str, QImage] = field(default_factory=dict)
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(1))
    _writing: list[Future[None]] = field(default_factory=list)

    def add(self, image: QImage, path: Path) -> None:
        """Write an image, sooner or later."""
        self.small[path.name] = thumbnail(image)
        self._writing.append(self.pool.submit(save_png, image, path))

    def wait(self) -> None:
        """Wait until all are written; raises CtdError where one cannot be."""
        for each in self._writing:
            each.result()


class PackPart(StrEnum):
    """What a pack may go without."""

    PAGE = PAGE
    SLIDES = SLIDES
    OPEN_DATA = OPEN_DATA


@dataclass(frozen=True)
class Pack:
    """The options of a pack; `layouts` are the user's own, exported instead of new ones.

    `contact` is the e-mail address that the open data name, `address` the web address of the folder with their files.
    """

    source: DataSource
    page: str = "A4"
    map_language: str = "fr"
    branding: Branding = NO_BRANDING
    layouts: Mapping[ThemeId, QgsPrintLayout] | None = None
    parts: Collection[PackPart] = tuple(PackPart)
    accessibility: AccessibilityStatement = NO_STATEMENT
    contact: str = ""
    address: str = ""

    def write(self, folder: Path, feedback: QgsFeedback | None = None) -> PackSummary:
        """Write all files into an existing folder and return what they are.

        A former pack there is replaced, all other files are kept. Must run on the main thread. Raises CtdError where
        the folder cannot be written, holds a file of the same name that is not from a pack, or a logo, the statement,
        contact or address cannot be shown, and Cancelled where `feedback` is cancelled: the folder is then as it was.
        """
        feedback = feedback or QgsFeedback()
        self.branding.check()
        if PackPart.PAGE in self.parts:
            self.accessibility.check()
        if PackPart.OPEN_DATA in self.parts:
            checked_contact(self.contact)
            checked_address(self.address)
        pictures = _Pictures()
        with edition_in_project(self.source, self.map_language) as layers:
            with language(self.map_language):
                steps = list(self._steps(layers, pictures))
                names = [name for step in steps for name in step.entry.files]
                summary = summary_of(edition_of(layers), folder / INDEX, names, self.branding)
            targets = [folder / name for name in (INDEX, *names)]
            former = _check_targets(targets)
            # What is still being written when a step fails must be done before the room goes.
            with replacing_all(targets) as room, pictures.pool:
                for number, step in enumerate(steps):
                    step.write(room, _step_feedback(feedback, number, len(steps)))
                    report_progress(feedback, 100 * (number + 1) / len(steps))
                pictures.wait()
                with language(self.map_language):
                    page = index_page(layers, summary, [step.entry for step in steps], pictures.small, room)
                (room / INDEX).write_text(page, encoding="utf-8")
                report_progress(feedback, 100)
            for file in former:
                # One that another program has open stays; the index does not lead to it.
                with suppress(OSError):
                    file.unlink(missing_ok=True)
        return summary

    def _steps(self, layers: CtdLayers, pictures: _Pictures) -> Iterator[PackStep]:
        """Yield the steps in the order of the index, by what people do with their files.

        They share the layers; those of the maps keep a small picture of each for the index.
        """
        if PackPart.PAGE in self.parts:
            yield self._page(layers)
        if PackPart.SLIDES in self.parts:
            yield self._slides(layers)
        for theme in THEMES.values():
            if theme.of_survey and theme.is_offered(layers):
                yield self._map(layers, theme, pictures)
        yield self._atlas(layers)
        yield self._summary(layers)
        if PackPart.OPEN_DATA in self.parts:
            yield self._open_data(layers)

    def _page(self, layers: CtdLayers) -> PackStep:
        def write(folder: Path, feedback: QgsFeedback) -> None:
            export_page(
                layers,
                folder / PAGE,
                map_language=self.map_language,
                branding=self.branding,
                accessibility=self.accessibility,
                feedback=feedback,
            )

        use = tr(
            "Opens in a browser, without a network: maps to explore, a portrait of each region, search in the answers"
        )
        return PackStep(IndexEntry(tr("To look at and to present"), tr("Web page"), use, (PAGE,)), write)

    def _slides(self, layers: CtdLayers) -> PackStep:
        def write(folder: Path, feedback: QgsFeedback) -> None:
            export_slides(
                layers, folder / SLIDES, map_language=self.map_language, branding=self.branding, feedback=feedback
            )

        use = tr("To project: a map on each slide, with its finding as the title; sources and limits at the end")
        return PackStep(IndexEntry(tr("To look at and to present"), tr("Slides"), use, (SLIDES,)), write)

    def _map(self, layers: CtdLayers, theme: Theme, pictures: _Pictures) -> PackStep:
        drawing = theme.drawing(layers)
        edited = (self.layouts or {}).get(theme.id)
        title = edited.itemById("title") if edited else None
        names = _map_files(theme.id)

        def write(folder: Path, feedback: QgsFeedback) -> None:
            project = layers.regions.project()
            with language(self.map_language):
                layout = edited or lay_out(project, layers, theme, PAGES[self.page], branding=self.branding)
                apply_branding(layout, self.branding)
            pdf, png = names
            with described(layout, self.branding):
                save_pdf(layout, folder / pdf)
                report_progress(feedback, 50)
                pictures.add(page_image(layout, _PNG_DPI), folder / png)

        headline = title.currentText() if isinstance(title, QgsLayoutItemLabel) else drawing.headline
        return PackStep(IndexEntry(tr("Maps"), headline, drawing.subject, names), write)

    def _atlas(self, layers: CtdLayers) -> PackStep:
        def write(folder: Path, feedback: QgsFeedback) -> None:
            export_atlas(layers, folder / ATLAS, atlas_language=self.map_language, feedback=feedback)

        subject = tr("A portrait of each region: figures, platforms with links, all answers and their sources")
        return PackStep(IndexEntry(tr("To read and to reuse"), tr("Atlas of the regions"), subject, (ATLAS,)), write)

    def _summary(self, layers: CtdLayers) -> PackStep:
        def write(folder: Path, feedback: QgsFeedback) -> None:
            with language(self.map_language):
                tables = summary_tables(layers)
            for name in TABLES:
                write_spreadsheet(folder / name, tables)
                report_progress(feedback, 50)

        subject = tr("One row per region; then every figure with its quote, the platforms and the sources")
        return PackStep(
            IndexEntry(tr("To read and to reuse"), tr("Summary table of the regions"), subject, TABLES), write
        )

    def _open_data(self, layers: CtdLayers) -> PackStep:
        def write(folder: Path, feedback: QgsFeedback) -> None:
            with TemporaryDirectory(ignore_cleanup_errors=True) as room:
                files = export_data(
                    layers,
                    Path(room),
                    map_language=self.map_language,
                    organisation=self.branding.organisation,
                    contact=self.contact,
                    address=self.address,
                    feedback=feedback,
                )
                write_zip(folder / OPEN_DATA, files)

        use = tr(
            "To publish or to compute with: CSV and GeoJSON with their schemas and metadata, without personal data"
        )
        return PackStep(IndexEntry(tr("To read and to reuse"), tr("Open data"), use, (OPEN_DATA,)), write)


def _check_targets(targets: list[Path]) -> list[Path]:
    """Return the files of a former pack in the folder that the new one does not have.

    Raises CtdError where a file would be replaced that is not from a pack, as no index of one is beside it.
    """
    index, *_ = targets
    present = [file for file in targets if file.exists()]
    if not present:
        return []
    if not (present[0] == index and is_index(index)):
        message = tr("{file} does not belong to a meeting pack and was not replaced; choose another folder.")
        raise CtdError(message.format(file=present[0]))
    names = [*(name for theme in ThemeId for name in _map_files(theme)), *PackPart]
    return [file for name in linked_files(index, names) if (file := index.with_name(name)) not in targets]


def _map_files(theme: ThemeId) -> tuple[str, str]:
    return f"ctd-{theme}.pdf", f"ctd-{theme}.png"


def _step_feedback(feedback: QgsFeedback, number: int, count: int) -> QgsFeedback:
    """Return a feedback for one step of several, which reports to the feedback of all and is cancelled with it."""
    step = QgsFeedback()
    step.progressChanged.connect(lambda percent: feedback.setProgress(100 * number / count + percent / count))
    feedback.canceled.connect(step.cancel)
    if feedback.isCanceled():
        step.cancel()
    return step
