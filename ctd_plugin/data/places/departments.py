"""The 101 departments of France: their codes, names and regions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from .similarity import name_key
from .spellings import DEPARTMENTAL, is_missing_value, split_parts, variants


class Department(NamedTuple):
    """A department: its official name and the Insee code of its region."""

    name: str
    region_code: str


DEPARTMENTS: dict[str, Department] = {
    "01": Department("Ain", "84"),
    "02": Department("Aisne", "32"),
    "03": Department("Allier", "84"),
    "04": Department("Alpes-de-Haute-Provence", "93"),
    "05": Department("Hautes-Alpes", "93"),
    "06": Department("Alpes-Maritimes", "93"),
    "07": Department("Ardèche", "84"),
    "08": Department("Ardennes", "44"),
    "09": Department("Ariège", "76"),
    "10": Department("Aube", "44"),
    "11": Department("Aude", "76"),
    "12": Department("Aveyron", "76"),
    "13": Department("Bouches-du-Rhône", "93"),
    "14": Department("Calvados", "28"),
    "15": Department("Cantal", "84"),
    "16": Department("Charente", "75"),
    "17": Department("Charente-Maritime", "75"),
    "18": Department("Cher", "24"),
    "19": Department("Corrèze", "75"),
    "21": Department("Côte-d'Or", "27"),
    "22": Department("Côtes-d'Armor", "53"),
    "23": Department("Creuse", "75"),
    "24": Department("Dordogne", "75"),
    "25": Department("Doubs", "27"),
    "26": Department("Drôme", "84"),
    "27": Department("Eure", "28"),
    "28": Department("Eure-et-Loir", "24"),
    "29": Department("Finistère", "53"),
    "2A": Department("Corse-du-Sud", "94"),
    "2B": Department("Haute-Corse", "94"),
    "30": Department("Gard", "76"),
    "31": Department("Haute-Garonne", "76"),
    "32": Department("Gers", "76"),
    "33": Department("Gironde", "75"),
    "34": Department("Hérault", "76"),
    "35": Department("Ille-et-Vilaine", "53"),
    "36": Department("Indre", "24"),
    "37": Department("Indre-et-Loire", "24"),
    "38": Department("Isère", "84"),
    "39": Department("Jura", "27"),
    "40": Department("Landes", "75"),
    "41": Department("Loir-et-Cher", "24"),
    "42": Department("Loire", "84"),
    "43": Department("Haute-Loire", "84"),
    "44": Department("Loire-Atlantique", "52"),
    "45": Department("Loiret", "24"),
    "46": Department("Lot", "76"),
    "47": Department("Lot-et-Garonne", "75"),
    "48": Department("Lozère", "76"),
    "49": Department("Maine-et-Loire", "52"),
    "50": Department("Manche", "28"),
    "51": Department("Marne", "44"),
    "52": Department("Haute-Marne", "44"),
    "53": Department("Mayenne", "52"),
    "54": Department("Meurthe-et-Moselle", "44"),
    "55": Department("Meuse", "44"),
    "56": Department("Morbihan", "53"),
    "57": Department("Moselle", "44"),
    "58": Department("Nièvre", "27"),
    "59": Department("Nord", "32"),
    "60": Department("Oise", "32"),
    "61": Department("Orne", "28"),
    "62": Department("Pas-de-Calais", "32"),
    "63": Department("Puy-de-Dôme", "84"),
    "64": Department("Pyrénées-Atlantiques", "75"),
    "65": Department("Hautes-Pyrénées", "76"),
    "66": Department("Pyrénées-Orientales", "76"),
    "67": Department("Bas-Rhin", "44"),
    "68": Department("Haut-Rhin", "44"),
    "69": Department("Rhône", "84"),
    "70": Department("Haute-Saône", "27"),
    "71": Department("Saône-et-Loire", "27"),
    "72": Department("Sarthe", "52"),
    "73": Department("Savoie", "84"),
    "74": Department("Haute-Savoie", "84"),
    "75": Department("Paris", "11"),
    "76": Department("Seine-Maritime", "28"),
    "77": Department("Seine-et-Marne", "11"),
    "78": Department("Yvelines", "11"),
    "79": Department("Deux-Sèvres", "75"),
    "80": Department("Somme", "32"),
    "81": Department("Tarn", "76"),
    "82": Department("Tarn-et-Garonne", "76"),
    "83": Department("Var", "93"),
    "84": Department("Vaucluse", "93"),
    "85": Department("Vendée", "52"),
    "86": Department("Vienne", "75"),
    "87": Department("Haute-Vienne", "75"),
    "88": Department("Vosges", "44"),
    "89": Department("Yonne", "27"),
    "90": Department("Territoire de Belfort", "27"),
    "91": Department("Essonne", "11"),
    "92": Department("Hauts-de-Seine", "11"),
    "93": Department("Seine-Saint-Denis", "11"),
    "94": Department("Val-de-Marne", "11"),
    "95": Department("Val-d'Oise", "11"),
    "971": Department("Guadeloupe", "01"),
    "972": Department("Martinique", "02"),
    "973": Department("Guyane", "03"),
    "974": Department("La Réunion", "04"),
    "976": Department("Mayotte", "06"),
}
"""Insee code → name and region, in code order."""

OTHER_CODES: dict[str, str] = {
    "20": "2A",
    "20R": "2A",
    "69D": "69",
    "69M": "69",
    "6AE": "67",
    "75C": "75",
    "972R": "972",
    "973R": "973",
}
"""Codes of authorities that are no departments → a department in the same place.

