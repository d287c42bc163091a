"""Old Excel files byte by byte, as no library at hand writes them."""

from __future__ import annotations

import struct

FREE, END, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SECTOR, SMALL = 512, 64


def compound_file(name: str, stream: bytes, *, small_below: int = 4096) -> bytes:
    """Return a compound file of one stream, which is kept in small sectors."""
    assert len(stream) < small_below
    small = -(-len(stream) // SMALL)
    held = _padded(stream, SECTOR)
    sectors = 3 + len(held) // SECTOR
    table = [TABLE, END, END, *range(4, sectors), END]
    small_table = [*range(1, small), END]
    entries = _entry("Root Entry", 5, 3, small * SMALL, child=1) + _entry(name, 2, 0, len(stream))
    header = struct.pack(
        "<8s16x5H6x9I",
        *(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6),
        *(0, 1, 1, 0, small_below, 2, 1, END, 0),
    ) + struct.pack("<109I", 0, *[FREE] * 108)
    return header + _numbers(table) + _padded(entries, SECTOR) + _numbers(small_table) + held


def workbook_5(rows: list[list[str]], *, encoding: str = "cp1252") -> bytes:
    """Return the stream of an Excel 5 workbook of one sheet of texts."""
    opening = record(0x0809, struct.pack("<4H", 0x0500, 5, 0, 0)) + record(0x0042, struct.pack("<H", 1252))
    name = "Enquête".encode(encoding)
    size = len(opening) + 4 + 7 + len(name) + 4
    sheet = record(0x0085, struct.pack("<IHB", size, 0, len(name)) + name) + record(0x000A)
    cells = record(0x0809, struct.pack("<4H", 0x0500, 0x10, 0, 0))
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            content = text.encode(encoding)
            cells += record(0x0204, struct.pack("<4H", y, x, 0, len(content)) + content)
    return opening + sheet + cells + record(0x000A)


def record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<2H", kind, len(content)) + content


def _entry(name: str, kind: int, start: int, size: int, child: int = FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return struct.pack("<64sHBB3I36xIQ", text, len(text), kind, 1, FREE, FREE, child, start, size)


def _numbers(numbers: list[int]) -> bytes:
    return struct.pack(f"<{len(numbers)}I", *numbers).ljust(SECTOR, b"\xff")


def _padded(content: bytes, size: int) -> bytes:
    return content.ljust(-(-len(content) // size) * size, b"\0")
