"""The window of the campaign, as the tests go through it."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QAbstractButton, QLabel, QTableWidget, QTabWidget, QWidget

from ctd_plugin.gis.background.background_job import BackgroundJob
from tests.support.jobs import running
from tests.support.windows import click, find, until

NAME = "ctdCampaignWindow"


def widget(name, kind=QWidget):
    found = find(NAME).findChild(kind, name)
    assert found is not None, name
    return found


def press(name):
    """Click a button and wait for what that starts."""
    click(widget(name, QAbstractButton))
    until(lambda: not running(BackgroundJob))


def show_tab(place):
    widget("ctdCollectTabs", QTabWidget).setCurrentIndex(place)


def rows(name):
    table = widget(name, QTableWidget)
    return [
        [table.item(row, column).text() for column in range(table.columnCount())] for row in range(table.rowCount())
    ]


def read(*paths):
    """Read folders and files that came back."""
    find(NAME).collect(list(paths))
    until(lambda: not running(BackgroundJob))


def label(name):
    return widget(name, QLabel).text()
