"""The logos of a page, embedded in it."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

from qgis.PyQt.QtCore import QBuffer, QIODevice, QSize, Qt
from qgis.PyQt.QtGui import QImage, QImageReader, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from ...i18n import tr
from ..layout.branding import Branding
from ..markup.html_texts import tag

_LARGEST = QSize(640, 160)
"""In pixels: more than twice what the page shows, for sharp screens and print."""


def logo_images(branding: Branding) -> Iterator[str]:
    """Yield the logos as pictures of HTML; `branding.check` has found them readable."""
    for number, logo in enumerate(filter(None, branding.logos), start=1):
        name = branding.organisation if number == 1 else ""
        alternative = tr("Logo of {organisation}").format(organisation=name) if name else tr("Logo")
        address = f"data:image/png;base64,{b64encode(_png(Path(logo))).decode()}"
        yield tag("img", src=address, alt=alternative, class_="logo").removesuffix("</img>")


def _png(path: Path) -> bytes:
    """Return a logo drawn anew, no larger than it is shown: its file may name its maker and their folders."""
    picture, renderer = QImage(), QSvgRenderer()
    if path.suffix.lower() == ".svg":
        renderer.load(str(path))
        size = renderer.defaultSize().scaled(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
    else:
        reader = QImageReader(str(path))
        reader.setAutoTransform(True)
        picture = reader.read()
        size = picture.size()
        if size.boundedTo(_LARGEST) != size:
            size.scale(_LARGEST, Qt.AspectRatioMode.KeepAspectRatio)
    drawn = QImage(size, QImage.Format.Format_ARGB32)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    if picture.isNull():
        renderer.render(painter)
    else:
        modes = Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        painter.drawImage(0, 0, picture.scaled(size, *modes))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")
    return bytes(buffer.data())
