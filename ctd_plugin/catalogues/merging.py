"""What several catalogues answer, made one list: each data set once, the best first."""

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
"""What can be drawn without being downloaded."""
MOST_WORDS = 20
"""Words of a query that are looked at: more would cost time and tell nothing."""

# A UUID, a URI, or an organisation's number (SIREN) in it: two portals do not give these to two data sets by chance,
# as they do with `communes` or `12`.
_GLOBAL_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}|^urn:|://|\d{9}")
_PLURAL = re.compile(r"(?<=...)[sx]$")
_ELIDED = re.compile(r"\b(?:[cdjlmnst]|qu)'")


@dataclass(frozen=True)
class FoundRecord:
    """One data set: `catalogues` are the ids of all that hold it, the best first, and `region` is that of the best.

    `number` names it for as long as others come in; it depends on the order in which they came, and is not compared.
    """

    record: Record
    catalogues: tuple[str, ...]
    region: str
    number: int = field(default=0, compare=False)


class MergedRecords:
    """The records of a search, added as catalogues answer.

    Two records are one data set when they have the same identifier, or offer the same layers of a kind of service:
    - an identifier counts between servers where it is unique in the world, and on one server always;
    - the layers count between servers only, and not where a server has them in several records: there they belong
      to a collection. A service whose layer is not named counts for nothing.

    What is found does not depend on the order in which records came, and no link and no catalogue is lost.
    """

    def __init__(self) -> None:
        self._held: dict[tuple[str, Record], _CatalogueRecord] = {}
        self._bearers: dict[tuple[Hashable, str], set[Hashable]] = {}
        self._collections: set[Hashable] = set()
        self._read: dict[tuple[int, ...], _RankedRecord] = {}

    def add(self, catalogue: Catalogue, records: Iterable[Record]) -> None:
        """Take the records of a catalogue; one that it gave before, all the same, is taken once."""
        for record in records:
            held = _CatalogueRecord(catalogue, record)
            if self._held.setdefault((catalogue.id, record), held) is not held:
                continue
            for layers in held.layers:
                bearers = self._bearers.setdefault((layers, catalogue.url), set())
                bearers.add(held.identity)
                if len(bearers) > 1:
                    self._collections.add(layers)

    def found(self, words: str) -> list[FoundRecord]:
        """Return all data sets so far, those that answer the words best first.

        A word counts twice in a title, once in the abstract or the organisation, where words begin with it, whatever
        case and accents. Among equals come first those that can be drawn on a map, then the most recent.
        """
        wanted = query_words(words)
        held = list(self._held.values())
        ranked = []
        for group in self._groups(held):
            # Most groups stay as they are while other catalogues answer.
            if group not in self._read:
                self._read[group] = _RankedRecord(_merged([held[number] for number in group], group[0]))
            ranked.append(self._read[group])
        ranked.sort(key=lambda each: each.place(wanted))
        return [each.found for each in ranked]

    def _groups(self, all_held: Sequence[_CatalogueRecord]) -> Iterable[tuple[int, ...]]:
        """Return the records that are one data set, by their numbers."""
        leaders: list[int] = []

        def leader(number: int) -> int:
            while leaders[number] != number:
                leaders[number] = leaders[leaders[number]]
                number = leaders[number]
            return number

        first: dict[Hashable, int] = {}
        for number, held in enumerate(all_held):
            leaders.append(number)
            for sign in held.signs:
                if sign not in self._collections:
                    one, two = leader(first.setdefault(sign, number)), leader(number)
                    leaders[max(one, two)] = min(one, two)
        groups: dict[int, list[int]] = {}
        for number in range(len(leaders)):
            groups.setdefault(leader(number), []).append(number)
        return map(tuple, groups.values())


def filter_by_kind(found: Iterable[FoundRecord], kinds: Collection[LinkKind]) -> list[FoundRecord]:
    """Return the data sets that have links of these kinds, with those links alone; all of them where none is named."""
    if not kinds:
        return list(found)
    left = []
    for each in found:
        links = tuple(link for link in each.record.links if link.kind in kinds)
        if links:
            left.append(replace(each, record=replace(each.record, links=links)))
    return left


