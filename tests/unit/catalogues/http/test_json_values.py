"""Values of JSON responses, whatever their types."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients import SEARCHED, search
from ctd_plugin.catalogues.http.html_text import LONGEST_LINE, LONGEST_TEXT, plain_text
from ctd_plugin.catalogues.http.json_values import (
    as_count,
    as_date,
    as_text,
    base_url,
    error_message,
    without_operators,
)
from ctd_plugin.catalogues.records import Query
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.catalogues.services.link_types import link_from_url


def test_an_error_is_reported_however_deep_and_whatever_it_is() -> None:
    deep: object = "words"
    for _ in range(300):
        deep = {"error": [deep]}
    assert error_message(deep) == ""
    assert error_message({"error": {"message": "<b>no</b> such field"}}) == "no such field"
    assert error_message({"message": None, "detail": [{"description": "x"}]}) == "x"
    assert error_message(None) == error_message(3) == error_message([]) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1671554653000, "2022-12-20"), (2026, "2026"), (10**20, ""), ("2026-01", "2026-01"), (True, ""), (None, "")],
)
def test_a_date_in_milliseconds_is_read(value: object, expected: str) -> None:
    assert as_date(value) == expected


def test_texts_have_an_end_that_shows() -> None:
    """Whatever looks into a text later looks into no more than that."""
    long = "a " * 1_000_000
    assert len(as_text(long)) == LONGEST_LINE
    assert as_text(long).endswith(" a…")
    assert len(plain_text(f"<p>{long}")) == LONGEST_TEXT
    address = "https://example.org/" + "a" * 20_000
    assert link_from_url(as_text(address)) is None


@pytest.mark.parametrize("url", ["http://[::1", "http://a.fr:x/api", "https://", "", "ftp://a.fr/api"])
def test_an_address_that_is_none_has_no_folder_and_raises_nothing(url: str) -> None:
    assert base_url(url, "api") == url


@pytest.mark.parametrize("protocol", SEARCHED)
@pytest.mark.parametrize("url", ["http://[::1", "http://a.fr:x/collections/a/items", "https://[/_search"])
def test_a_catalogue_at_an_address_that_is_none_is_asked_there_and_nothing_raises(protocol: Protocol, url: str) -> None:
    """The transport refuses the URL; the search went down with Python's ValueError."""
    assert next(search(protocol, url, Query("eau"))).url.startswith(url.partition("/collections")[0][:10])


def test_values_of_another_type_are_nothing() -> None:
    assert [as_text(value) for value in (" a\n b ", 3, 2.5, True, None, [], {})] == ["a b", "3", "2.5", "", "", "", ""]
    assert [as_count(value) for value in (3, "3", "9" * 5000, -1, True, 2.5, None)] == [
        3,
        3,
        None,
        None,
        None,
        None,
        None,
    ]


def test_words_are_kept_as_they_are_typed_but_for_operators() -> None:
    assert without_operators("  Réseau d’eau, d'Île-de-France (été) -bâti ") == "Réseau d’eau d'Île-de-France été bâti"
    assert without_operators('"*" || -- {!}') == ""
