"""Only addresses of the web and of mail are opened."""

from __future__ import annotations

import pytest
from qgis.core import Qgis

from ctd_plugin.gui.common.links import open_link, safe_address
from tests.support.panel import messages


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
