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

_HEIGHT = 160
"""In pixels: twice what the page shows, for sharp screens and print."""
_WIDEST = 640
_LARGEST_SVG = 100_000
"""In bytes: a larger drawing is embedded as a picture."""


def logo_images(branding: Branding) -> Iterator[str]:
    """Yield the logos as pictures of HTML; `branding.check` has found them readable."""
    for number, logo in enumerate(filter(None, branding.logos), start=1):
        content, kind = _embedded(Path(logo))
        name = branding.organisation if number == 1 else ""
        alternative = tr("Logo of {organisation}").format(organisation=name) if name else tr("Logo")
        address = f"data:image/{kind};base64,{b64encode(content).decode()}"
        yield tag("img", src=address, alt=alternative, class_="logo").removesuffix("</img>")


def _embedded(path: Path) -> tuple[bytes, str]:
    """Return the bytes to embed, and their kind: a small drawing as it is, any other picture no larger than shown."""
    if path.suffix.lower() == ".svg":
        if path.stat().st_size <= _LARGEST_SVG:
            return path.read_bytes(), "svg+xml"
        return _png(_drawn(path)), "png"
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    image = reader.read()
    if image.height() > _HEIGHT or image.width() > _WIDEST:
        modes = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        image = image.scaled(QSize(_WIDEST, _HEIGHT), *modes)
    return _png(image), "png"


def _drawn(path: Path) -> QImage:
    renderer = QSvgRenderer(str(path))
    size = renderer.defaultSize().scaled(QSize(_WIDEST, _HEIGHT), Qt.AspectRatioMode.KeepAspectRatio)
    image = QImage(size, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data())