Corsica before 1976 and as one authority, the Rhône with and without its metropolis, Alsace, Paris, and the two
authorities that are department and region in one.
"""

COLLECTIVITIES = ("975", "977", "978", "984", "986", "987", "988", "989")
"""How the Insee codes of the communes overseas begin that are in no region."""


_NAMES = {name_key(department.name): code for code, department in DEPARTMENTS.items()}


@lru_cache(maxsize=10_000)
def department_of(text: str, *, may_pad: bool = True) -> str | None:
    """Return the code of the department that a text names by its code, its name, or both where they agree.

    None where it names none. `may_pad` reads 1 as 01.
    """
    if is_missing_value(text):
        return None
    for spelling in variants(text, DEPARTMENTAL):
        found = _department(spelling, may_pad)
        if found is not None:
            return found
    parts = split_parts(text)
    if len(parts) < 2:
        return None
    found_in_parts = {
        next(filter(None, (_department(each, True) for each in variants(part, DEPARTMENTAL))), None) for part in parts
    }
    return found_in_parts.pop() if len(found_in_parts) == 1 else None


def _department(text: str, may_pad: bool) -> str | None:
    code = re.sub(r"^(?:FR-|CD ?(?=\d|2[AB]))", "", text.strip().upper())
    number = re.fullmatch(r"(\d{1,3})(?:[.,]0+)?", code)
    if number:
        code = number[1].zfill(2) if may_pad else number[1]
        code = code[1:] if len(code) == 3 and code[0] == "0" else code
    code = OTHER_CODES.get(code, code)
    return code if code in DEPARTMENTS else _NAMES.get(name_key(text))


def department_in(code: str) -> str:
    """Return the code of the department with which the Insee code of a commune or canton begins."""
    start = code[:3] if code.startswith(("97", "98")) else code[:2]
    return OTHER_CODES.get(start, start)


def department_of_commune(code: str) -> str:
    """Return the code of the department of a commune by its Insee code, "" where it is no such code."""
    return department_in(code) if COMMUNE_CODE.fullmatch(code) else ""


COMMUNE_CODE = re.compile(r"(?:\d\d|2[AB])\d{3}")


def without_decimals(code: str) -> str:
    """Return a code without the decimals with which spreadsheets write numbers: "53" for "53.0"."""
    return re.sub(r"[.,]0+$", "", code)