def query_words(text: str) -> list[str]:
    """Return the words of a query as they are compared, each once: no elided article (`l'eau`), no plural (`eaux`)."""
    return list(dict.fromkeys(_PLURAL.sub("", word) for word in search_text(text).split()))[:MOST_WORDS]


def search_text(text: str) -> str:
    """Return a text as words are looked for in it: folded, a space before each word and nothing else between."""
    return "".join(f" {word}" for word in re.findall(r"[^\W_]+", _ELIDED.sub(" ", unaccented(text))))


class _CatalogueRecord:
    """A record in the hands of a catalogue, and the signs by which another is known to be the same data set."""

    def __init__(self, catalogue: Catalogue, record: Record) -> None:
        self.catalogue = catalogue
        self.record = record
        name = record.id.strip().strip("{}").casefold()
        # Without an identifier a record is itself alone.
        self.identity: Hashable = (catalogue.url, name or record)
        self.layers = _service_layers(record)
        self.signs: tuple[Hashable, ...] = (self.identity, *self.layers)
        if _GLOBAL_ID.search(name):
            self.signs += (name,)


class _RankedRecord:
    """A data set with what its place in the list depends on."""

    def __init__(self, found: FoundRecord) -> None:
        record = found.record
        self.found = found
        self._title = search_text(record.title)
        self._rest = search_text(f"{record.abstract} {record.organisation}")
        self._place = (
            not any(link.kind in MAP_KINDS for link in record.links),
            -_date_number(record.modified),
            self._title,
            found.catalogues,
            record.id or repr(record),
        )

    def place(self, words: Sequence[str]) -> tuple[object, ...]:
        matches = sum(2 if f" {word}" in self._title else f" {word}" in self._rest for word in words)
        return (-matches, *self._place)


def _service_layers(record: Record) -> tuple[Hashable, ...]:
    """Return the layers that a record offers, together for each kind of service."""
    layers: dict[LinkKind, set[tuple[str, str]]] = {}
    for link in record.links:
        layer = qualified_layer(link.url, link.layer) if link.kind in MAP_KINDS else ""
        if layer:
            parts = urlsplit(link.url)
            # http and https, parameters in any order: the same service.
            service = f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{'&'.join(sorted(parts.query.split('&')))}"
            layers.setdefault(link.kind, set()).add((service, layer))
    return tuple((kind, frozenset(offered)) for kind, offered in layers.items())


def _merged(held: list[_CatalogueRecord], number: int) -> FoundRecord:
    """Return one data set: what the best record says, what it leaves open from the next, the links of all.

    The best is a region's own rather than the national catalogue's, has the most that can be drawn, is the latest.
    """
    if len(held) > 1:
        held = sorted(held, key=_preference)
    best = held[0]
    record = best.record
    if len(held) > 1:
        filled = {
            name: next(filter(None, (getattr(h.record, name) for h in held)), getattr(record, name))
            for name in _FILLED_FIELDS
        }
        record = replace(record, **filled, links=distinct_links(link for each in held for link in each.record.links))
    catalogues = tuple(dict.fromkeys(each.catalogue.id for each in held))
    return FoundRecord(record, catalogues, best.catalogue.region, number)


_FILLED_FIELDS = ("title", "abstract", "organisation", "modified", "licence", "extent", "landing_page", "contact")


def _preference(held: _CatalogueRecord) -> tuple[object, ...]:
    return (
        held.catalogue.platform_id == NATIONAL_ID,
        -sum(link.kind in MAP_KINDS for link in held.record.links),
        -_date_number(held.record.modified),
        held.catalogue.id,
        repr(held.record),
    )


def _date_number(date: str) -> int:
    """Return an ISO date as a number that grows with it, 0 for any other text."""
    match = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", date)
    return int("".join(part or "00" for part in match.groups())) if match else 0
