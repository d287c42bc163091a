"""One check says which addresses are those of the web."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.http.urls import (
    address_key,
    host_of,
    invalid_url_error,
    is_within,
    join_url,
    moved_url,
    resolve_url,
    split_url,
    typed_url,
)

WEB = [
    "http://exemple.fr",
    "https://exemple.fr/a?b=c%26d#e",
    "HTTPS://EXEMPLE.FR:8443/a",
    "http://127.0.0.1:8080/",
    "http://[::1]:8080/",
    "https://données.région.fr/jeux de données",
    "https://xn--donnes-cva.fr/",
    "https://jean:secret@exemple.fr/",
    "  https://exemple.fr/\n",
]
OTHER = [
    "",
    " ",
    "exemple.fr",
    "//exemple.fr/a",
    "/a",
    r"\\serveur\partage",
    "//",
    "file:///etc/passwd",
    "file://serveur/partage/{z}",
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://exemple.fr/",
    "vsicurl/http://exemple.fr",
    "/vsicurl/http://exemple.fr",
    "mailto:a@exemple.fr",
    "http:",
    "http://",
    "http:///a",
    "http:a",
    "http:/a",
    "http:\\\\exemple.fr\\",
    "http:/\\exemple.fr",
    "http://exemple.fr\\@ailleurs.fr/",
    "http://[::1",
    "http://::1]/",
    "http://a]b/",
    "http://exemple.fr:99999/",
    "http://exemple.fr:x/",
    "http://exemple.fr:0/",
    "http://exem\u2100ple.fr/",
    "http://exem ple.fr/",
    "http://exem\u00a0ple.fr/",
    "http://exem\u202eple.fr/",
    "http://exem\u200bple.fr/",
    "http://exem%2fple.fr/",
    "http://{z}.fr/",
    "http://exem\tple.fr/",
    "http://exemple.fr/a\r\nHost: b",
    "http://exemple.fr/\x00",
    "http://exemple.fr/\x7f",
    "http://exemple.fr/\ud83d",
    "http://\ud83d.fr/",
    "java\nscript:alert(1)",
    "http://exemple.fr/" + "a" * 8000,
]


@pytest.mark.parametrize("url", WEB)
def test_addresses_of_the_web_are_parted_as_they_are(url):
    parts = split_url(url)
    assert parts is not None
    assert parts.geturl().lower().rstrip("/") == url.strip().lower().rstrip("/")


@pytest.mark.parametrize("url", OTHER)
def test_all_others_are_none(url):
    """No exception of urlsplit's, and nothing that leads elsewhere than it seems to."""
    assert split_url(url) is None


@pytest.mark.parametrize("base", [*WEB, *OTHER])
@pytest.mark.parametrize("url", [*WEB, *OTHER])
def test_what_becomes_of_any_pair_is_an_address_of_the_web_or_nothing(url, base):
    parts = resolve_url(url, base)
    assert parts is None or split_url(parts.geturl()) == parts
    assert isinstance(join_url(base, url), str)


def test_a_place_is_reported_by_its_host_where_it_has_one():
    """The message about a bad address must not fail on it."""
    assert host_of("https://exemple.fr:8443/a") == "exemple.fr"
    assert host_of("http://[::1") == "http://[::1"
    assert host_of("http://jean:secret@[::1") == "http://[::1"
    assert len(str(invalid_url_error("x" * 9999))) < 200
    assert "secret" not in str(invalid_url_error("ftp://jean:secret@exemple.fr/"))


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("service=WFS&version=undefined&typeName=a", "service=WFS&typeName=a"),
        ("VERSION=null&a=NaN&b=%5Bobject%20Object%5D", ""),
        ("layer=undefined_areas&null=1&x=", "layer=undefined_areas&null=1&x="),
    ],
)
def test_parameters_that_a_portal_left_undefined_are_dropped(query, kept):
    """GeoNetwork writes `version=undefined` into addresses of services."""
    parts = resolve_url(f"https://exemple.fr/ows?{query}")
    assert parts is not None
    assert parts.query == kept


@pytest.mark.parametrize(
    ("url", "inside"),
    [
        ("https://exemple.fr/a", True),
        ("http://www.exemple.fr:8080/", True),
        ("https://faux-exemple.fr/", False),
        ("https://exemple.fr.autre.org/", False),
        ("https://autre.org/?exemple.fr", False),
        ("ftp://exemple.fr/", False),
        ("", False),
    ],
)
def test_a_domain_has_its_host_and_subdomains(url, inside):
    assert is_within(url, "exemple.fr") is inside


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" exemple.fr/a ", "https://exemple.fr/a"),
        ("localhost:8080", "https://localhost:8080"),
        ("http://exemple.fr", "http://exemple.fr"),
        ("ftp://exemple.fr", None),
        ("", None),
    ],
)
def test_an_address_that_is_typed_without_a_scheme_is_one_of_https(text, expected):
    parts = typed_url(text)
    assert (parts and parts.geturl()) == expected


def test_addresses_of_one_service_have_one_key():
    assert {address_key(url) for url in ("http://a.fr/csw", "https://a.fr/csw?", "https://a.fr/csw/")} == {"a.fr/csw"}
    assert address_key("https://a.fr/CSW") != address_key("https://a.fr/csw")


@pytest.mark.parametrize(
    ("url", "requested", "led_to", "moved"),
    [
        ("http://a.fr/csw", "http://a.fr/csw?service=CSW", "https://a.fr/csw?service=CSW", "https://a.fr/csw"),
        (
            "https://a.fr/csw?map=x",
            "https://a.fr/csw?map=x&r=1",
            "https://b.fr/csw?map=x&r=1",
            "https://b.fr/csw?map=x",
        ),
        ("https://a.fr/ods", "https://a.fr/ods/api/v2.1/x?l=1", "https://b.fr/new/api/v2.1/x?l=1", "https://b.fr/new"),
        ("https://a.fr", "https://a.fr/api/3/x?q=", "https://b.fr/ckan/api/3/x?q=", "https://b.fr/ckan"),
        # The client asks beside the address, and only the host is another.
        ("https://a.fr/dataset/", "https://a.fr/api/3/x?q=", "https://b.fr/api/3/x?q=", "https://b.fr/dataset/"),
        # To a page, to an address that does not tell, back to itself.
        ("https://a.fr/csw", "https://a.fr/csw?service=CSW", "https://b.fr/", ""),
        ("https://a.fr/dataset/", "https://a.fr/api/3/x?q=", "https://b.fr/v4/x?q=", ""),
        ("https://a.fr/csw", "https://a.fr/csw?a=1", "https://a.fr/csw?a=1&b=2", ""),
        ("https://a.fr/csw", "https://a.fr/csw?a=1", "mailto:x", ""),
        # The request of the service is gone: a login. What is new belongs to the service.
        ("https://a.fr/wms", "https://a.fr/wms?a=1", "https://b.fr/login?next=%2Fwms", ""),
        ("https://a.fr/wms", "https://a.fr/wms?a=1", "https://b.fr/ms?map=eau&a=1", "https://b.fr/ms?map=eau"),
        ("https://a.fr/ms?map=x", "https://a.fr/ms?map=x&a=1", "https://b.fr/eau?a=1", "https://b.fr/eau"),
        # Neither a name nor a password is proposed.
        ("https://a.fr/csw", "https://a.fr/csw?a=1", "https://me:secret@b.fr/csw?a=1", "https://b.fr/csw"),
    ],
)
def test_the_new_address_of_a_service_is_told_by_where_its_request_led(url, requested, led_to, moved):
    assert moved_url(url, requested, led_to) == moved
