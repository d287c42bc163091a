"""The servers of these tests, started once for all of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.peers.pycsw_peer import running_pycsw
from tests.peers.pygeoapi_peer import running_pygeoapi


@pytest.fixture(scope="session")
def pycsw(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_pycsw(tmp_path_factory.mktemp("pycsw")) as url:
        yield url


@pytest.fixture(scope="session")
def pygeoapi(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_pygeoapi(tmp_path_factory.mktemp("pygeoapi")) as url:
        yield url
