"""What a response is taken for: JSON, XML, or a failure with a quotation of the content."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.http.exchange import (
    CatalogueError,
    FailureReason,
    Response,
    failure_labels,
    read_json,
    read_xml,
)
from ctd_plugin.catalogues.http.html_text import plain_text
from ctd_plugin.catalogues.http.json_values import read_json_object

LOGIN = b"<!DOCTYPE html><html><head><title>Connexion</title></head><body>Mot de passe</body></html>"
BOMB = '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
REPORT = (
    b'<ows:ExceptionReport xmlns:ows="o"><ows:Exception><ows:ExceptionText>Bad <!-- x -->filter'
    b"</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
)


@pytest.mark.parametrize(
    ("status", "reason"),
    [(401, "refused"), (403, "refused"), (404, "not_found"), (410, "not_found"), (429, "busy"), (500, "exception")],
)
def test_a_status_that_is_no_success_is_a_failure(status: int, reason: str) -> None:
    for read in (read_json, read_xml):
        with pytest.raises(CatalogueError) as caught:
            read(Response(status, b"{}"))
        assert caught.value.reason == reason


@pytest.mark.parametrize("read", [read_json, read_xml])
def test_a_login_page_with_status_200_is_reported_as_a_web_page(read) -> None:
    with pytest.raises(CatalogueError, match="web page: “Connexion") as caught:
        read(Response(200, LOGIN, "text/html"))
    assert caught.value.reason is FailureReason.UNREADABLE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_is_refused(encoding: str) -> None:
    with pytest.raises(CatalogueError, match="DTD or entities"):
        read_xml(Response(200, BOMB.encode(encoding)))


def test_the_text_of_an_exception_report_is_reported() -> None:
    with pytest.raises(CatalogueError, match="Bad filter") as caught:
        read_xml(Response(200, REPORT))
    assert caught.value.reason is FailureReason.EXCEPTION


@pytest.mark.parametrize(
    "said",
    [
        "java.lang.NullPointerException at org.fao.geonet.Engine.run(Engine.java:42)",
        "Read failed: org.elasticsearch.ElasticsearchStatusException: all shards failed",
        "Traceback (most recent call last): File",
        'psycopg2.OperationalError: FATAL: role "www" does not exist',
        "KeyError: 'id'",
        "HTTP Status 500 – Internal Server Error Type Exception Report",
        "502 Bad Gateway nginx/1.18.0",
        '{"error":{"reason":"all shards failed"},"status":503}',
    ],
)
def test_what_a_program_writes_for_its_developers_is_not_shown(said) -> None:
    error = CatalogueError(FailureReason.EXCEPTION, "500", said=said)
    assert str(error) == "service error: 500, internal error of the server"


@pytest.mark.parametrize("said", ["Le jeu est fermé", "Error in the request: too many", "L’erreur (3) est connue"])
def test_what_a_server_says_to_people_is_quoted(said) -> None:
    assert CatalogueError(FailureReason.EXCEPTION, said=said).detail == f"“{said}”"


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff\xfe\x00"])
def test_broken_json_is_a_failure(content: bytes) -> None:
    with pytest.raises(CatalogueError):
        read_json(Response(200, content))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_is_read_in_each_encoding_of_its_standard(encoding: str) -> None:
    assert read_json(Response(200, '{"a": "é"}'.encode(encoding))) == {"a": "é"}


def test_every_trouble_has_a_label() -> None:
    assert set(failure_labels()) == set(FailureReason)


def test_html_is_made_plain() -> None:
    text = "<p>Réseau d&rsquo;eau &amp; <b>puits</b></p><script>alert(1)</script><ul><li>un<li>deux</ul>\x00"
    assert plain_text(text) == "Réseau d’eau & puits\nun\ndeux"
    assert plain_text("a < b") == "a < b"


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ('<a title="a > b">c</a>', "c"),
        ("salinité <5 et >2, x < y", "salinité <5 et >2, x < y"),
        ("<b", "<b"),
        ("a<!-- > <b> -->b<!-- c", "ab<!-- c"),
        ("<style>p > a {}</style>x<script>if (a<b) {}", "x"),
        ("<p class='l>e'>é<br/>è</P>", "é\nè"),
        ("&#xD800;&#" + "9" * 5000 + ";&amp;lt;", "\ufffd\ufffd&lt;"),
        ("<![CDATA[x]]>", ""),
        ("</ p>a</>b", "</ p>a</>b"),
    ],
)
def test_awkward_html_is_made_plain(html: str, plain: str) -> None:
    """Python's own parser takes minutes or raises at some of these."""
    assert plain_text(html) == plain


def test_error_words_have_no_half_of_a_character() -> None:
    with pytest.raises(CatalogueError) as caught:
        read_json_object(Response(400, b'"\xed\xa0\xbd"'))
    assert str(caught.value).encode()
