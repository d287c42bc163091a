"""Each page and the report: every control is named and reached by Tab, and no text is cut, at 150 % too."""

from __future__ import annotations

import pytest

from ctd_plugin.gui.importing.wizard import show_import_wizard
from ctd_plugin.i18n import set_user_language
from tests.support.import_wizard import finish, go_on, take
from tests.support.window_faults import large_type, window_faults
from tests.support.windows import collect, find


@pytest.mark.parametrize("factor", [1, 1.5], ids=["100 %", "150 %"])
@pytest.mark.parametrize("code", ["fr", "en"])
def test_no_page_has_a_fault(window, windows, qgis_processing, survey, tmp_path, code, factor):
    set_user_language(code)
    window.mainWindow().show()
    with large_type(factor):
        wizard = show_import_wizard(window, windows)
        take(wizard, survey)
        faults = window_faults(wizard)
        for _ in range(5):
            go_on(wizard)
            faults += window_faults(wizard)
        finish(wizard, tmp_path / "a.gpkg", add=False)
        collect()
        faults += window_faults(find("ctdImportReport"))
        windows.close()
    window.mainWindow().hide()
    assert faults == []
