"""The branding of a map: the organisation that its footer names, and its logos."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsExpressionContextUtils, QgsLayoutItemLabel, QgsLayoutItemPicture, QgsPrintLayout
from qgis.PyQt.QtGui import QImageReader
from qgis.PyQt.QtSvg import QSvgRenderer

from ...errors import CtdError
from ...i18n import tr
from ...settings import Settings
from ..style.fonts import fitting_size

LOGO_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")

# A layout's own variable, which its footer writes.
AUTHOR_VARIABLE = "ctd_author"

# Set on a layout: the names of the logo files it was given; a picture with another name is its user's own.
_LOGO_VARIABLE = "ctd_logo_{number}"


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
                raise CtdError(tr("The logo {file} does not exist: choose another or none.").format(file=logo))
            if path.suffix.lower() not in LOGO_ENDINGS or not _is_image(path):
                raise CtdError(
                    tr("The logo {file} is not an SVG, PNG or JPEG image that can be read: choose another.").format(
                        file=logo
                    )
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
