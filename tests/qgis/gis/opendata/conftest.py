"""The open data of the bundled edition, written once for all tests, which read them only."""

from __future__ import annotations

import pytest

from ctd_plugin.data.opendata.publication import LICENCE_OUVERTE
from ctd_plugin.gis.opendata.export import export_data


@pytest.fixture(scope="session")
def package(bundled, tmp_path_factory):
    """A folder with the data package of the bundled edition, with publisher, contact, address and licence."""
    folder = tmp_path_factory.mktemp("package")
    export_data(
        bundled,
        folder,
        organisation="Région d’essai",
        contact="donnees@region.example.org",
        address="https://data.example.org/ctd",
        licence=LICENCE_OUVERTE,
    )
    return folder
