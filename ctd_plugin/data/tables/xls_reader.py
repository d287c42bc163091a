"""Reading the sheets of an XLS (BIFF5 and BIFF8, Excel 5 to 2003) as displayed text.

GDAL's driver knows no merged cells and no file below 4 kB, and crashes QGIS on some damaged files.
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator

from .cells import CellBudget, Line
from .merged_cells import MergedRange
from .number_formats import BUILT_IN, NumberKind, boolean_text, kind_of, number_text

STREAMS = ("workbook", "book")
"""Lower-case names of the stream with the cells, the newer one first."""
_BOF, _EOF, _FILEPASS = 0x0809, 0x000A, 0x002F
_DATEMODE, _CODEPAGE, _BOUNDSHEET, _FORMAT, _XF, _SST = 0x0022, 0x0042, 0x0085, 0x041E, 0x00E0, 0x00FC
_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _MULRK = 0x00FD, 0x0204, 0x00D6, 0x0203, 0x027E, 0x00BD
_FORMULA, _STRING, _BOOLERR, _MERGEDCELLS = 0x0006, 0x0207, 0x0205, 0x00E5
_NEWEST = 0x0600
_MOST_SHEETS = 1000
_WORKSHEET = 0
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_CODE_PAGES = {1200: "utf-16-le", 10000: "mac-roman", 32768: "mac-roman", 32769: "cp1252"}

Record = tuple[int, list[bytes]]
"""The type of a record and its data, followed by those of its CONTINUE records."""


class XlsLocked(Exception):  # noqa: N818
    """An encrypted workbook."""


class XlsBook:
    """The workbook in a stream of an XLS; raises ValueError or struct.error where it is damaged."""

    def __init__(self, stream: bytes, budget: CellBudget) -> None:
        self._stream = stream
        self._budget = budget
        self._is_1904 = False
        self._encoding = "cp1252"
        self._texts: list[str] = []
        self._offsets: dict[str, int] = {}
        self._formats: list[int] = []
        self._codes: dict[int, str] = {}
        self._is_newest = True
        self._read_globals()
        self._kinds = [kind_of(self._codes.get(number) or BUILT_IN.get(str(number), "")) for number in self._formats]

    def starts(self, most: int) -> dict[str, list[list[str]]]:
        """Return the first lines of each sheet by its name, at most `most`."""
        return {name: [cells for _, cells in self._rows(name, [], most)] for name in self._offsets}

    def read(self, sheet: str) -> tuple[list[Line], list[MergedRange]]:
        """Return the lines of a sheet, and its merged cells that span several rows."""
        merged: list[MergedRange] = []
        return self._rows(sheet, merged), merged

    def _rows(self, sheet: str, merged: list[MergedRange], most: int | None = None) -> list[Line]:
        rows: dict[int, list[str]] = {}
        for row, column, text in self._cells(sheet, merged):
            if not text.strip():
                continue
            if row not in rows and len(rows) == most:
                break
            cells = rows.setdefault(row, [])
            missing = max(0, column + 1 - len(cells))
            self._budget.count(missing)
            cells.extend([""] * missing)
            cells[column] = self._budget.text(text)
        return sorted(rows.items())

    def _read_globals(self) -> None:
        for kind, pieces in self._records(0, len(self._stream)):
            data = pieces[0]
            if kind == _BOF:
                self._is_newest = struct.unpack_from("<H", data)[0] >= _NEWEST
            elif kind == _FILEPASS:
                raise XlsLocked
            elif kind == _CODEPAGE:
                page = struct.unpack_from("<H", data)[0]
                self._encoding = _CODE_PAGES.get(page, f"cp{page}")
            elif kind == _DATEMODE:
                self._is_1904 = data[:1] == b"\1"
            elif kind == _SST:
                self._read_texts(pieces)
            else:
                self._read_global(kind, data)
        if not self._offsets:
            raise ValueError("no sheet")

    def _read_global(self, kind: int, data: bytes) -> None:
        if kind == _BOUNDSHEET and data[5] == _WORKSHEET:
            name = self._text([data[6:]], length_size=1)
            if len(self._offsets) == _MOST_SHEETS:
                raise ValueError("too many sheets")
            self._offsets.setdefault(name, struct.unpack_from("<I", data)[0])
        elif kind == _FORMAT:
            number = struct.unpack_from("<H", data)[0]
            self._codes[number] = self._text([data[2:]], length_size=2 if self._is_newest else 1)
        elif kind == _XF:
            self._formats.append(struct.unpack_from("<H", data, 2)[0])

    def _records(self, start: int, end: int) -> Iterator[Record]:
        """Yield the records of a substream, without those of embedded charts."""
        depth = 0
        place = start
        while place + 4 <= end:
            kind, size = struct.unpack_from("<2H", self._stream, place)
            pieces = [self._stream[place + 4 : place + 4 + size]]
            place += 4 + size
            while self._stream[place : place + 2] == b"\x3c\0" and place + 4 <= end:
                size = struct.unpack_from("<H", self._stream, place + 2)[0]
                pieces.append(self._stream[place + 4 : place + 4 + size])
                place += 4 + size
            if place > len(self._stream):
                raise ValueError("end of a record")
            depth += kind == _BOF
            if depth == 1:
                yield kind, pieces
            depth -= kind == _EOF
            if depth <= 0:
                return
        raise ValueError("end of a sheet")

    def _cells(self, sheet: str, merged: list[MergedRange]) -> Iterator[tuple[int, int, str]]:
        start = self._offsets[sheet]
        # Up to the next sheet at most: the offsets of a damaged file may be wrong.
        others = sorted(self._offsets.values())
        after = bisect_right(others, start)
        formula_cell: tuple[int, int] | None = None
        for kind, pieces in self._records(start, others[after] if after < len(others) else len(self._stream)):
            data = pieces[0]
            if kind == _STRING and formula_cell:
                yield *formula_cell, self._text(pieces, length_size=2)
            elif kind == _MERGEDCELLS:
                merged.extend(
                    MergedRange(top, left, bottom)
                    for top, bottom, left, _ in struct.iter_unpack("<4H", data[2 : 2 + (len(data) - 2) // 8 * 8])
                    if top < bottom
                )
            elif kind == _MULRK:
                row, first = struct.unpack_from("<2H", data)
                for place in range((len(data) - 6) // 6):
                    style, packed = struct.unpack_from("<HI", data, 4 + 6 * place)
                    yield row, first + place, self._number(_rk_value(packed), style)
            elif kind in (_LABELSST, _LABEL, _RSTRING, _NUMBER, _RK, _FORMULA, _BOOLERR):
                row, column, style = struct.unpack_from("<3H", data)
                text = self._value(kind, pieces, style)
                formula_cell = None if text is not None else (row, column)
                if text is not None:
                    yield row, column, text

    def _value(self, kind: int, pieces: list[bytes], style: int) -> str | None:
        """Return the text of a cell; None where it is in the STRING record that follows a formula."""
        data = pieces[0][6:]
        if kind == _LABELSST:
            shared: int = struct.unpack_from("<I", data)[0]
            return self._texts[shared]
        if kind == _NUMBER:
            return self._number(struct.unpack_from("<d", data)[0], style)
        if kind == _RK:
            return self._number(_rk_value(struct.unpack_from("<I", data)[0]), style)
        if kind == _BOOLERR:
            return _boolean_or_error(data[0], is_error=data[1] == 1)
        if kind == _FORMULA:
            if data[6:8] != b"\xff\xff":
                return self._number(struct.unpack_from("<d", data)[0], style)
            return None if data[0] == 0 else "" if data[0] == 3 else _boolean_or_error(data[2], is_error=data[0] == 2)
        return self._text([data, *pieces[1:]], length_size=2)

    def _number(self, value: float, style: int) -> str:
        kind = self._kinds[style] if style < len(self._kinds) else NumberKind.OTHER
        return number_text(value, kind, is_1904=self._is_1904)

    def _text(self, pieces: list[bytes], length_size: int) -> str:
        length = int.from_bytes(pieces[0][:length_size], "little")
        reader = _ContinuedReader(pieces, length_size)
        if self._is_newest:
            return reader.characters(length, flags=reader.take(1)[0])
        return reader.take(length).decode(self._encoding, "replace")

    def _read_texts(self, pieces: list[bytes]) -> None:
        """Read the shared string table."""
        reader = _ContinuedReader(pieces, 8)
        for _ in range(struct.unpack_from("<I", pieces[0], 4)[0]):
            if reader.is_over:
                # Some programs write a higher count; a cell without its text raises IndexError.
                break
            length, flags = struct.unpack("<HB", reader.take(3))
            runs = struct.unpack("<H", reader.take(2))[0] if flags & 8 else 0
            extra = struct.unpack("<I", reader.take(4))[0] if flags & 4 else 0
            self._texts.append(self._budget.text(reader.characters(length, flags)))
            reader.skip(4 * runs + extra)


class _ContinuedReader:
    """Reads data that goes on in CONTINUE records, each of which begins with the encoding of its characters."""

    def __init__(self, pieces: list[bytes], place: int) -> None:
        self._pieces = pieces
        self._index, self._place = 0, place

    @property
    def is_over(self) -> bool:
        """Whether nothing is left."""
        self._skip_ended()
        return self._index >= len(self._pieces)

    def take(self, size: int) -> bytes:
        """Return `size` bytes; raises ValueError where there are fewer."""
        taken = b""
        while len(taken) < size:
            taken += self._read(size - len(taken))
        return taken

    def skip(self, size: int) -> None:
        """Skip `size` bytes."""
        while size:
            size -= len(self._read(size))

    def characters(self, count: int, flags: int) -> str:
        """Return `count` characters, of one or two bytes by the `flags` of the current record."""
        parts = []
        while count:
            if self._index < len(self._pieces) and self._place >= len(self._pieces[self._index]):
                self._skip_ended()
                flags = self._read(1)[0]
            width = 2 if flags & 1 else 1
            part = self._read(count * width)
            parts.append(part.decode("utf-16-le" if width == 2 else "latin-1", "surrogatepass"))
            count -= len(part) // width
        text = "".join(parts)
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace") if not text.isascii() else text

    def _read(self, size: int) -> bytes:
        if self.is_over:
            raise ValueError("end of a text")
        piece = self._pieces[self._index][self._place : self._place + size]
        self._place += len(piece)
        return piece

    def _skip_ended(self) -> None:
        while self._index < len(self._pieces) and self._place >= len(self._pieces[self._index]):
            self._index, self._place = self._index + 1, 0


def _rk_value(packed: int) -> float:
    """Return the value of an RK number: an integer or the upper half of a float, either of them or its hundredth."""
    if packed & 2:
        value = float(packed - (1 << 32) >> 2 if packed & (1 << 31) else packed >> 2)
    else:
        value = float(struct.unpack("<d", struct.pack("<2I", 0, packed & ~3))[0])
    return value / 100 if packed & 1 else value


def _boolean_or_error(value: int, *, is_error: bool) -> str:
    return _ERRORS.get(value, "#VALUE!") if is_error else boolean_text(bool(value))
