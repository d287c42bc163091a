"""Layouts written one after the other as the pages of a PDF that knows its title, author and language."""

from __future__ import annotations

import re

from qgis.core import Qgis, QgsLayoutExporter, QgsPrintLayout
from qgis.PyQt.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from qgis.PyQt.QtGui import QPageSize, QPainter, QPdfWriter

from ...data.about import made_with
from .slide import PAGE

_DPI = 300
_ROOT = re.compile(rb"/Root (\d+) 0 R")
_INFO = re.compile(rb"/Info (\d+) 0 R")
_SIZE = re.compile(rb"/Size (\d+)")
_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")


class DeckPdf:
    """A PDF in memory; `add` draws a layout of one page, and `content` ends it."""

    def __init__(self, title: str) -> None:
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        self._writer.setPageSize(QPageSize(QSizeF(PAGE.width, PAGE.height), QPageSize.Unit.Millimeter))
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._writer.setTitle(title)
        self._writer.setCreator(made_with())
        self._painter: QPainter | None = None

    def add(self, layout: QgsPrintLayout) -> None:
        """Draw a layout on the next page, with its text as text."""
        if self._painter is None:
            self._painter = QPainter(self._writer)
        else:
            self._writer.newPage()
        context = layout.renderContext()
        context.setDpi(_DPI)
        context.setTextRenderFormat(Qgis.TextRenderFormat.AlwaysText)
        QgsLayoutExporter(layout).renderPage(self._painter, 0)

    def close(self) -> None:
        """End the drawing, which Qt does not survive otherwise."""
        if self._painter is not None and self._painter.isActive():
            self._painter.end()

    def content(self, author: str, language: str) -> bytes:
        """End the drawing and return the PDF."""
        self.close()
        return described(bytes(self._buffer.data()), author, language)


def described(pdf: bytes, author: str, language: str) -> bytes:
    """Return a PDF of Qt's with its author and language, which Qt cannot write, and with its title shown by readers.

    They are appended as PDF foresees it for changes. One that is not built as expected is returned as it is.
    """
    root, info, size, start = (pattern.search(pdf[-2000:]) for pattern in (_ROOT, _INFO, _SIZE, _START))
    if not (root and info and size and start):
        return pdf
    additions = {
        int(root[1]): b"/Lang (%s)\n/ViewerPreferences << /DisplayDocTitle true >>\n" % language.encode("ascii"),
        int(info[1]): b"/Author <%s>\n" % ("\ufeff" + author).encode("utf-16-be").hex().encode() if author else b"",
    }
    changed = bytearray(pdf)
    offsets = {}
    for number, addition in additions.items():
        held = re.search(rb"\n%d 0 obj\s*<<(.*?)>>\s*endobj" % number, pdf, re.DOTALL)
        if held is None:
            return pdf
        offsets[number] = len(changed)
        changed += b"%d 0 obj\n<<%s%s>>\nendobj\n" % (number, held[1], addition)
    place = len(changed)
    entries = b"".join(b"%d 1\n%010d 00000 n \n" % (number, offsets[number]) for number in sorted(offsets))
    trailer = b"<<\n/Size %s\n/Info %s 0 R\n/Root %s 0 R\n/Prev %s\n>>" % (size[1], info[1], root[1], start[1])
    changed += b"xref\n%s\ntrailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (entries, trailer, place)
    return bytes(changed)
