"""The form of the sharing: for whom, what each choice takes and refuses, and what is remembered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QEvent, QSize
from qgis.PyQt.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QRadioButton,
    QWidget,
)

from ctd_plugin.gui.dialogs.share_choices import ShareAs, share_choices, share_recipients
from ctd_plugin.gui.dialogs.share_form import ShareDialog
from ctd_plugin.i18n import set_user_language
from ctd_plugin.settings import Settings, read_settings, write_settings
from tests.support.event_loop import until
from tests.support.window_faults import large_type, window_faults

FIELDS = {
    ShareAs.PAGE: {"ctdSharePage", "ctdLanguage", "ctdShareOpen", "ctdShareOptions"},
    ShareAs.SLIDES: {"ctdShareSlides", "ctdLanguage", "ctdShareOpen", "ctdShareOptions"},
    ShareAs.DATA: {
        *("ctdShareData", "ctdShareContact", "ctdShareAddress", "ctdLanguage"),
        *("ctdShareOpen", "ctdShareOptions"),
    },
    ShareAs.DATABASE: {
        "ctdShareConnection",
        "ctdShareSchema",
        "ctdShareProject",
        "ctdLanguage",
        "ctdShareNoConnection",
    },
    ShareAs.FILE: {"ctdShareFile", "ctdShareProject", "ctdLanguage", "ctdShareNoConnection"},
    ShareAs.PROJECT: set(),
    ShareAs.PACK: set(),
}


@pytest.fixture
def form(tmp_path):
    """Return a function that opens the form, with a choice made."""
    opened = []

    def open_(choice=None, **stored):
        settings = Settings(export_folder=str(tmp_path), **stored)
        write_settings(settings)
        opened.append(ShareDialog(settings))
        if choice:
            pick(opened[-1], choice)
        return opened[-1]

    yield open_
    for dialog in opened:
        dialog.deleteLater()


def pick(dialog, choice):
    dialog.findChild(QRadioButton, share_choices()[choice].object_name).setChecked(True)


def test_every_choice_stands_under_one_heading():
    listed = [choice for choices in share_recipients().values() for choice in choices]
    assert listed == list(ShareAs)
    assert list(share_choices()) == listed


@pytest.mark.parametrize("choice", ShareAs)
def test_what_a_choice_takes_is_all_that_is_shown_and_a_sentence_says_what_it_is(form, choice):
    dialog = form(choice)
    dialog.show()
    names = set().union(*FIELDS.values())
    shown = {field.objectName() for field in dialog.findChildren(QWidget) if field.isVisible()} & names
    assert shown == FIELDS[choice]
    assert dialog.findChild(QLabel, "ctdShareSentence").text() == share_choices()[choice].sentence
    button = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    assert button.text() == share_choices()[choice].button


@pytest.mark.parametrize("code", ["fr", "en"])
def test_every_choice_is_for_everybody_in_large_type(form, code):
    """No text is cut, every field is named and reached by Tab."""
    set_user_language(code)
    with large_type(1.5):
        dialog = form()
        dialog.show()
        found = []
        for choice in ShareAs:
            pick(dialog, choice)
            QApplication.processEvents()
            dialog.resize(dialog.size().expandedTo(dialog.sizeHint().boundedTo(QSize(910, 512))))
            found += [f"{choice}: {fault}" for fault in window_faults(dialog)]
    assert "\n".join(found) == ""


def test_the_form_proposes_where_and_needs_no_more_than_the_choice(form, tmp_path):
    for choice, name in (
        (ShareAs.PAGE, "ctd-page.html"),
        (ShareAs.SLIDES, "ctd-slides.pdf"),
        (ShareAs.DATA, f"ctd-open-data-{date.today().isoformat()}"),
    ):
        dialog = form(choice)
        assert dialog.output() == tmp_path / name
        dialog.accept()
        assert dialog.result() == QDialog.DialogCode.Accepted, choice


def test_the_last_choice_and_the_answers_are_remembered(form, tmp_path):
    dialog = form(ShareAs.DATA, organisation="CRIGE")
    dialog.findChild(QLineEdit, "ctdShareContact").setText(" donnees@region.fr ")
    dialog.findChild(QLineEdit, "ctdShareAddress").setText("https://region.fr/ctd/")
    dialog.findChild(QCheckBox, "ctdShareOpen").setChecked(False)
    expected = Settings(
        export_folder=str(tmp_path),
        organisation="CRIGE",
        share_as="data",
        data_contact="donnees@region.fr",
        data_address="https://region.fr/ctd/",
        open_after_export=False,
    )
    assert dialog.settings() == expected
    write_settings(dialog.settings())
    again = ShareDialog(read_settings())
    assert again.choice() is ShareAs.DATA
    assert again.settings() == expected
    again.deleteLater()


@pytest.mark.parametrize("stored", ["", "database", "nonsense"])
def test_a_choice_that_cannot_be_made_gives_way_to_the_geopackage(form, stored):
    assert form(share_as=stored).choice() is ShareAs.FILE


@pytest.mark.parametrize(
    ("choice", "answers", "sentence"),
    [
        (ShareAs.PAGE, {"ctdSharePage": ""}, "Choose an output file."),
        (ShareAs.PAGE, {"ctdSharePage": "page.html"}, "Enter the full path of page.html."),
        (ShareAs.PAGE, {"ctdSharePage": "/tmp/page.pdf"}, "“page.pdf” does not end in .html; choose a name that does."),
        (ShareAs.SLIDES, {"ctdShareSlides": "/tmp/a.pptx"}, "“a.pptx” does not end in .pdf; choose a name that does."),
        (ShareAs.DATA, {"ctdShareData": " "}, "Choose an output folder."),
        (ShareAs.DATA, {"ctdShareContact": "Marie"}, "“Marie” is not an e-mail address; correct the contact."),
        (
            ShareAs.DATA,
            {"ctdShareAddress": "ftp://region.fr"},
            "“ftp://region.fr” is not a web address; it must begin with https:// or http://.",
        ),
    ],
)
def test_what_cannot_be_written_keeps_the_form_open_with_one_sentence(form, boxes, choice, answers, sentence):
    dialog = form(choice)
    for name, text in answers.items():
        field = dialog.findChild(QgsFileWidget, name)
        if field is not None:
            field.setFilePath(text)
        else:
            dialog.findChild(QLineEdit, name).setText(text)
    dialog.accept()
    assert boxes == [sentence]
    assert dialog.result() != QDialog.DialogCode.Accepted


def test_a_missing_logo_or_a_false_statement_of_the_options_is_told_before_anything_is_written(form, boxes):
    form(ShareAs.SLIDES, logo_1="/nowhere/logo.png").accept()
    form(ShareAs.PAGE, accessibility="Accessible", accessibility_address="javascript:x").accept()
    form(ShareAs.SLIDES, accessibility="Accessible", accessibility_address="javascript:x").accept()
    assert len(boxes) == 2
    assert boxes[0] == "The logo /nowhere/logo.png does not exist; choose another, or none."
    assert "not an http, https or mailto address" in boxes[1]


def test_what_is_there_is_replaced_only_when_the_user_says_so(form, boxes, tmp_path):
    folder = tmp_path / f"ctd-open-data-{date.today().isoformat()}"
    folder.mkdir()
    for file in (tmp_path / "ctd-page.html", folder / "datapackage.json"):
        file.touch()
    for choice in (ShareAs.PAGE, ShareAs.DATA):
        form(choice).accept()
    assert boxes == [f"{name} exists already. Replace it?" for name in ("ctd-page.html", "datapackage.json")]


def test_the_form_says_what_the_options_add(form):
    def said(choice, **stored):
        return form(choice, **stored).findChild(QLabel, "ctdShareOptions").text()

    assert "is set there, too" in said(ShareAs.PAGE)
    assert "Accessibility line of the page: Non conforme" in said(ShareAs.PAGE, accessibility="Non conforme")
    assert "ccessibility" not in said(ShareAs.SLIDES)
    assert said(ShareAs.DATA, organisation="CRIGE") == "Organisation that publishes: CRIGE (CTD options)."


def test_options_that_were_changed_meanwhile_are_told_when_the_user_comes_back(form):
    dialog = form(ShareAs.DATA)
    dialog.show()
    assert until(dialog.isActiveWindow)
    write_settings(replace(read_settings(), organisation="GIP"))
    QApplication.sendEvent(dialog, QEvent(QEvent.Type.ActivationChange))
    assert "GIP" in dialog.findChild(QLabel, "ctdShareOptions").text()


def test_settings_of_other_windows_stay(form):
    dialog = form(ShareAs.PACK, organisation="CRIGE", map_page="A3", pack_data=False)
    assert dialog.settings() == replace(read_settings(), share_as="pack")
