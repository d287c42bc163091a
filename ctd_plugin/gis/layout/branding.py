"""The branding of a map: the organisation that its footer names, and its logos."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qgis.core import (
    QgsApplication,
    QgsExpressionContextUtils,
    QgsLayoutItemLabel,
    QgsLayoutItemPicture,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsPrintLayout,
    QgsProject,
    QgsProjectMetadata,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import QSignalBlocker
from qgis.PyQt.QtGui import QImageReader
from qgis.PyQt.QtSvg import QSvgRenderer

from ...errors import CtdError
from ...i18n import tr
from ...settings import Settings
from ..style.fonts import fitting_size
from ..style.page_sizes import PAGES, Box

LOGO_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")

# A layout's own variable, which its footer writes.
AUTHOR_VARIABLE = "ctd_author"

# Set on a layout: the names of the logo files it was given; a picture with another name is its user's own.
_LOGO_VARIABLE = "ctd_logo_{number}"

_MILLIMETRES = QgsUnitTypes.LayoutUnit.LayoutMillimeters
_LOGO_GAP = 3
_TOP = 3
"""How high a title of two lines begins (millimetres)."""
_LEAST_OF_ONE_LINE = 0.92
"""How much smaller a title's type may get before it has two lines."""


@dataclass(frozen=True)
class Branding:
    """The organisation's name, and the files of the two logos from left to right; "" leaves a place empty."""

    organisation: str = ""
    logos: tuple[str, str] = ("", "")

    @property
    def author(self) -> str:
        """Return the sentence of the footer on who made the map."""
        if self.organisation:
            return tr("Made by {organisation} with CTD Governance Map").format(organisation=self.organisation)
        return tr("Made with CTD Governance Map")

    def check(self) -> None:
        """Raise CtdError for a logo that is missing or no image."""
        for logo in filter(None, self.logos):
            path = Path(logo)
            if not path.is_file():
                raise CtdError(tr("The logo {file} does not exist; choose another, or none.").format(file=logo))
            if path.suffix.lower() not in LOGO_ENDINGS or not _is_image(path):
                raise CtdError(
                    tr("The logo {file} is not a readable SVG, PNG or JPEG image; choose another.").format(file=logo)
                )


NO_BRANDING = Branding()


def branding_of(settings: Settings) -> Branding:
    """Return the branding that the user set."""
    return Branding(settings.organisation.strip(), (settings.logo_1, settings.logo_2))


def apply_branding(layout: QgsPrintLayout, branding: Branding) -> None:
    """Set the organisation and logos of a layout; a picture that its user chose stays.

    Where the branding is empty, the layout stays as it is. Raises CtdError for a logo that cannot be drawn.
    """
    branding.check()
    for number, logo in enumerate(branding.logos, 1):
        picture, name = layout.itemById(f"logo {number}"), _LOGO_VARIABLE.format(number=number)
        if logo and isinstance(picture, QgsLayoutItemPicture):
            current = Path(picture.picturePath()).name
            if current == _layout_variable(layout, name):
                picture.setPicturePath(logo)
                QgsExpressionContextUtils.setLayoutVariable(layout, name, Path(logo).name)
    if branding.organisation or not _layout_variable(layout, AUTHOR_VARIABLE):
        QgsExpressionContextUtils.setLayoutVariable(layout, AUTHOR_VARIABLE, branding.author)
        _shrink_to_fit(layout.itemById("sources"))
    _make_room(layout)


@contextmanager
def other_title(layout: QgsPrintLayout, title: str) -> Iterator[None]:
    """Let a layout have another title inside the block; "" leaves it its own."""
    label = layout.itemById("title")
    if not (title and isinstance(label, QgsLayoutItemLabel)):
        yield
        return
    own = label.text()
    label.setText(title)
    _make_room(layout)
    try:
        yield
    finally:
        label.setText(own)
        _make_room(layout)


