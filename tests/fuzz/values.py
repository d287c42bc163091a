"""Values that programs stumble over, and mutations of bytes and of texts made with them."""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from random import Random

MOST_BYTES = 400_000
"""Of an input: larger ones would only be slower to try."""
SURROGATE = "\ud83d"

NUMBERS: tuple[object, ...] = (
    *(0, -1, 1, 2, 255, 256, 32_767, 65_536, 2**31 - 1, 2**31, 2**32, 2**53 + 1, 2**63, 2**64, 10**31, -(10**400)),
    *(0.5, -0.0, 1e308, 5e-324, float("nan"), float("inf"), float("-inf")),
)
WORDS = (
    *("", " ", "0", "-1", "1e999", "nan", "Infinity", "9" * 31, "1" * 5_000, "٣", "²", "1_000", "0x10", "01"),
    *("\0", "\x07", "\r\n", "\t", "\u2028", "\ufeff", "\u202e", "é", "e\u0301", "😀", "İ", SURROGATE, "\udc00\ud800"),
    *("<b>", "</script>", "&amp;", "&#0;", "&#xd800;", "&#x110000;", "<![CDATA[", "]]>", "<!--", "<?xml"),
    *("%", "%ff", "%00", "%d800", "{z}", "{", "}", "'", '"', "\\", "'; --", "../..", "_xD83D_", "=1+1", "sep=;"),
    *("http://[::1", "http://a:99999999/", "//host", "file:///etc/passwd", "javascript:alert(1)", "https://é.fr/"),
    *("https://user:secret@a.fr:/x?MAP=a%26b#c", "urn:ogc:def:crs:EPSG::2154", "EPSG:", "2024-13-45", "0000-00-00"),
    *("CTD existant", "53", "Bretagne", "3 ETP", "1 M€ / an", "25 % Région, 75 % État", "1/0", "de 2 à 3 ETP", "-5 €"),
)
LONG_PIECES = ("a", "a.", "é", "<a ", "<", "&", "1", "9.", " ", "\t", "(", "[", '"', "\\", "'", "x@", "/", "%41", "\n")

Operation = Callable[[bytearray, Random, Sequence[bytes]], bytearray]


def word(rng: Random) -> str:
    """Return a text that is awkward; now and then a long one, in which a slow pattern would be lost."""
    if rng.random() < 0.03:
        return rng.choice(LONG_PIECES) * rng.choice((3_000, 30_000, 100_000))
    if rng.random() < 0.1:
        return "".join(rng.choices(WORDS, k=3))
    return rng.choice(WORDS)


def mutated_text(text: str, rng: Random) -> str:
    """Return a text with something awkward in it, before it, behind it or instead of it."""
    place = rng.randrange(len(text) + 1)
    kind = rng.randrange(6)
    if kind == 0:
        return word(rng)
    if kind == 1:
        return text[:place] + word(rng) + text[place:]
    if kind == 2:
        return text[:place]
    if kind == 3:
        return text * rng.choice((2, 3, 20))
    if kind == 4:
        return text[:place] + text[place + 1 :]
    return text[place:] + text[:place]


def mutated_bytes(content: bytes, rng: Random, others: Sequence[bytes]) -> bytes:
    """Return bytes after a few blind operations; `others` are what pieces are taken from."""
    work = bytearray(content)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        work = rng.choice(_OPERATIONS)(work, rng, others)
        del work[MOST_BYTES:]
    return bytes(work)


def _flipped(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    for _ in range(rng.choice((1, 2, 16)) if work else 0):
        work[rng.randrange(len(work))] ^= 1 << rng.randrange(8)
    return work


def _overwritten(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    """Write a number as programs do, where one may well stand."""
    number = rng.choice((0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF))
    form = rng.choice(("B", "<H", ">H", "<I", ">I"))
    size = struct.calcsize(form)
    if len(work) >= size:
        place = rng.randrange(len(work) - size + 1)
        place -= place % size
        work[place : place + size] = struct.pack(form, number & (256**size - 1))
    return work


def _cut(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    return work[: rng.randrange(len(work) + 1)]


def _without_a_piece(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    start, end = _piece(work, rng)
    del work[start:end]
    return work


def _doubled(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    start, end = _piece(work, rng)
    work[start:start] = work[start:end] * rng.choice((1, 2, 50))
    return work


def _spliced(work: bytearray, rng: Random, others: Sequence[bytes]) -> bytearray:
    other = rng.choice(others) if others else b""
    start, end = _piece(other, rng)
    place = rng.randrange(len(work) + 1)
    if rng.random() < 0.5:
        work[place : place + end - start] = other[start:end]
    else:
        work[place:place] = other[start:end]
    return work


def _with_a_word(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    place = rng.randrange(len(work) + 1)
    work[place:place] = word(rng).encode("utf-8", "surrogatepass")
    return work


def _with_another_number(work: bytearray, rng: Random, _others: Sequence[bytes]) -> bytearray:
    """Replace the digits after some place."""
    start = rng.randrange(len(work) + 1)
    while start < len(work) and not 48 <= work[start] <= 57:
        start += 1
    end = start
    while end < len(work) and 48 <= work[end] <= 57:
        end += 1
    if start < end:
        work[start:end] = rng.choice((b"0", b"-1", b"99999999999999", b"1" * 400, b"1048577", b"2147483648", b"1e9"))
    return work


def _piece(content: bytes | bytearray, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + rng.choice((1, 2, 4, 16, 64, 512, 4096)))


_OPERATIONS: tuple[Operation, ...] = (
    *(_flipped, _overwritten, _cut, _without_a_piece, _doubled, _spliced, _with_a_word, _with_another_number),
)
