"""Merging the records of several catalogues: nothing twice, nothing lost, in any order."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from ctd_plugin.catalogues.merging import FoundRecord, MergedRecords, filter_by_kind, query_words, search_text
from ctd_plugin.catalogues.plan import Catalogue
from ctd_plugin.catalogues.records import Extent, Link, LinkKind, Record
from ctd_plugin.catalogues.registry import Protocol

UUID = "5d3c0a3e-8c29-4b0a-9a52-0d9d1b0f3a11"


def catalogue(id_: str, region: str = "53", platform: str = "", url: str = "") -> Catalogue:
    return Catalogue(id_, id_, platform or id_, region, Protocol.CSW, url or f"https://{id_}/csw", None)


A, B = catalogue("a"), catalogue("b", "52")
NATIONAL = catalogue("geoplateforme-06", "06", platform="geoplateforme")


def wms(layer: str, url: str = "https://maps.fr/ows") -> Link:
    return Link(LinkKind.WMS, url, layer)


def wfs(layer: str, url: str = "https://maps.fr/ows") -> Link:
    return Link(LinkKind.WFS, url, layer)


PAGE = Link(LinkKind.PAGE, "https://maps.fr/page")


def merged(*results: tuple[Catalogue, list[Record]]) -> MergedRecords:
    whole = MergedRecords()
    for asked, records in results:
        whole.add(asked, records)
    return whole


def groups(*results: tuple[Catalogue, list[Record]]) -> set[tuple[str, ...]]:
    return {found.catalogues for found in merged(*results).found("")}


def titles(words: str, *records: Record) -> list[str]:
    return [found.record.title for found in merged((A, list(records))).found(words)]


# What is one data set


@pytest.mark.parametrize(
    "id_",
    [UUID, UUID.replace("-", ""), f"fr-120066022-jdd-{UUID}", "fr-232400017-communes", "https://a.fr/d/1", "urn:1"],
)
def test_an_identifier_unique_in_the_world_makes_one_data_set_of_two_records(id_):
    one, two = Record(id_, "Communes"), Record(f" {{{id_.upper()}}} ", "Les communes")
    assert groups((A, [one]), (B, [two])) == {("a", "b")}


@pytest.mark.parametrize("id_", ["", "12", "communes", "les-communes-de-la-region-2023"])
def test_an_identifier_that_two_portals_may_give_by_chance_does_not(id_):
    assert groups((A, [Record(id_, "Communes")]), (B, [Record(id_, "Les communes")])) == {("a",), ("b",)}


def test_on_one_server_any_identifier_makes_one_data_set():
    """The national catalogue is asked once for each region without one of its own."""
    other = catalogue("geoplateforme-11", "11", "geoplateforme", NATIONAL.url)
    record = Record("IGNF_BD-ORTHO", "BD ORTHO")
    assert groups((NATIONAL, [record]), (other, [record])) == {("geoplateforme-06", "geoplateforme-11")}


@pytest.mark.parametrize(
    "same",
    [
        wms("communes"),
        wms("communes", "http://MAPS.fr/ows/"),
        wms("communes", "https://maps.fr/ows?"),
    ],
)
def test_the_same_layer_makes_one_data_set_of_two_records(same):
    one = Record("1", "Communes", links=(wms("communes"),))
    assert groups((A, [one]), (B, [Record("2", "Les communes", links=(same, PAGE))])) == {("a", "b")}


@pytest.mark.parametrize(
    "other",
    [
        wms("routes"),
        wms("Communes"),
        wfs("communes"),
        wms("communes", "https://maps.fr/other/ows"),
        wms("communes", "https://other.fr/ows"),
        wms("communes", "https://maps.fr/ows?map=/other.map"),
        wms(""),
        Link(LinkKind.PAGE, "https://maps.fr/ows", "communes"),
    ],
)
def test_another_layer_kind_or_service_does_not(other):
    one = Record("1", "Communes", links=(wms("communes"),))
    assert len(groups((A, [one]), (B, [Record("2", "Communes", links=(other,))]))) == 2


def test_the_workspace_of_a_geoserver_is_part_of_the_layer():
    url = "https://maps.fr/geoserver/geo/wms"
    one, two = (Record(name, name, links=(wms(name, url),)) for name in ("communes", "geo:communes"))
    assert groups((A, [one]), (B, [two])) == {("a", "b")}


def test_a_service_without_a_layer_makes_nothing_one():
    one, two = (Record(id_, id_, links=(wms(""), Link(LinkKind.WFS, "https://maps.fr/wfs"))) for id_ in "12")
    assert len(merged((A, [one, two])).found("")) == 2
    assert len(merged((A, [one]), (B, [two])).found("")) == 2


def test_a_record_of_a_whole_service_does_not_swallow_those_of_its_layers():
    """Several links of a kind in one record."""
    service = Record("0", "Service", links=(wms("communes"), wms("routes")))
    layers = [Record(name, name, links=(wms(name),)) for name in ("communes", "routes")]
    assert len(merged((A, [service]), (B, layers)).found("")) == 3
    assert groups((A, [service]), (B, [replace(service, id="9")])) == {("a", "b")}


def test_a_layer_that_several_records_of_a_catalogue_have_makes_nothing_one():
    """As the plans of many communes, which stand in one layer."""
    plans = [Record(str(number), f"PLU {number}", links=(wfs("plu"),)) for number in range(3)]
    copy = Record("copy", "PLU 1", links=(wfs("plu"),))
    for results in ([(A, plans), (B, [copy])], [(B, [copy]), (A, plans)]):
        assert len(merged(*results).found("")) == 4


def test_a_server_is_the_same_for_whatever_region_it_is_asked():
    other = catalogue("geoplateforme-11", "11", "geoplateforme", NATIONAL.url)
    plans = [Record(str(number), f"PLU {number}", links=(wfs("plu"),)) for number in range(2)]
    assert len(merged((NATIONAL, plans[:1]), (other, plans[1:])).found("")) == 2


def test_pages_and_files_make_nothing_one():
    guide = Link(LinkKind.PAGE, "https://maps.fr/guide.pdf", "guide")
    assert len(groups((A, [Record("1", "x", links=(guide,))]), (B, [Record("2", "y", links=(guide,))]))) == 2


def test_records_of_a_catalogue_without_identifiers_stay_apart():
    assert len(merged((A, [Record("", "x"), Record("", "y")])).found("")) == 2


def test_a_chain_of_signs_makes_one_data_set():
    chain = [
        (A, [Record(UUID, "x", links=(wms("x"),))]),
        (B, [Record("2", "x", links=(wms("x"), wfs("x")))]),
        (NATIONAL, [Record("3", "x", links=(wfs("x"),))]),
    ]
    assert groups(*chain) == {("b", "a", "geoplateforme-06")}


def test_what_a_catalogue_says_twice_is_taken_once():
    whole = merged((A, [Record("1", "Eau"), Record("1", "Eau")]), (A, [Record("1", "Eau")]))
    assert whole.found("") == [FoundRecord(Record("1", "Eau"), ("a",), "53")]


# Its fields


def test_all_links_of_both_are_kept_and_each_once():
    """None is merged away, none is the last that wins."""
    first = Record(UUID, "Communes", links=(wms("a"), wms("b"), wfs("a")))
    second = Record(UUID, "Communes", links=(wfs("a"), Link(LinkKind.WMTS, "https://maps.fr/ows", "a"), PAGE))
    [found] = merged((A, [first]), (B, [second])).found("")
    assert found.record.links == (*first.links, *second.links[1:])


def test_a_record_alone_is_given_exactly_as_it_came():
    record = Record("1", "Communes", "…", "Région", links=(PAGE, PAGE))
    assert merged((A, [record])).found("") == [FoundRecord(record, ("a",), "53")]


def test_what_the_best_record_leaves_open_is_taken_from_the_next():
    best = Record(UUID, "Communes", links=(wms("a"),), modified="2024-01-01")
    next_ = Record(
        UUID, "Les communes", "Limites", "IGN", "2020", "LO", Extent(0, 0, 1, 1), (), "https://b/1", "sig@b.fr"
    )
    [found] = merged((A, [best]), (B, [next_])).found("")
    assert found.record == replace(next_, title="Communes", modified="2024-01-01", links=best.links)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ((B, Record(UUID, "x")), (NATIONAL, Record(UUID, "y", modified="2026-01-01", links=(wms("a"),)))),
        ((B, Record(UUID, "x", links=(wms("a"),))), (A, Record(UUID, "y", modified="2026-01-01", links=(PAGE, PAGE)))),
        ((B, Record(UUID, "x", modified="2026-01-02")), (A, Record(UUID, "y", modified="2026-01-01"))),
        ((B, Record(UUID, "x", modified="2026-01-02")), (A, Record(UUID, "y", modified="31/12/2026"))),
        ((A, Record(UUID, "x")), (B, Record(UUID, "y"))),
    ],
)
def test_the_best_record_gives_title_and_region_and_its_catalogue_stands_first(better, worse):
    for pair in ((better, worse), (worse, better)):
        [found] = merged(*((asked, [record]) for asked, record in pair)).found("")
        assert found.record.title == "x"
        assert found.catalogues == (better[0].id, worse[0].id)
        assert found.region == better[0].region


# Order


def test_a_word_in_the_title_comes_before_one_in_the_text_and_both_before_none():
    none, title = Record("0", "Atlas"), Record("3", "FORÊT domaniale")
    text, organisation = Record("1", "Carte", "Forêts"), Record("2", "Carte 2", organisation="Office des forêts")
    found = titles("foret", none, organisation, text, title)
    assert found == ["FORÊT domaniale", "Carte", "Carte 2", "Atlas"]


def test_each_word_counts_and_only_where_a_word_begins_with_it():
    both, one, inside = Record("1", "Zones humides"), Record("2", "Zones"), Record("3", "Bateaux semihumides")
    assert titles("humide zone", inside, one, both) == ["Zones humides", "Zones", "Bateaux semihumides"]


def test_among_equals_what_can_be_drawn_comes_first_then_the_most_recent():
    old = Record("1", "Eau ancienne", modified="2019")
    new = Record("2", "Eau nouvelle", modified="2019-05-02T10:00:00Z")
    drawn = Record("3", "Eau dessinée", modified="1999-01-01", links=(wms("eau"),))
    undated = Record("4", "Eau perdue", modified="inconnue")
    assert titles("eau", undated, old, new, drawn) == ["Eau dessinée", "Eau nouvelle", "Eau ancienne", "Eau perdue"]


def test_a_phrase_comes_before_its_words_and_a_whole_word_before_a_longer_one():
    apart, phrase = Record("1", "Carte des zones très humides"), Record("2", "Les zones humides")
    assert titles("zones humides", apart, phrase) == ["Les zones humides", "Carte des zones très humides"]
    longer, whole = Record("3", "Forestier", modified="2026"), Record("4", "Mise en FORÊTS", modified="2001")
    assert titles("foret", longer, whole, Record("5", "Forêtière")) == ["Mise en FORÊTS", "Forêtière", "Forestier"]


def test_the_very_title_comes_before_a_longer_one_and_numbers_count_as_such():
    sheets = [Record(str(number), f"Plan {number}") for number in (10, 2, 1)]
    assert titles("plan", *sheets, Record("x", "Plan")) == ["Plan", "Plan 1", "Plan 2", "Plan 10"]


def test_without_words_the_newest_come_first_whatever_can_be_drawn():
    drawn = Record("1", "A", modified="2001-01-01", links=(wms("a"),))
    assert titles("", Record("3", "C"), drawn, Record("2", "B", modified="2026-10")) == ["B", "A", "C"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Zones HUMIDES", ["zone", "humide"]),
        ("l’eau d'Île-de-France", ["eau", "ile", "de", "france"]),
        ("cœur_de_ville", ["coeur", "de", "ville"]),
        ("eau eaux", ["eau"]),
        ("bus Aix réseaux", ["bus", "aix", "reseau"]),
        ("'; DROP TABLE records; --%*_\"🦄", ["drop", "table", "record"]),
        (" ".join(str(number) for number in range(2000)), [str(number) for number in range(20)]),
        ("🦄", []),
    ],
)
def test_the_words_of_a_query_are_read_as_people_mean_them(query, words):
    assert query_words(query) == words


def test_a_text_is_compared_word_by_word():
    assert search_text("Qualité de l'EAU (2024)") == " qualite de eau 2024"


# Promises that hold for any results


def some_results(seed: int) -> list[tuple[Catalogue, list[Record]]]:
    """Return pages of a few catalogues whose records have much in common."""
    chance = random.Random(seed)
    catalogues = [A, B, NATIONAL, catalogue("geoplateforme-11", "11", "geoplateforme", NATIONAL.url)]
    ids = [UUID, UUID[::-1].replace("-", "a"), "1", "2", "3", ""]
    links = [wms("a"), wms("b"), wfs("a"), wfs(""), wms("a", "https://maps.fr/ows?map=x"), PAGE]

    def record() -> Record:
        chosen = tuple(chance.sample(links, chance.randint(0, 3)))
        return Record(chance.choice(ids), chance.choice("xyz"), modified=chance.choice(["", "2024"]), links=chosen)

    return [(chance.choice(catalogues), [record() for _ in range(chance.randint(0, 4))]) for _ in range(6)]


@pytest.mark.parametrize("seed", range(60))
def test_the_order_of_arrival_changes_nothing(seed):
    results = some_results(seed)
    first = merged(*results).found("x")
    random.Random(seed).shuffle(results)
    assert merged(*((asked, records[::-1]) for asked, records in results)).found("x") == first


@pytest.mark.parametrize("seed", range(60))
def test_looking_at_the_list_on_the_way_changes_nothing(seed):
    watched = MergedRecords()
    for asked, records in some_results(seed):
        watched.add(asked, records)
        watched.found("x")
    assert watched.found("x") == merged(*some_results(seed)).found("x")


@pytest.mark.parametrize("seed", range(60))
def test_nothing_is_lost_and_nothing_is_made_up(seed):
    results = some_results(seed)
    given = {(asked.id, record) for asked, records in results for record in records}
    found = merged(*results).found("x")
    assert {id_ for each in found for id_ in each.catalogues} == {id_ for id_, _ in given}
    assert {link for each in found for link in each.record.links} == {link for _, r in given for link in r.links}
    for id_, record in given:
        assert any(id_ in each.catalogues and set(record.links) <= set(each.record.links) for each in found)
    assert all(len(set(each.catalogues)) == len(each.catalogues) for each in found)


# Kinds of link


def test_only_links_of_the_kinds_asked_for_are_left_and_records_without_any_are_left_out():
    found = merged((A, [Record("1", "x", links=(wms("a"), PAGE)), Record("2", "y", links=(PAGE,)), Record("3", "z")]))
    left = filter_by_kind(found.found(""), {LinkKind.WMS, LinkKind.WFS})
    assert [(each.record.id, each.record.links) for each in left] == [("1", (wms("a"),))]
    assert filter_by_kind(found.found(""), ()) == found.found("")


# Speed
