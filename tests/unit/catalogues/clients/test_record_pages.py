"""Pages of records: limits, unread rows, and cursors."""

from __future__ import annotations

import pytest

from ctd_plugin.catalogues.clients.record_pages import (
    MOST_LINKS,
    MOST_RECORDS,
    check_type,
    next_cursor,
    read_records,
    record_page,
)
from ctd_plugin.catalogues.http.html_text import LONGEST_LINE
from ctd_plugin.catalogues.records import Link, LinkKind, Record


def test_one_record_that_is_like_no_other_does_not_lose_the_page() -> None:

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


def test_a_page_has_an_end_and_counts_what_is_beyond_it() -> None:
    row = {"id": "a"}
    found = record_page([row] * (MOST_RECORDS + 5), lambda _: Record("a", "A"))
    assert (len(found.records), found.unread) == (MOST_RECORDS, 5)


def test_a_record_has_an_end_and_says_what_is_beyond_it() -> None:
    """Nothing is left out in silence."""
    links = tuple(Link(LinkKind.PAGE, f"https://a.fr/{number}") for number in range(MOST_LINKS + 7))
    record = Record("a" * 20_000, "b" * 20_000, "c" * 100_000, links=links)
    records, unread, _ = read_records([record], lambda one: one)
    (kept,) = records
    assert (unread, len(kept.links), len(kept.id), len(kept.title)) == (0, MOST_LINKS, LONGEST_LINE, LONGEST_LINE)
    assert kept.abstract.endswith("…\n7 more links not listed.")
    small = Record("a", "b", "c", links=links[:3])
    assert read_records([small], lambda one: one) == ((small,), 0, 0)


@pytest.mark.parametrize("kind", ["featureCatalog", "FC_FeatureCatalogue", "sub-template", "harvest"])
def test_what_describes_no_data_is_counted_apart(kind) -> None:
    def read(row: dict[str, str]) -> Record:
        check_type(row["type"])
        return Record("a", "A")

    page = record_page([{"type": "dataset"}, {"type": kind}, {}], read, matched=3)
    assert (len(page.records), page.left_out, page.unread, page.received) == (1, 1, 1, 3)
