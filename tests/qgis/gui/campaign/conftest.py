"""The window of the campaign, opened as its action opens it and held by nobody here."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.background.background_job import BackgroundJob
from ctd_plugin.gui.campaign.window import show_campaign
from tests.support.jobs import running
from tests.support.windows import collect, until


@pytest.fixture
def campaign(window, windows, qgis_processing):
    window.mainWindow().show()
    show_campaign(window, windows)
    collect()
    yield "ctdCampaignWindow"
    windows.close()
    until(lambda: not running(BackgroundJob))
    window.mainWindow().hide()
