"""Questions to the user."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtWidgets import QMessageBox

from ctd_plugin.gui.common.messages import choose_action, confirm


@pytest.fixture
def answered(monkeypatch):
    """Let the next question be answered by the button of a text; what Enter would press is noted."""
    pressed = []

    def answer(text):
        def press(box):
            pressed.append(box.defaultButton().text())
            next(button for button in box.buttons() if button.text() == text).click()

        monkeypatch.setattr(QMessageBox, "exec", press)
        return pressed

    return answer


def test_a_loss_is_confirmed_by_its_own_button_and_enter_cancels_it(window, answered):
    assert answered("Replace") == []
    assert confirm(window.mainWindow(), "Export", "a.csv exists already.", "Replace")
    assert answered("Cancel") == ["Cancel"]
    assert not confirm(window.mainWindow(), "Export", "a.csv exists already.", "Replace")


def test_a_question_goes_with_its_answer(window, answered, flush_deletes):
    """QGIS's window kept them all."""
    answered("Both")
    assert choose_action(window.mainWindow(), "Pack", "There are files.", ["Both", "One"]) == 0
    flush_deletes()
    assert window.mainWindow().findChildren(QMessageBox) == []
