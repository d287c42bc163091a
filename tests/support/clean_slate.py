"""The fixture that starts each test anew, for the tests in QGIS and those with its server."""

from __future__ import annotations

import pytest
from qgis.core import QgsSettings

from ctd_plugin.i18n import set_user_language


@pytest.fixture(autouse=True)
def clean_slate():
    """Speak English, draw maps in French and remember nothing from another test: the locale "C" names no language."""
    set_user_language("C")
    QgsSettings().remove("ctd")
    yield
    QgsSettings().remove("ctd")
    set_user_language("C")
