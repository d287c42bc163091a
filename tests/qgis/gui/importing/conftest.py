"""The assistant, and a survey with doubts."""

from __future__ import annotations

import pytest

from ctd_plugin.gui.importing.wizard import show_import_wizard
from tests.support.import_wizard import SURVEY, close


@pytest.fixture
def survey(tmp_path):
    path = tmp_path / "Enquête 2027.csv"
    path.write_text(SURVEY, encoding="utf-8")
    return path


@pytest.fixture
def wizard(window, windows, qgis_processing):
    wizard = show_import_wizard(window, windows)
    yield wizard
    close(wizard)
