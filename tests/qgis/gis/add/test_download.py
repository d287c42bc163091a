"""Files are downloaded whole or not at all, beside what is there."""

from __future__ import annotations

import io
import resource
import shutil
import zipfile
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QCoreApplication

from ctd_plugin.catalogues.records import Link, LinkKind
from ctd_plugin.data.paths import GEOPACKAGE
from ctd_plugin.gis.add.download import DownloadJob, download, layers_in_file
from ctd_plugin.gis.background.job import stop
from ctd_plugin.gis.network import file_download
from ctd_plugin.gis.network.download_limits import DEFAULT_LIMITS, DownloadLimits
from tests.peers.faults import FAULTS, MEGABYTE, Reply, bomb, dead_address, gzipped, serving, serving_apart
from tests.support.added_layers import LIMIT, Heartbeat, until
from tests.support.jobs import running


class DownloadSignals:
    """The signals of a download."""

    def __init__(self, one):
        self.job = one
        self.progress, self.paths, self.errors = [], [], []
        one.progress.connect(lambda received, total: self.progress.append((received, total)))
        one.done.connect(self.paths.append)
        one.failed.connect(self.errors.append)

    @property
    def ended(self):
        return bool(self.paths or self.errors)


@pytest.fixture(autouse=True)
def nothing_left(qgis_app):
    yield
    assert not running(DownloadJob)


def begin(url, folder, seconds=LIMIT, limits=DEFAULT_LIMITS, **more):
    return DownloadSignals(download(Link(LinkKind.FILE, url, **more), folder, seconds, limits))


def wait_for_signals(url, folder, seconds=LIMIT, **more):
    signals = begin(url, folder, seconds, **more)
    assert until(lambda: signals.ended)
    return signals


def kept(url, folder, **more):
    signals = wait_for_signals(url, folder, **more)
    assert signals.errors == []
    (path,) = signals.paths
    return path


def test_a_file_is_kept_under_the_name_that_the_server_gives(tmp_path):
    """The name is not ASCII."""
    named = (("Content-Disposition", "attachment; filename*=UTF-8''for%C3%AAts%20%26%20bois.csv"),)
    with serving({"/get": Reply("nom;é\n".encode(), headers=named)}) as server:
        path = kept(server.url("/get?id=1"), tmp_path)
    assert path == tmp_path / "forêts & bois.csv"
    assert path.read_bytes() == "nom;é\n".encode()
    assert list(tmp_path.iterdir()) == [path]
    other = tmp_path / "other"
    other.touch()
    assert path.stat().st_mode == other.stat().st_mode


def test_what_is_there_already_is_never_overwritten(tmp_path):
    (tmp_path / "a.csv").write_text("mine")
    (tmp_path / "a (2).csv").mkdir()
    with serving({"/a.csv": Reply(b"theirs")}) as server:
        jobs = [begin(server.url("/a.csv"), tmp_path) for _ in range(3)]
        assert until(lambda: all(signals.ended for signals in jobs))
    assert sorted(signals.paths[0].name for signals in jobs) == ["a (3).csv", "a (4).csv", "a (5).csv"]
    assert (tmp_path / "a.csv").read_text() == "mine"
    assert (tmp_path / "a (5).csv").read_text() == "theirs"


def test_a_large_file_goes_to_the_disk_as_it_comes_and_the_main_thread_goes_on(tmp_path):
    """More than any answer that is read in memory."""
    with serving_apart({"/large.tif": Reply(b"x" * MEGABYTE, times=200)}) as (address,):
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        heart = Heartbeat()
        signals = wait_for_signals(f"{address}/large.tif", tmp_path)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    (path,) = signals.paths
    assert path.stat().st_size == 200 * MEGABYTE
    print("grown by", round(grown), "MB; the main thread was away for", round(heart.longest * 1000), "ms")
    assert grown < 50
    assert heart.longest < 1
    assert signals.progress[-1] == (200 * MEGABYTE, 200 * MEGABYTE)
    received = [received for received, _ in signals.progress]
    assert received == sorted(received)
    assert len(received) > 10


def test_a_packed_response_is_kept_unpacked_and_its_size_is_not_taken_for_the_files(tmp_path):
    with serving({"/a.csv": gzipped(Reply(b"a;b\n" * 1000))}) as server:
        signals = wait_for_signals(server.url("/a.csv"), tmp_path)
    assert signals.paths[0].read_bytes() == b"a;b\n" * 1000
    assert {total for _, total in signals.progress} == {None}


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("403", "access denied"),
        ("404", "not found"),
        ("500", "service error"),
        ("truncated", "cut off"),
        ("redirects", "too many redirects"),
    ],
)
def test_what_does_not_come_whole_is_not_kept_and_the_sentence_says_why(tmp_path, fault, words):
    with serving({"/a.zip": FAULTS[fault]}) as server:
        (sentence,) = wait_for_signals(server.url("/a.zip"), tmp_path, title="Plan").errors
    assert sentence.startswith("“Plan” was not downloaded: ")
    assert words in sentence
    assert sentence.endswith("(127.0.0.1).")
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_is_not_there_or_falls_silent_ends_it(tmp_path):
    (sentence,) = wait_for_signals(dead_address() + "/a.zip", tmp_path).errors
    assert "unreachable" in sentence
    with serving({"/a.zip": FAULTS["slow"], "/drip.zip": Reply(b"x" * 30, pause=0.1)}) as server:
        (sentence,) = wait_for_signals(server.url("/a.zip"), tmp_path, 0.5).errors
        assert "timed out" in sentence
        # Slow as it is, it never falls silent for so long.
        path = kept(server.url("/drip.zip"), tmp_path, seconds=0.5)
    assert path.stat().st_size == 30


