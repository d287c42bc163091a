"""What the tests of a pack share: a whole one, written once."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.layout.branding import Branding
from ctd_plugin.gis.pack.pack import Pack
from tests.support.packs import HOSTILE


@pytest.fixture(scope="session")
def packed(bundled, tmp_path_factory):
    """The folder of an English pack of the bundled survey."""
    folder = tmp_path_factory.mktemp("pack")
    assert Pack(bundled, map_language="en", branding=Branding(HOSTILE)).write(folder).index == folder / "index.html"
    return folder
