"""An authentication configuration of QGIS, as a person makes one."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsAuthMethodConfig

BASIC = "Basic c2lnOnNlY3JldA=="
"""The header of the configuration's user `sig` and password `secret`."""


MASTER_PASSWORD = "essai"
"""That of all tests: a profile of QGIS keeps the first that it is given, also from one run to the next."""


@pytest.fixture
def authcfg(qgis_app):
    """The id of a configuration with a name and a password; forgotten after the test."""
    manager = QgsApplication.authManager()
    assert manager.setMasterPassword(MASTER_PASSWORD, True)
    config = QgsAuthMethodConfig("Basic")
    config.setName("CTD")
    config.setConfig("username", "sig")
    config.setConfig("password", "secret")
    assert manager.storeAuthenticationConfig(config)[0]
    yield config.id()
    manager.removeAuthenticationConfig(config.id())
