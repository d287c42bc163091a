"""The 18 regions of France since 2016, and the names people write for them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from .text import unaccented

REGION_NAMES: dict[str, str] = {
    "01": "Guadeloupe",
    "02": "Martinique",
    "03": "Guyane",
    "04": "La Réunion",
    "06": "Mayotte",
    "11": "Île-de-France",
    "24": "Centre-Val de Loire",
    "27": "Bourgogne-Franche-Comté",
    "28": "Normandie",
    "32": "Hauts-de-France",
    "44": "Grand Est",
    "52": "Pays de la Loire",
    "53": "Bretagne",
    "75": "Nouvelle-Aquitaine",
    "76": "Occitanie",
    "84": "Auvergne-Rhône-Alpes",
    "93": "Provence-Alpes-Côte d'Azur",
    "94": "Corse",
}
"""Insee 2016 code (two characters) → official name, in code order, as in the data; people read `PRINTED_NAMES`."""


def printed_name(name: str) -> str:
    """Return the name of a region as people read it, with the apostrophe of print."""
    return name.replace("'", "’")


PRINTED_NAMES: dict[str, str] = {code: printed_name(name) for code, name in REGION_NAMES.items()}
"""Insee code → name as people read it, in code order."""

REGION_ALIASES: dict[str, tuple[str, ...]] = {
    "01": ("FR-971", "971", "GP", "Région Guadeloupe"),
    "02": ("FR-972", "972", "MQ", "Collectivité territoriale de Martinique", "CT Martinique", "CTM"),
    "03": ("FR-973", "973", "GF", "Guyane française", "Collectivité territoriale de Guyane", "CT Guyane", "CTG"),
    "04": ("FR-974", "974", "RE", "Île de la Réunion"),
    "06": ("FR-976", "976", "YT", "Département de Mayotte", "Département-Région de Mayotte"),
    "11": ("FR-IDF", "IDF"),
    "24": ("FR-CVL", "CVL", "Centre"),
    "27": ("FR-BFC", "BFC", "Bourgogne et Franche-Comté"),
    "28": ("FR-NOR", "NOR"),
    "32": ("FR-HDF", "HDF", "Nord-Pas-de-Calais-Picardie", "NPDCP"),
    "44": ("FR-GES", "GES", "GE", "Alsace-Champagne-Ardenne-Lorraine", "ACAL"),
    "52": ("FR-PDL", "PDL", "Pays de Loire"),
    "53": ("FR-BRE", "BRE", "BZH", "Breizh"),
    "75": ("FR-NAQ", "NAQ", "NA", "Aquitaine-Limousin-Poitou-Charentes", "ALPC"),
    "76": ("FR-OCC", "OCC", "Occitanie Pyrénées-Méditerranée", "Languedoc-Roussillon-Midi-Pyrénées", "LRMP"),
    "84": ("FR-ARA", "ARA", "AURA", "Auvergne et Rhône-Alpes", "Rhône-Alpes-Auvergne"),
    "93": ("FR-PAC", "PAC", "PACA", "Sud", "Région Sud Provence-Alpes-Côte d'Azur", "Provence-Côte d'Azur"),
    "94": ("FR-20R", "COR", "Corsica", "Collectivité de Corse", "Collectivité territoriale de Corse", "CdC"),
}
"""Other names in use for today's regions: ISO 3166-2, abbreviations, working names of 2016, communities."""


NUTS: dict[str, str] = {
    "FR10": "11",
    "FRB": "24",
    "FRB0": "24",
    "FRC": "27",
    "FRD": "28",
    "FRE": "32",
    "FRF": "44",
    "FRG": "52",
    "FRG0": "52",
    "FRH": "53",
    "FRH0": "53",
    "FRI": "75",
    "FRJ": "76",
    "FRK": "84",
    "FRL": "93",
    "FRL0": "93",
    "FRM": "94",
    "FRM0": "94",
    "FRY1": "01",
    "FRY2": "02",
    "FRY3": "03",
    "FRY4": "04",
    "FRY5": "06",
}
"""NUTS code since 2016 → Insee code; not FR53, which was another region's before, and FR-53 is a department."""


class FormerRegion(NamedTuple):
    """A region that the reform of 2016 merged into a larger one: its name and today's code."""

    name: str
    today: str


FORMER_REGIONS: dict[str, FormerRegion] = {
    "21": FormerRegion("Champagne-Ardenne", "44"),
    "22": FormerRegion("Picardie", "32"),
    "23": FormerRegion("Haute-Normandie", "28"),
    "25": FormerRegion("Basse-Normandie", "28"),
    "26": FormerRegion("Bourgogne", "27"),
    "31": FormerRegion("Nord-Pas-de-Calais", "32"),
    "41": FormerRegion("Lorraine", "44"),
    "42": FormerRegion("Alsace", "44"),
    "43": FormerRegion("Franche-Comté", "27"),
    "54": FormerRegion("Poitou-Charentes", "75"),
    "72": FormerRegion("Aquitaine", "75"),
    "73": FormerRegion("Midi-Pyrénées", "76"),
    "74": FormerRegion("Limousin", "75"),
    "82": FormerRegion("Rhône-Alpes", "84"),
    "83": FormerRegion("Auvergne", "84"),
    "91": FormerRegion("Languedoc-Roussillon", "76"),
}
"""Insee code before 2016 → name and today's region. Regions that kept their borders are not in it."""


def codes_by_name(codes: Iterable[str] = REGION_NAMES) -> list[str]:
    """Return Insee codes in the order in which lists show regions: by their names, Île-de-France among the I."""
    return sorted(codes, key=lambda code: unaccented(PRINTED_NAMES.get(code) or code))


def names_listed(codes: Iterable[str]) -> str:
    """Return the names of regions as a sentence lists them, in the order of lists."""
    return ", ".join(PRINTED_NAMES[code] for code in codes_by_name(codes))
