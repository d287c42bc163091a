"""Only addresses of the web and of mail are opened, and files that the plugin wrote."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from qgis.core import Qgis
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QPushButton

from ctd_plugin.gis.markup.addresses import safe_address
from ctd_plugin.gui.common.links import open_link, show_written
from tests.support.panel import messages
from tests.support.windows import written


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("craig.fr", "https://craig.fr"),
        ("www.karugeo.fr/carte?x=1", "https://www.karugeo.fr/carte?x=1"),
        ("localhost.test.fr:8080/a", "https://localhost.test.fr:8080/a"),
        ("http://a.fr/x", "http://a.fr/x"),
        (" HTTPS://a.fr ", "HTTPS://a.fr"),
        ("mailto:a@b.fr", "mailto:a@b.fr"),
        ("a.b@c-d.fr", "mailto:a.b@c-d.fr"),
        ("mailto:a@b.fr?attach=/etc/passwd", None),
        ("file:///etc/passwd", None),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:alert(1)//craig.fr", None),
        ("data:text/html,<b>x</b>", None),
        ("ftp://a.fr", None),
        ("smb://a.fr", None),
        ("\\\\server\\share", None),
        ("https://", None),
        ("two words.fr", None),
        ("bonjour", None),
        ("", None),
    ],
)
def test_only_addresses_of_web_and_mail_open(window, qgis_new_project, opened, url, address):
    window.messageBar().clear_messages()
    assert safe_address(url) == address
    assert open_link(window, url) is (address is not None)
    assert len(opened) == (address is not None)
    assert len(messages(window, Qgis.MessageLevel.Warning)) == (address is None)


def test_a_refused_address_cannot_write_html_into_the_message_bar(window, qgis_new_project, opened):
    window.messageBar().clear_messages()
    assert not open_link(window, "data:<img src=x>")
    (message,) = messages(window, Qgis.MessageLevel.Warning)
    assert "<img" not in message


@pytest.mark.parametrize("name", ["carte été.pdf", "<b>a & b.pdf", "{path} 100%.pdf", 'l’état "final".pdf'])
def test_what_was_written_is_a_link_to_that_very_file_whatever_its_name(window, tmp_path, name, monkeypatch):
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    path = tmp_path / name
    show_written(window, "Map exported to {path}.", path)
    assert written(window) == [f"Map exported to {path}."]
    html = window.messageBar().currentItem().text()
    link = unescape(html.partition('href="')[2].partition('"')[0])
    assert Path(QUrl(link).toLocalFile()) == path
    window.messageBar().currentItem().findChild(QPushButton, "ctdOpenWritten").click()
    assert opened == [path]
