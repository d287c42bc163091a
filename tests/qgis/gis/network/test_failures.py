"""What failures of the network are called: in words of ours, in both languages, and nothing of what Qt says."""

from __future__ import annotations

import shutil
import socket
import ssl
import subprocess
import threading
from contextlib import contextmanager, suppress
from types import SimpleNamespace

import pytest
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkReply, QSslError

from ctd_plugin.catalogues.health import probe
from ctd_plugin.catalogues.http.exchange import Request, check_status, read_xml
from ctd_plugin.catalogues.registry import Confidence, Endpoint, Protocol
from ctd_plugin.gis.network.qt_messages import failure
from ctd_plugin.i18n import language, set_user_language
from tests.peers.faults import FAULTS, XML, Reply, dead_address, serving
from tests.support.conversations import one
from tests.support.english import english_passages, failure_words

pytestmark = pytest.mark.usefixtures("clean_network")

BOTH = pytest.mark.parametrize("code", ["fr", "en"])


def sentence_of(url, code):
    """Return the sentence on a request that fails, and see that a French one has no English."""
    set_user_language(code)

    def talk():
        return read_xml(check_status((yield Request(url))))

    sentence = str(one(talk()).error)
    if code == "fr":
        assert english_passages(sentence) == []
        assert failure_words(sentence) == set()
    return sentence


@BOTH
def test_a_refused_port(code):
    expected = {"fr": "injoignable\u00a0: connexion refusée", "en": "unreachable: connection refused"}
    assert sentence_of(dead_address(), code) == expected[code]


@BOTH
def test_a_connection_that_the_server_closes(raw_server, code):
    expected = {"fr": "le serveur a fermé la connexion", "en": "the server closed the connection"}
    assert expected[code] in sentence_of(raw_server(b""), code)


@pytest.mark.parametrize("headers", [(), (("Last-Modified", "Mon, 01 Jan 2024 00:00:00 GMT"),)], ids=["", "dated"])
def test_a_server_that_fails_is_not_covered_up_by_its_earlier_response(headers):
    with serving({"/": Reply(b"<xml/>", 200, XML, headers)}) as server:

        def talk():
            return read_xml(check_status((yield Request(server.url("/")))))

        assert one(talk()).error is None
        for _ in range(3):
            server.replies["/"] = FAULTS["500"]
            assert "500" in str(one(talk()).error)


@BOTH
def test_a_response_that_breaks_off(code):
    with serving({"/": FAULTS["truncated"]}) as server:
        sentence = sentence_of(server.url("/"), code)
    assert {"fr": "le serveur a fermé la connexion", "en": "the server closed the connection"}[code] in sentence


@BOTH
@pytest.mark.parametrize(
    ("fault", "french", "english"),
    [
        ("401", "401", "401"),
        ("403", "403", "403"),
        ("404", "404", "404"),
        ("500", "500, erreur interne du serveur", "500, internal error of the server"),
        ("exception", "«\u00a0L’index est fermé\u00a0»", "“L’index est fermé”"),
        ("login", "page web\u00a0: «\u00a0Connexion au portail", "web page: “Connexion au portail"),
        ("redirects", "", ""),
        ("to_a_file", "", ""),
        ("empty", "", ""),
        ("large", "", ""),
        ("not_gzip", "", ""),
    ],
)
def test_what_a_server_answers(fault, french, english, code):
    """What it says itself is quoted, for it may be in any language."""
    with serving({"/": FAULTS[fault]}) as server:
        assert (french if code == "fr" else english) in sentence_of(server.url("/"), code)


@BOTH
def test_a_name_that_no_server_has(code):
    sentence = sentence_of("http://portail.invalid/", code)
    assert sentence.startswith({"fr": "injoignable\u00a0: ", "en": "unreachable: "}[code])


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A self-signed certificate and its key."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("tls")
    files = SimpleNamespace(certificate=folder / "cert.pem", key=folder / "key.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", str(files.key), "-out", str(files.certificate)]
    subprocess.run([*command, *names], check=True, capture_output=True)
    return files


@contextmanager
def serving_tls(files):
    """Accept secure connections with a certificate while the block runs, and yield the address."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(files.certificate, files.key)
    listening = socket.create_server(("127.0.0.1", 0))

    def listen():
        with suppress(OSError):
            while True:
                client, _ = listening.accept()
                with suppress(OSError), context.wrap_socket(client, server_side=True) as secure:
                    secure.recv(1000)

    thread = threading.Thread(target=listen, daemon=True)
    thread.start()
    try:
        yield f"https://127.0.0.1:{listening.getsockname()[1]}/"
    finally:
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        thread.join(5)


@BOTH
def test_a_certificate_that_nobody_signed(certificate, code):
    with serving_tls(certificate) as url:
        sentence = sentence_of(url, code)
    assert {"fr": "certificat auto-signé", "en": "self-signed certificate"}[code] in sentence


@BOTH
def test_a_server_that_speaks_no_tls(code):
    with serving({"/": FAULTS["empty"]}) as server:
        sentence = sentence_of(server.url("/").replace("http:", "https:"), code)
    assert {"fr": "connexion sécurisée impossible", "en": "no secure connection"}[code] in sentence


def test_the_health_check_says_it_alike():
    set_user_language("fr")
    error = one(probe(Endpoint(Protocol.CSW, dead_address() + "/csw", Confidence.HIGH, ""))).error
    assert error.detail == "connexion refusée"


def failing(kind):
    """A reply that failed in a way that no server of a test can bring about."""
    return SimpleNamespace(
        error=lambda: kind,
        errorString=lambda: "The socket operation failed: something in English",
        url=lambda: QUrl("http://127.0.0.1/"),
    )


@pytest.mark.parametrize("status", [None, 200])
def test_every_error_of_qt_has_words_of_ours(status):
    kinds = QNetworkReply.NetworkError
    for kind in (value for name, value in vars(kinds).items() if name.endswith(("Error", "Failure"))):
        if kind == kinds.NoError:
            continue
        with language("fr"):
            sentence = str(failure(failing(kind), status))
        assert failure_words(sentence) == set(), sentence
        assert "English" not in sentence


def test_every_error_of_a_certificate_has_words_of_ours():
    for kind in (value for name, value in vars(QSslError.SslError).items() if name[0].isupper()):
        problem = SimpleNamespace(error=lambda kind=kind: kind)
        with language("fr"):
            sentence = str(failure(failing(QNetworkReply.NetworkError.SslHandshakeFailedError), None, [problem]))
        assert "certificat" in sentence
        assert english_passages(sentence) == []
