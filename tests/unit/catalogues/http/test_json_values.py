"""What JSON answers hold, read whatever it turns out to be."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients import SEARCHED, search
from ctd_plugin.catalogues.clients.record_pages import MOST_LINKS, MOST_RECORDS, next_cursor, read_records, record_page
from ctd_plugin.catalogues.http.html_text import LONGEST_LINE, LONGEST_TEXT, plain_text
from ctd_plugin.catalogues.http.json_values import (
    as_count,
    as_date,
    as_text,
    base_url,
    error_message,
    without_operators,
)
from ctd_plugin.catalogues.records import Link, LinkKind, Query, Record
from ctd_plugin.catalogues.registry import Protocol
from ctd_plugin.catalogues.services.link_types import link_from_url


def test_one_record_that_is_like_no_other_does_not_lose_the_page() -> None:
    """Failure 12."""

    def read(row: dict[str, object]) -> Record | None:
        return Record(str(row["id"]), str(row["title"]).upper()) if int(str(row["size"])) else None

    rows = [{"id": 1, "title": "a", "size": 1}, {"id": 2}, {"id": 3, "title": "c", "size": "x"}, None, {"size": 0}]
    assert (record_page(rows, read).records, record_page(rows, read).unread) == ((Record("1", "A"),), 4)


@pytest.mark.parametrize(
    ("start", "returned", "asked", "matched", "cursor"),
    [(0, 20, 20, 45, "20"), (20, 5, 20, 45, "25"), (40, 5, 20, 45, ""), (0, 0, 20, 45, ""), (0, 20, 20, None, "20")],
)
def test_the_next_page_begins_where_this_one_ends(start, returned, asked, matched, cursor) -> None:
    assert next_cursor(start, returned, asked, matched) == cursor


def test_an_error_is_told_however_deep_and_whatever_it_is() -> None:
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
    """Hardening 7: whatever looks into a text later looks into no more than that."""
    long = "a " * 1_000_000
    assert len(as_text(long)) == LONGEST_LINE
    assert as_text(long).endswith(" a…")
    assert len(plain_text(f"<p>{long}")) == LONGEST_TEXT
    address = "https://example.org/" + "a" * 20_000
    assert link_from_url(as_text(address)) is None


def test_a_page_has_an_end_and_counts_what_is_beyond_it() -> None:
    """Hardening 9."""
    row = {"id": "a"}
    found = record_page([row] * (MOST_RECORDS + 5), lambda _: Record("a", "A"))
    assert (len(found.records), found.unread) == (MOST_RECORDS, 5)


def test_a_record_has_an_end_and_says_what_is_beyond_it() -> None:
    """Hardening 9: nothing is left out in silence."""
    links = tuple(Link(LinkKind.PAGE, f"https://a.fr/{number}") for number in range(MOST_LINKS + 7))
    record = Record("a" * 20_000, "b" * 20_000, "c" * 100_000, links=links)
    records, unread = read_records([record], lambda one: one)
    (kept,) = records
    assert (unread, len(kept.links), len(kept.id), len(kept.title)) == (0, MOST_LINKS, LONGEST_LINE, LONGEST_LINE)
    assert kept.abstract.endswith("…\n7 more links are left out.")
    small = Record("a", "b", "c", links=links[:3])
    assert read_records([small], lambda one: one) == ((small,), 0)


@pytest.mark.parametrize("url", ["http://[::1", "http://a.fr:x/api", "https://", "", "ftp://a.fr/api"])
def test_an_address_that_is_none_has_no_folder_and_raises_nothing(url: str) -> None:
    """Hardening 16."""
    assert base_url(url, "api") == url


@pytest.mark.parametrize("protocol", SEARCHED)
@pytest.mark.parametrize("url", ["http://[::1", "http://a.fr:x/collections/a/items", "https://[/_search"])
def test_a_catalogue_at_an_address_that_is_none_is_asked_there_and_nothing_raises(protocol: Protocol, url: str) -> None:
    """Hardening 16: whoever fetches an answer refuses the address; the search went down with Python's ValueError."""
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
