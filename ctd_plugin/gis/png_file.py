"""Images as PNG files without filters: of maps, whose areas are flat, they are smaller than Qt's and written faster."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping

from qgis.PyQt.QtGui import QImage

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGB, _RGBA = 2, 6
"""What PNG calls the kinds of pixels."""
_LEVEL = 3
"""Of compression: hardly less than the best in half of its time."""
_STRIP = 64
"""So many rows are converted at a time: a whole page would need its memory once more."""


def png_of(image: QImage, texts: Mapping[str, str]) -> bytes:
    """Return an image, which is not null, as a PNG with its resolution and those texts that are not empty."""
    kind = _RGBA if image.hasAlphaChannel() else _RGB
    compressor = zlib.compressobj(_LEVEL)
    # Each row begins with the number of its filter.
    pixels = [compressor.compress(b"\0" + row) for row in _rows(image, kind)]
    chunks = [
        _chunk(b"IHDR", struct.pack(">IIBBBBB", image.width(), image.height(), 8, kind, 0, 0, 0)),
        _chunk(b"pHYs", struct.pack(">IIB", image.dotsPerMeterX(), image.dotsPerMeterY(), 1)),
        *(_text(key, text) for key, text in texts.items() if text),
        _chunk(b"IDAT", b"".join([*pixels, compressor.flush()])),
        _chunk(b"IEND", b""),
    ]
    return _SIGNATURE + b"".join(chunks)


def _rows(image: QImage, kind: int) -> Iterator[bytes]:
    pixels, length = QImage.Format.Format_RGB888, 3 * image.width()
    if kind == _RGBA:
        pixels, length = QImage.Format.Format_RGBA8888, 4 * image.width()
    for top in range(0, image.height(), _STRIP):
        strip = image.copy(0, top, image.width(), min(_STRIP, image.height() - top)).convertToFormat(pixels)
        for row in range(strip.height()):
            yield strip.constScanLine(row).asstring(length)


def _text(key: str, text: str) -> bytes:
    """Return a text, in Latin-1 where that suffices: not every program reads the other kind."""
    try:
        return _chunk(b"tEXt", b"%s\0%s" % (key.encode("ascii"), text.encode("latin-1")))
    except UnicodeEncodeError:
        return _chunk(b"iTXt", b"%s\0\0\0\0\0%s" % (key.encode("ascii"), text.encode("utf-8")))


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
