"""Zip files that lie, swell, or are damaged: read within limits, or refused in one sentence."""

from __future__ import annotations

import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest

from ctd_plugin.errors import CtdError
from ctd_plugin.zip_reader import ZipError, ZipReader, ZipTooLarge

TEXT = b"Bretagne;CTD existant\n" * 200


def zip_of(path: Path, content: bytes = TEXT, method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("part.xml", content)
    return path


def claiming(content: bytes, size: int) -> bytes:
    """Return a zip file of one member that says to be of another size."""
    for signature, place in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        start = content.rfind(signature) + place
        content = content[:start] + struct.pack("<I", size) + content[start + 4 :]
    return content


def flagged(content: bytes, flag: int) -> bytes:
    """Return a zip file of one member with a flag set: 1 says that it is password-protected."""
    for signature, place in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        start = content.rfind(signature) + place
        content = content[:start] + struct.pack("<H", flag) + content[start + 2 :]
    return content


def read_member(container: Path | bytes, name: str, limit: int) -> bytes:
    with ZipReader(container) as archive:
        return archive.read(name, limit)


def test_a_member_is_read_from_a_file_or_from_bytes(tmp_path):
    path = zip_of(tmp_path / "a.zip")
    assert read_member(path, "part.xml", len(TEXT)) == read_member(path.read_bytes(), "part.xml", 10**6) == TEXT
    with ZipReader(path) as archive:
        assert archive.names == ["part.xml"]
        assert archive.unpacked_size == len(TEXT)


def test_a_member_that_says_to_be_larger_is_refused_before_it_is_unpacked(tmp_path):
    """What a file swells to is looked at before bytes are read."""
    path = zip_of(tmp_path / "a.zip", bytes(5_000_000))
    with pytest.raises(ZipTooLarge, match=r"a\.zip is too large once uncompressed \(“part\.xml”, 5 MB\)"):
        read_member(path, "part.xml", 4_999_999)


def test_a_member_that_hides_its_size_is_not_unpacked_beyond_it(tmp_path):
    """A member that says 10 bytes and holds 50 MB."""
    content = claiming(zip_of(tmp_path / "a.zip", bytes(50_000_000)).read_bytes(), 10)
    with pytest.raises(ZipError, match="is damaged or not a ZIP file"):
        read_member(content, "part.xml", 1000)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_ways_to_pack_are_refused(tmp_path, method):
    """LZMA has errors and sizes of its own, and no office writes it."""
    with pytest.raises(ZipError, match=r"a\.zip uses an unsupported compression"):
        read_member(zip_of(tmp_path / "a.zip", method=method), "part.xml", 10**6)


def test_a_member_that_is_not_there_is_reported(tmp_path):
    with pytest.raises(ZipError, match=r"is incomplete \(“other” is missing\)"):
        read_member(zip_of(tmp_path / "a.zip"), "other", 10**6)


def test_a_locked_member_is_reported(tmp_path):
    with pytest.raises(ZipError, match="the file is damaged or not a ZIP file"):
        read_member(flagged(zip_of(tmp_path / "a.zip").read_bytes(), 1), "part.xml", 10**6)


def test_no_file_and_no_zip_file_are_reported(tmp_path):
    with pytest.raises(ZipError, match=r"absent\.zip cannot be read \(file or folder not found\)"):
        read_member(tmp_path / "absent.zip", "part.xml", 10)
    for content in (b"", b"PK", b"PK\3\4" + bytes(50), b"region;statut\n"):
        with pytest.raises(ZipError):
            read_member(content, "part.xml", 10)


def test_a_file_damaged_anywhere_is_read_or_refused(tmp_path):
    """zlib.error and its like, wherever a byte is wrong."""
    whole = zip_of(tmp_path / "a.zip").read_bytes()
    for place in range(len(whole)):
        for wrong in (0, 255, whole[place] ^ 1):
            content = whole[:place] + bytes([wrong]) + whole[place + 1 :]
            with suppress(CtdError):
                assert len(read_member(content, "part.xml", 10**6)) <= 10**6
    for length in range(len(whole)):
        with pytest.raises(CtdError):
            read_member(whole[:length], "part.xml", 10**6)
