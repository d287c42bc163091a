"""The streams of an OLE compound file, the container of XLS and of encrypted workbooks."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIZES = struct.Struct("<30x2H")
_PLACES = struct.Struct("<44x2I4x4I")
_ENTRY = struct.Struct("<64sHB49xII4x")
_TABLE_IN_HEADER, _COUNT_IN_HEADER = 76, 109
_NO_SECTOR = 0xFFFFFFFA
"""Sector numbers from here on are marks: end of chain, free, allocation table."""
_STREAM, _ROOT = 2, 5


class CompoundFile:
    """A compound file in memory; raises ValueError or struct.error where it is damaged."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = _SIZES.unpack_from(content)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError("sizes of sectors")
        self._size, self._small_size = 1 << shift, 1 << small_shift
        table_count, directory, self._small_below, small_table, _, more_table = _PLACES.unpack_from(content)
        self._table = self._numbers(self._table_sectors(table_count, more_table))
        self._small_table = self._numbers(self._chain(small_table, self._table))
        self._small_content = b""
        self._entries: dict[str, tuple[int, int]] = {}
        entries = self._joined(self._chain(directory, self._table))
        whole = len(entries) // _ENTRY.size * _ENTRY.size
        for index, (name, name_size, kind, start, size) in enumerate(_ENTRY.iter_unpack(entries[:whole])):
            if index == 0 and kind == _ROOT:
                self._small_content = self._joined(self._chain(start, self._table))
            elif kind == _STREAM:
                text = name[: max(0, min(name_size, 64) - 2)].decode("utf-16-le", "replace")
                self._entries.setdefault(text, (start, size))

    @property
    def names(self) -> list[str]:
        """The names of the streams."""
        return list(self._entries)

    def stream(self, name: str) -> bytes:
        """Return the bytes of a stream; raises KeyError where there is none of that name."""
        start, size = self._entries[name]
        if size < self._small_below:
            step = self._small_size
            places = (number * step for number in self._chain(start, self._small_table))
            content = b"".join(self._small_content[place : place + step] for place in places)
        else:
            content = self._joined(self._chain(start, self._table))
        if len(content) < size:
            raise ValueError(f"end of {name}")
        return content[:size]

    def _table_sectors(self, count: int, more: int) -> Iterator[int]:
        """Yield the sectors of the allocation table: the first are listed in the header, the others in a chain."""
        left = min(count, len(self._content) // self._size)
        named: tuple[int, ...] = struct.unpack_from(f"<{_COUNT_IN_HEADER}I", self._content, _TABLE_IN_HEADER)
        while True:
            yield from named[:left]
            left -= len(named)
            if left <= 0 or more >= _NO_SECTOR:
                return
            *following, more = self._numbers([more])
            named = tuple(following)

    def _chain(self, start: int, table: tuple[int, ...]) -> Iterator[int]:
        """Yield the sectors of a chain; raises ValueError where it is endless."""
        for _ in range(len(table) + 1):
            if start >= _NO_SECTOR:
                return
            yield start
            if start >= len(table):
                raise ValueError(f"sector {start}")
            start = table[start]
        raise ValueError("chain without end")

    def _joined(self, sectors: Iterator[int] | list[int]) -> bytes:
        return b"".join(self._content[(number + 1) * self._size : (number + 2) * self._size] for number in sectors)

    def _numbers(self, sectors: Iterator[int] | list[int]) -> tuple[int, ...]:
        content = self._joined(sectors)
        return struct.unpack_from(f"<{len(content) // 4}I", content)