def describe(project: QgsProject, title: str, branding: Branding) -> None:
    """Name a map and who made it in the files of a project, where QGIS would name the user of the computer."""
    about = project.metadata()
    about.setTitle(title)
    about.setAuthor(branding.organisation)
    project.setMetadata(about)


@contextmanager
def described(layout: QgsPrintLayout, branding: Branding) -> Iterator[None]:
    """Let the files that are made of a layout inside the block name its map and organisation, if its project has none.

    QGIS names the user of the computer as author of each new project: no map does, as nobody asked for that.
    """
    project = layout.project()
    own, about = project.metadata(), project.metadata()
    label = layout.itemById("title")
    if not own.title() and isinstance(label, QgsLayoutItemLabel):
        about.setTitle(label.currentText())
    if own.author() in ("", QgsApplication.userFullName()):
        about.setAuthor(branding.organisation)
    _set_metadata(project, about)
    try:
        yield
    finally:
        _set_metadata(project, own)


def _set_metadata(project: QgsProject, about: QgsProjectMetadata) -> None:
    """Set what a project says of itself, without its being changed for the user."""
    was_dirty = project.isDirty()
    with QSignalBlocker(project):
        project.setMetadata(about)
        project.setDirty(was_dirty)


def _make_room(layout: QgsPrintLayout) -> None:
    """Set title and subtitle in as large a type as fits beside the logos; a long title has a second line above."""
    paper = layout.pageCollection().page(0).rect()
    page = next((page for page in PAGES.values() if abs(page.width - paper.width()) < 1), None)
    if page is None:
        return
    logos = [layout.itemById(f"logo {number}") for number in (1, 2)]
    left = [logo.scenePos().x() for logo in logos if isinstance(logo, QgsLayoutItemPicture) and logo.picturePath()]
    right = min([*(x - _LOGO_GAP for x in left), page.title.right])
    title, subtitle = layout.itemById("title"), layout.itemById("subtitle")
    if isinstance(title, QgsLayoutItemLabel):
        line = replace(page.title, width=right - page.title.x)
        size = _fitting(title, page.title_size, line, is_bold=True)
        if size < page.title_size * _LEAST_OF_ONE_LINE:
            line = replace(line, y=_TOP, height=line.bottom - _TOP)
            size = _fitting(title, page.title_size, line, is_bold=True)
        _set(title, size, line)
    if isinstance(subtitle, QgsLayoutItemLabel) and page.subtitle:
        line = replace(page.subtitle, width=right - page.subtitle.x)
        _set(subtitle, _fitting(subtitle, page.subtitle_size, line), line)


def _fitting(label: QgsLayoutItemLabel, size: float, box: Box, *, is_bold: bool = False) -> float:
    return fitting_size(label.currentText(), size, box.width, box.height, bold=is_bold)


def _set(label: QgsLayoutItemLabel, size: float, box: Box) -> None:
    style = label.textFormat()
    style.setSize(size)
    label.setTextFormat(style)
    label.attemptMove(QgsLayoutPoint(box.x, box.y, _MILLIMETRES))
    label.attemptResize(QgsLayoutSize(box.width, box.height, _MILLIMETRES))


def _layout_variable(layout: QgsPrintLayout, name: str) -> str:
    return str(QgsExpressionContextUtils.layoutScope(layout).variable(name) or "")


def _shrink_to_fit(footer: object) -> None:
    """Make the type of a footer smaller where the organisation's name is longer than the layout has room for."""
    if isinstance(footer, QgsLayoutItemLabel):
        style, box = footer.textFormat(), footer.rect()
        style.setSize(fitting_size(footer.currentText(), style.size(), box.width(), box.height()))
        footer.setTextFormat(style)


def _is_image(path: Path) -> bool:
    if path.suffix.lower() == ".svg":
        return QSvgRenderer(str(path)).isValid()
    return not QImageReader(str(path)).read().isNull()
