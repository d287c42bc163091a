"""Runs inside the real QGIS: searches of catalogues of which most fail; some are cancelled, or left in between."""

from __future__ import annotations

from qgis.PyQt.QtWidgets import QLineEdit, QPushButton, QTreeWidget

from tests.soak.inside.steps import Phase, Steps, close_panel, load_map, module, new_project, panel, part, turns


def begin() -> Steps:
    yield from new_project()
    yield from load_map()
    panel().show_catalogues()


def end() -> Steps:
    yield from close_panel()
    yield from new_project()


def search(number: int) -> Steps:
    """Search all catalogues: to the end, or until it is cancelled, replaced by another search, or hidden."""
    panel().show_catalogues()
    # That of before may not be deleted yet.
    dock = panel().open_dock()
    box, button = part(QLineEdit, "ctdSearchBox", dock), part(QPushButton, "ctdSearchButton", dock)
    box.setText(("eau", "forêt", "routes")[number % 3])
    tab = module("gui.search.tab").SearchTab
    (shown,) = dock.findChildren(tab)
    button.click()
    if number % 5 == 4:
        yield from turns(number % 11)
        shown.cancel()
    elif number % 7 == 6:
        yield from turns(number % 13)
        shown.search()
    yield lambda: not shown._is_running
    found = part(QTreeWidget, "ctdSearchResults", dock)
    if number % 3 == 0 and found.topLevelItemCount() and found.topLevelItem(0).childCount():
        found.setCurrentItem(found.topLevelItem(0).child(0))
        yield from turns()


def close_panel_while_searching(number: int) -> Steps:
    """Throw the panel away with a search going on, as an unload does."""
    yield from search(number)
    part(QPushButton, "ctdSearchButton", panel().open_dock()).click()
    yield from turns(number % 9)
    panel().close()
    yield from turns(3)


PHASES = [
    Phase("searches", 500, search, 40, begin, close_panel, end),
    Phase("searches given up", 50, close_panel_while_searching, 5, begin, close_panel, end),
]
