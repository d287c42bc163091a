"""The records of several catalogues merged into one list: each data set once, ranked."""

from __future__ import annotations

import re
from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from ..text import unaccented
from .plan import NATIONAL_ID, Catalogue
from .records import LinkKind, Record
from .services.link_types import distinct_links, qualified_layer

MAP_KINDS = frozenset(LinkKind) - {LinkKind.FILE, LinkKind.PAGE}
"""Kinds that QGIS can draw without a download."""
MOST_WORDS = 20
"""Words of a query that count."""

# A UUID, a URI, or an organisation's number (SIREN): two portals do not give the same to two data sets, as they do
# with `communes` or `12`.
_GLOBAL_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|^urn:|://|\d{9}")
_PLURAL = re.compile(r"(?<=...)[sx]$")
_WORDS_AND_NUMBER = re.compile(r"([^0-9]*)([0-9]{0,18})")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)'")


@dataclass(frozen=True)
class FoundRecord:
    """A data set: `catalogues` are the ids of all that have it, the best first, and `region` is that of the best.

    `number` identifies it while others are added; it depends on their order, and is not compared.
    """

    record: Record
    catalogues: tuple[str, ...]
    region: str
    number: int = field(default=0, compare=False)


class MergedRecords:
    """The records of a search, added as catalogues respond.

    Two records are one data set when they have the same identifier, or the same layers of one kind of service:
    - identifiers on one server, and those unique in the world on any;
    - layers on two servers, unless a server has them in several records, as those of a collection. A service without
      a layer does not count.

    The result does not depend on the order of the records, and no link and no catalogue is lost.
    """

    def __init__(self) -> None:
        self._records: dict[tuple[str, Record], _CatalogueRecord] = {}
        self._identities_by_layers: dict[tuple[Hashable, str], set[Hashable]] = {}
        self._collections: set[Hashable] = set()
        self._ranked: dict[tuple[int, ...], _RankedRecord] = {}

    def add(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        """Add the records of a catalogue; equal ones of the same catalogue count once."""
        for record in records:
            added = _CatalogueRecord(catalogue, record)
            if self._records.setdefault((catalogue.id, record), added) is not added:
                continue
            for layers in added.layers:
                identities = self._identities_by_layers.setdefault((layers, catalogue.url), set())
                identities.add(added.identity)
                if len(identities) > 1:
                    self._collections.add(layers)

    def found(self, words: str) -> list[FoundRecord]:
        """Return all data sets so far, those that match the words best first.

        A word counts twice in a title, once in the abstract or the organisation, where words begin with it, without
        case and accents. Among equals come first those with the words as a phrase in the title, then with more of them
        as whole words there, then those that can be drawn on a map, those with that very title, the most recent, and by
        title, 2 before 10.
        Without words the most recent come first.
        """
        wanted = query_words(words)
        records = list(self._records.values())
        ranked = []
        for group in self._groups(records):
            # Most groups stay the same while records are added.
            if group not in self._ranked:
                self._ranked[group] = _RankedRecord(_merged([records[number] for number in group], group[0]))
            ranked.append(self._ranked[group])
        ranked.sort(key=lambda each: each.rank(wanted))
        return [each.found for each in ranked]

    def _groups(self, records: Sequence[_CatalogueRecord]) -> Iterable[tuple[int, ...]]:
        """Return the numbers of the records of each data set, by union-find."""
        parents: list[int] = []

        def root(number: int) -> int:
            while parents[number] != number:
                parents[number] = parents[parents[number]]
                number = parents[number]
            return number

        first: dict[Hashable, int] = {}
        for number, record in enumerate(records):
            parents.append(number)
            for key in record.keys:
                if key not in self._collections:
                    one, two = root(first.setdefault(key, number)), root(number)
                    parents[max(one, two)] = min(one, two)
        groups: dict[int, list[int]] = {}
        for number in range(len(parents)):
            groups.setdefault(root(number), []).append(number)
        return map(tuple, groups.values())


def filter_by_kind(found: Iterable[FoundRecord], kinds: Collection[LinkKind]) -> list[FoundRecord]:
    """Return the data sets with links of these kinds, with those links alone; all data sets without `kinds`."""
    if not kinds:
        return list(found)
    filtered = []
    for each in found:
        links = tuple(link for link in each.record.links if link.kind in kinds)
        if links:
            filtered.append(replace(each, record=replace(each.record, links=links)))
    return filtered


def query_words(text: str) -> list[str]:
    """Return the different words of a query as in `search_text`, without the plural ending (`eaux`)."""
    return list(dict.fromkeys(_singular(search_text(text)).split()))[:MOST_WORDS]


def search_text(text: str) -> str:
    """Return the words of a text, each after a space, without case, accents, and elided articles (`l'eau`)."""
    return "".join(f" {word}" for word in re.findall(r"[^\W_]+", _ELIDED.sub(" ", unaccented(text))))


def _singular(text: str) -> str:
    """Return the words of `search_text` without the plural ending, each between spaces."""
    return "".join(f" {_PLURAL.sub('', word)}" for word in text.split()) + " "


def _natural_key(text: str) -> tuple[tuple[str, int], ...]:
    """Return a text as a key to sort by in which numbers count as such: `map 2` before `map 10`."""
    return tuple((words, int(digits or 0)) for words, digits in _WORDS_AND_NUMBER.findall(text))


class _CatalogueRecord:
    """A record of a catalogue, and the keys that it shares with others of the same data set."""

    def __init__(self, catalogue: Catalogue, record: Record) -> None:
        self.catalogue = catalogue
        self.record = record
        name = record.id.strip().strip("{}").casefold()
        # Without an identifier, the record itself.
        self.identity: Hashable = (catalogue.url, name or record)
        self.layers = _service_layers(record)
        self.keys: tuple[Hashable, ...] = (self.identity, *self.layers)
        if _GLOBAL_ID.search(name):
            self.keys += (name,)


class _RankedRecord:
    """A data set, with the values for its rank."""

    def __init__(self, found: FoundRecord) -> None:
        record = found.record
        self.found = found
        self._title = search_text(record.title)
        self._rest = search_text(f"{record.abstract} {record.organisation}")
        self._title_words = _singular(self._title)
        has_no_map = not any(link.kind in MAP_KINDS for link in record.links)
        age = -_date_number(record.modified)
        last = (_natural_key(self._title), found.catalogues, record.id or repr(record))
        self._has_no_map = has_no_map
        self._age_and_title = (age, *last)
        self._newest_first = (age, has_no_map, *last)

    def rank(self, words: Sequence[str]) -> tuple[object, ...]:
        if not words:
            return self._newest_first
        matches = sum(2 if f" {word}" in self._title else f" {word}" in self._rest for word in words)
        phrase = f" {' '.join(words)} "
        whole_words = sum(f" {word} " in self._title_words for word in words)
        return (
            -matches,
            phrase not in self._title_words,
            -whole_words,
            self._has_no_map,
            phrase != self._title_words,
            *self._age_and_title,
        )


def _service_layers(record: Record) -> tuple[Hashable, ...]:
    """Return the set of layers of a record for each kind of service."""
    layers: dict[LinkKind, set[tuple[str, str]]] = {}
    for link in record.links:
        layer = qualified_layer(link.url, link.layer) if link.kind in MAP_KINDS else ""
        if layer:
            parts = urlsplit(link.url)
            # http and https, parameters in any order: the same service.
            service = f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{'&'.join(sorted(parts.query.split('&')))}"
            layers.setdefault(link.kind, set()).add((service, layer))
    return tuple((kind, frozenset(names)) for kind, names in layers.items())


def _merged(records: list[_CatalogueRecord], number: int) -> FoundRecord:
    """Return one data set: the fields of the best record, empty ones from the next, and the links of all.

    The best is a region's own rather than the national catalogue's, has the most map links, is the latest.
    """
    if len(records) > 1:
        records = sorted(records, key=_preference)
    best = records[0]
    record = best.record
    if len(records) > 1:
        filled = {
            name: next(filter(None, (getattr(each.record, name) for each in records)), getattr(record, name))
            for name in _FILLED_FIELDS
        }
        record = replace(record, **filled, links=distinct_links(link for each in records for link in each.record.links))
    catalogues = tuple(dict.fromkeys(each.catalogue.id for each in records))
    return FoundRecord(record, catalogues, best.catalogue.region, number)


_FILLED_FIELDS = ("title", "abstract", "organisation", "modified", "licence", "extent", "landing_page", "contact")


def _preference(found: _CatalogueRecord) -> tuple[object, ...]:
    return (
        found.catalogue.platform_id == NATIONAL_ID,
        -sum(link.kind in MAP_KINDS for link in found.record.links),
        -_date_number(found.record.modified),
        found.catalogue.id,
        repr(found.record),
    )


def _date_number(date: str) -> int:
    """Return an ISO date as a number to sort by, 0 for any other text."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date)
    return int("".join(part or "00" for part in match.groups())) if match else 0
