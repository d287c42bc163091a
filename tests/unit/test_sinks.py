"""Text from files and servers is escaped where it is shown, in one place for each kind of place."""

from __future__ import annotations

import ast
from functools import cache

import pytest

from tests.support.paths import PLUGIN

SINKS = {
    "pushMessage": {"gui/common/messages.py"},
    "pushWarning": {"algorithms"},
    "QgsMessageBarItem": {"gui/common/messages.py"},
    "setLicenses": {"gis/add/layer_metadata.py"},
    "setRights": {"gis/add/layer_metadata.py"},
    # A file that is made of a project names its map and the organisation.
    "setMetadata": {"gis/add/layer_metadata.py", "gis/layout/branding.py"},
    # Layers of an edition have words of ours, which QGIS Server writes into XML.
    "serverProperties": {"gis/add/layer_metadata.py", "gis/project/publication.py"},
    "setAbstract": {"gis/add/layer_metadata.py", "gis/project/publication.py"},
    "openUrl": {"gui/common/links.py"},
    "setHtml": {"gui/common/rich_items.py", "gui/common/page_view.py"},
    "querySublayers": {"gis/add/allowed_drivers.py"},
}
BOXES = {"warning", "information", "question", "critical", "about"}
TIPS = {"setToolTip", "setStatusTip", "setWhatsThis", "setTabToolTip"}
SAFE_TIPS = {"tr", "tooltip", "_tooltip", "auto_text", "record_hint", "no_earlier_edition"}


@cache
def calls():
    return [
        (path.relative_to(PLUGIN).as_posix(), node)
        for path in sorted(PLUGIN.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]


def name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("name", SINKS)
def test_each_kind_of_place_is_written_by_its_own_module_alone(name):
    users = {path for path, call in calls() if name_of(call.func) == name}
    assert {path for path in users if path not in SINKS[name] and path.partition("/")[0] not in SINKS[name]} == set()


def test_message_boxes_with_a_text_of_others_are_opened_in_one_place():
    """Qt guesses whether their text is HTML."""
    users = {
        path
        for path, call in calls()
        if name_of(call.func) in BOXES
        and isinstance(call.func, ast.Attribute)
        and name_of(call.func.value) == "QMessageBox"
    }
    assert users == {"gui/common/messages.py"}


def test_tooltips_are_our_own_words_or_escaped():
    """Qt guesses whether they are HTML."""
    doubtful = [
        (path, ast.unparse(call))
        for path, call in calls()
        if name_of(call.func) in TIPS
        and not (isinstance(call.args[-1], ast.Call) and name_of(call.args[-1].func) in SAFE_TIPS)
    ]
    # Names of regions and words of ours.
    known = {"gui/region/toolbar.py", "gui/search/form.py", "gui/panel/dock.py", "gui/region/tab.py"}
    assert {path for path, _ in doubtful} <= known, doubtful
