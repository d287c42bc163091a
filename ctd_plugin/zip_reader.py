"""Reading the members of a zip file (XLSX, ODS, QGZ) that may be damaged or a zip bomb."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from .causes import log_detail, reason_of
from .errors import CtdError
from .i18n import tr

CHUNK = 1 << 20
_METHODS = (ZIP_STORED, ZIP_DEFLATED)
"""Those of office programs and QGIS; for the others, zipfile cannot limit what one chunk unpacks to."""
_ZIP_ERRORS = (BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError, ValueError, OverflowError)
"""What zipfile raises for a file that is damaged or no zip file."""


class ZipError(CtdError):
    """A zip file that cannot be read: damaged, encrypted, or of an unknown compression method."""


class ZipTooLarge(ZipError):  # noqa: N818
    """A member whose unpacked size exceeds the limit."""


class ZipReader:
    """A zip file opened in a `with` block; all errors are ZipErrors that name the file."""

    def __init__(self, container: Path | bytes) -> None:
        self._label = container.name if isinstance(container, Path) else tr("the file")
        with self._as_zip_errors():
            self._archive = ZipFile(io.BytesIO(container) if isinstance(container, bytes) else container)

    def __enter__(self) -> ZipReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._archive.close()

    @property
    def names(self) -> list[str]:
        """The names of the members, in their order."""
        return self._archive.namelist()

    @property
    def unpacked_size(self) -> int:
        """The declared size of all members in bytes; zipfile unpacks no more than that."""
        return sum(member.file_size for member in self._archive.infolist())

    def read(self, name: str, limit: int) -> bytes:
        """Return a whole member; raises ZipError where it is missing, damaged or larger than `limit` bytes."""
        return b"".join(self.chunks(name, limit))

    def chunks(self, name: str, limit: int) -> Iterator[bytes]:
        """Yield a member in chunks; errors as in `read`, the limit is on their sum."""
        member = self._member(name)
        # Before anything is unpacked, and again while it is: the declared size may be wrong.
        self._check_size(member.file_size, name, limit)
        size = 0
        with self._as_zip_errors(), self._archive.open(member) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                self._check_size(size, name, limit)
                yield chunk

    def _member(self, name: str) -> ZipInfo:
        try:
            member = self._archive.getinfo(name)
        except KeyError as error:
            message = tr("{file} is incomplete (“{name}” is missing); save or download it again.")
            raise ZipError(message.format(file=self._label, name=name)) from error
        if member.compress_type not in _METHODS:
            message = tr("{file} uses an unsupported compression; open it in its program and save it again.")
            raise ZipError(message.format(file=self._label))
        return member

    def _check_size(self, size: int, name: str, limit: int) -> None:
        if size > limit:
            message = tr("{file} is too large once uncompressed (“{name}”, {size} MB); keep only the data needed.")
            raise ZipTooLarge(message.format(file=self._label, name=name, size=-(-size // 10**6)))

    @contextmanager
    def _as_zip_errors(self) -> Iterator[None]:
        try:
            yield
        except _ZIP_ERRORS as error:
            if isinstance(error, OSError) and error.errno is not None:
                message = tr("{file} cannot be read ({reason}).")
                raise ZipError(message.format(file=self._label, reason=reason_of(error))) from error
            log_detail(error)
            message = tr("{file} is damaged or not a ZIP file; save or download it again.")
            raise ZipError(message.format(file=self._label)) from error
