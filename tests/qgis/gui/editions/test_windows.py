"""The windows of editions are read and used with the keyboard, a screen reader, a small screen and large type."""

from __future__ import annotations

import pytest

from ctd_plugin.gis.editions.place import EditionPlace, remember
from ctd_plugin.gui.editions.compare import show_compare_dialog
from ctd_plugin.gui.editions.open_dialog import OpenEditionDialog
from ctd_plugin.gui.map.load import load_map
from ctd_plugin.i18n import set_user_language
from tests.support.editions import later_edition
from tests.support.window_faults import large_type, window_faults
from tests.support.windows import until


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("factor", [1, 1.5])
def test_both_windows_have_names_a_tab_order_and_no_cut_text(window, windows, tmp_path, code, factor):
    set_user_language(code)
    remember(EditionPlace(str(later_edition(tmp_path / "Enquête 2026.gpkg"))))
    load_map(window)
    with large_type(factor):
        chosen = windows.show("ctdOpenEditionDialog", lambda: OpenEditionDialog(window, windows))
        until(lambda: chosen._open.isEnabled())
        assert window_faults(chosen) == []
        compared = show_compare_dialog(window, windows)
        assert window_faults(compared) == []