ENDLESS = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("kind", ["announced", "endless", "packed"])
def test_more_than_the_user_allows_is_not_kept(tmp_path, raw_server, kind):
    """An endless body filled the disk, a small packed one became large."""
    limit, sizes = DownloadLimits(megabytes=2), []
    with serving({"/a.zip": bomb(50) if kind == "packed" else Reply(b"x" * MEGABYTE, times=20)}) as server:
        address = raw_server(ENDLESS, b"x" * 65536, again=True) if kind == "endless" else server.address
        signals = begin(f"{address}/a.zip", tmp_path, limits=limit, title="Plan")
        signals.job.progress.connect(lambda *_: sizes.extend(p.stat().st_size for p in tmp_path.iterdir()))
        assert until(lambda: signals.ended)
    (sentence,) = signals.errors
    assert "more than 2 MB, the limit set in Settings › Options › CTD" in sentence
    assert max(sizes, default=0) <= 2_000_000
    assert list(tmp_path.iterdir()) == []


def test_a_body_that_trickles_for_ever_has_an_end(tmp_path, raw_server, monkeypatch):
    """A byte a second is never silent for long."""
    monkeypatch.setattr(file_download, "_MINUTE", 500)
    address = raw_server(ENDLESS, b"x", again=True, pause=0.05)
    signals = wait_for_signals(f"{address}/a.zip", tmp_path, 5, limits=DownloadLimits(minutes=1))
    (sentence,) = signals.errors
    assert "incomplete after 1 min, the limit set in Settings › Options › CTD" in sentence
    assert signals.progress
    assert list(tmp_path.iterdir()) == []


def test_what_is_exactly_as_large_as_allowed_is_kept(tmp_path):
    with serving({"/a.zip": Reply(b"x" * 1_000_000)}) as server:
        assert kept(server.url("/a.zip"), tmp_path, limits=DownloadLimits(megabytes=1)).stat().st_size == 1_000_000


def test_cancelled_at_any_moment_it_leaves_nothing(tmp_path):
    with serving({"/drip.zip": Reply(b"x" * 500, pause=0.05)}) as server:
        signals = begin(server.url("/drip.zip"), tmp_path)
        assert until(lambda: len(signals.progress) > 3)
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
        stop()
        assert list(tmp_path.iterdir()) == []
        signals.job.cancel()
        QCoreApplication.processEvents()
    assert not signals.ended


def test_a_folder_that_is_gone_or_a_full_disk_is_reported(tmp_path, monkeypatch):
    with serving({"/a.zip": Reply(b"x" * MEGABYTE, times=20)}) as server:
        (sentence,) = wait_for_signals(server.url("/a.zip"), tmp_path / "gone").errors
        assert "cannot write to the folder" in sentence
        # The disk of a test cannot be filled; what the system says of it can be told.
        usage = shutil.disk_usage(tmp_path)
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=10))
        (sentence,) = wait_for_signals(server.url("/a.zip"), tmp_path).errors
    assert "not enough disk space" in sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's full device")
def test_bytes_that_the_disk_does_not_take_end_it(tmp_path):
    with serving({"/a.zip": Reply(b"x" * 1000)}) as server:
        signals = begin(server.url("/a.zip"), tmp_path)
        signals.job._exchange._file = io.FileIO("/dev/full", "wb")
        assert until(lambda: signals.ended)
        (sentence,) = signals.errors
    assert "cannot be written (no space left on the disk)" in sentence
    assert list(tmp_path.iterdir()) == []


def test_layers_are_found_in_files_also_inside_a_zip(tmp_path):
    shutil.copyfile(GEOPACKAGE, tmp_path / "ctd.gpkg")
    names = {layer.name() for layer in layers_in_file(tmp_path / "ctd.gpkg")}
    assert any("regions" in name for name in names)
    (tmp_path / "été.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"n": 1},'
        ' "geometry": {"type": "Point", "coordinates": [1, 2]}}]}'
    )
    with zipfile.ZipFile(tmp_path / "données.zip", "w") as archive:
        archive.write(tmp_path / "ctd.gpkg", "dossier/ctd.gpkg")
        archive.write(tmp_path / "été.geojson", "été.geojson")
    found = layers_in_file(tmp_path / "données.zip")
    assert all(layer.isValid() for layer in found)
    assert any("regions" in layer.source() for layer in found)
    assert any("été.geojson" in layer.source() for layer in found)
    (tmp_path / "lisez-moi.txt").write_text("rien")
    assert layers_in_file(tmp_path / "lisez-moi.txt") == []
    (tmp_path / "cassé.zip").write_bytes(b"PK\x03\x04broken")
    assert layers_in_file(tmp_path / "cassé.zip") == []
