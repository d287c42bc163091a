"""The texts of an ODS as a person sees them, where GDAL would lose spaces, tabs and links, and add comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile

CONTENT = "content.xml"
CHUNK = 1 << 20
_ROW_END = b"</table:table-row>"
_REST = rb"(?:[^>\"']|\"[^\"]*\"|'[^']*')*>"
# Everything inside a cell but plain paragraphs; a paragraph that begins so is a formula to GDAL.
_MARKED = re.compile(rb"<office:annotation|<text:(?!p[\s/>])|<text:p[^>]*>of:=")
_COMMENT = re.compile(rb"<office:annotation\b" + _REST + rb".*?</office:annotation>", re.DOTALL)
_SPACES = re.compile(rb"<text:s(?:\s+text:c=[\"'](\d{1,5})[\"'])?\s*/>")
_TAB = re.compile(rb"<text:tab\b" + _REST)
_BREAK = re.compile(rb"<text:line-break\b" + _REST)
_OTHER = re.compile(rb"</?text:(?!p[\s/>])" + _REST)
_FORMULA = re.compile(rb"(<text:p[^>]*>)(?=of:=)")


def write_plain_ods(source: Path, target: Path) -> bool:
    """Write an ODS's content with nothing but plain paragraphs in its cells; False where it is so already.

    What is not well formed stays so, for GDAL to find.
    """
    try:
        with ZipFile(source) as archive:
            with archive.open(CONTENT) as stream:
                if not any(_MARKED.search(rows) for rows in _rows(stream)):
                    return False
            with ZipFile(target, "w", ZIP_STORED) as plain:
                for name in ("mimetype", "META-INF/manifest.xml"):
                    if name in archive.namelist():
                        plain.writestr(name, archive.read(name))
                with archive.open(CONTENT) as stream, plain.open(CONTENT, "w", force_zip64=True) as written:
                    for rows in _rows(stream):
                        written.write(plain_paragraphs(rows))
    except (BadZipFile, KeyError, RuntimeError, NotImplementedError, EOFError):
        return False
    return True


def plain_paragraphs(rows: bytes) -> bytes:
    """Return rows of a sheet without what is no paragraph of a cell."""
    rows = _COMMENT.sub(b"", rows)
    rows = _SPACES.sub(lambda spaces: b" " * int(spaces[1] or 1), rows)
    rows = _TAB.sub(b"\t", rows)
    rows = _BREAK.sub(b"</text:p><text:p>", rows)
    return _FORMULA.sub(rb"\1 ", _OTHER.sub(b"", rows))


def _rows(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the content in pieces that end with a row."""
    rest = b""
    while chunk := stream.read(CHUNK):
        rest += chunk
        end = rest.rfind(_ROW_END)
        if end >= 0:
            end += len(_ROW_END)
            yield rest[:end]
            rest = rest[end:]
    yield rest
