"""The administrative level that the heading of a column names."""

from __future__ import annotations

import re
from enum import StrEnum

from ...i18n import tr
from ...text import fold, words
from ..columns import find_columns


class Level(StrEnum):
    """An administrative or statistical level; the order decides between levels that fit equally well."""

    REGION = "region"
    FORMER_REGION = "former_region"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    CANTON = "canton"
    EPCI = "epci"
    ARRONDISSEMENT = "arrondissement"
    ACADEMY = "academy"
    CONSTITUENCY = "constituency"
    EMPLOYMENT_ZONE = "employment_zone"
    LIVING_AREA = "living_area"
    URBAN_UNIT = "urban_unit"
    ATTRACTION_AREA = "attraction_area"
    IRIS = "iris"
    QPV = "qpv"
    POSTAL = "postal"
    COUNTRY = "country"


def level_label(level: Level) -> str:
    """Return the name of a level, in the plural."""
    labels = {
        Level.REGION: tr("regions"),
        Level.FORMER_REGION: tr("pre-2016 regions"),
        Level.DEPARTMENT: tr("departments"),
        Level.COMMUNE: tr("communes"),
        Level.CANTON: tr("cantons"),
        Level.EPCI: tr("EPCI"),
        Level.ARRONDISSEMENT: tr("arrondissements"),
        Level.ACADEMY: tr("education authorities (académies)"),
        Level.CONSTITUENCY: tr("constituencies"),
        Level.EMPLOYMENT_ZONE: tr("employment zones"),
        Level.LIVING_AREA: tr("living areas"),
        Level.URBAN_UNIT: tr("urban units"),
        Level.ATTRACTION_AREA: tr("attraction areas of cities"),
        Level.IRIS: tr("IRIS"),
        Level.QPV: tr("priority neighbourhoods"),
        Level.POSTAL: tr("postal codes"),
        Level.COUNTRY: tr("countries"),
    }
    return labels[level]


# Headings without accents, spaces and the words of `_FILLERS`.
_WORDS: dict[Level, str] = {
    Level.REGION: "region regions reg",
    Level.FORMER_REGION: "ancienneregion anciennesregions ancienreg reg2015 region2015 anciennereg",
    Level.DEPARTMENT: "departement departements dep deps dept depts dpt department departments",
    Level.COMMUNE: "commune communes com codgeo codegeo depcom municipality ville villes",
    Level.CANTON: "canton cantons can",
    Level.EPCI: "epci siren sirenepci epcisiren intercommunalite intercommunalites groupement",
    Level.ARRONDISSEMENT: "arrondissement arrondissements arr arrond",
    Level.ACADEMY: "academie academies acad aca",
    Level.CONSTITUENCY: "circonscription circonscriptions circo circ circonscriptionlegislative",
    Level.EMPLOYMENT_ZONE: "zoneemploi zonesemploi ze ze2010 ze2020",
    Level.LIVING_AREA: "bassinvie bassinsvie bv bv2012 bv2022",
    Level.URBAN_UNIT: "uniteurbaine unitesurbaines uu uu2010 uu2020",
    Level.ATTRACTION_AREA: "aireattraction aireattractionvilles aav aav2020 aireurbaine au2010",
    Level.IRIS: "iris dcomiris",
    Level.QPV: "qpv qp quartierprioritaire",
    Level.POSTAL: "codepostal codespostaux postal postaux cp postalcode postcode zip",
    Level.COUNTRY: "pays country iso3166",
}
_LEVELS = {spelling: level for level, spellings in _WORDS.items() for spelling in spellings.split()}
_FILLERS = {
    *("code", "codes", "cod", "cd", "insee", "nom", "noms", "name", "names", "libelle", "libelles", "lib", "label"),
    *("num", "numero", "no", "n", "officiel", "officielle", "id", "identifiant", "geo", "cog", "administrative"),
    *("de", "du", "des", "d", "la", "le", "les", "l", "of", "the"),
}
_GENERIC = frozenset(
    map(fold, ("code", "code_insee", "insee", "nom", "name", "libelle", "nom_officiel", "territoire", "cleabs"))
)
# Headings written without spaces: nomdep, inseecom, coderegion.
_UNSPACED = re.compile(
    rf"(?:code|cod|cd|insee|nom|lib|libelle|num)+({'|'.join(sorted(_LEVELS, key=len, reverse=True))})"
)


def heading_level(heading: str) -> Level | None:
    """Return the level that a heading names; None for a generic heading such as "code" or "nom", and others."""
    folded = fold(heading)
    if folded in _GENERIC:
        return None
    rest = "".join(word for word in words(_split_camel_case(heading)) if word not in _FILLERS)
    for spelling in (folded, rest):
        if spelling in _LEVELS:
            return _LEVELS[spelling]
    joined = _UNSPACED.fullmatch(folded)
    if joined:
        return _LEVELS[joined[1]]
    return Level.REGION if {"region", "region_code"} & find_columns((heading,)).keys() else None


def is_generic(heading: str) -> bool:
    """Whether a heading announces codes or names of places without their level."""
    return fold(heading) in _GENERIC


def is_key_heading(heading: str) -> bool:
    """Whether a heading announces codes or names of places."""
    return is_generic(heading) or heading_level(heading) is not None


def _split_camel_case(heading: str) -> str:
    """Return a heading like codeRegion with a space before each capital."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", heading)
