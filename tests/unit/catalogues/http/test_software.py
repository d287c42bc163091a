"""What a response says of the software behind it."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.http.software import software_names


@pytest.mark.parametrize(
    ("server", "powered_by", "content", "expected"),
    [
        ("nginx/1.18.0", "", b"<xml/>", "nginx/1.18.0"),
        ("nginx", "pygeoapi 0.20.0", b"{}", "pygeoapi 0.20.0, nginx"),
        ("Apache", "", b"<!-- MapServer version 8.0.1 OUTPUT=PNG --><x/>", "MapServer 8.0.1, Apache"),
        ("", "", b"<!-- MapServer version \xff -->", ""),
        ("a" * 900, "", b"", "a" * 200),
        ("same", "same", b"", "same"),
    ],
)
def test_headers_and_the_comment_of_mapserver_are_read(server, powered_by, content, expected):
    assert software_names(server, powered_by, content) == expected
