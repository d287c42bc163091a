"""Texts for everybody: without names of persons, and without addresses and telephone numbers that may be a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from ...text import EMAIL, words
from ..survey.email_addresses import is_functional
from ..survey.personal_names import MASK, NameMask, PersonalName
from ..survey.respondents import FIRST_NAMES, written_names

ADDRESS_MASK = "[adresse masquée]"
PHONE_MASK = "[téléphone masqué]"

_AT = r"[@＠]|%40|&#64;|\s?[(\[{](?:at|arobase)[)\]}]\s?"
_DOMAIN = r"(?:[\w-]{1,63}\.){1,8}[a-z]{2,}"
# An address may end early (dupont@brz), and be written so that programs do not find it: jeanne.dupont at region.fr,
# unlike "served at data.region.fr".
_ADDRESS = re.compile(
    rf"(?<![\w.+-])(?:[\w.+-]{{1,64}}(?:(?:{_AT})(?:[\w.-]{{0,250}}\w)?|\s(?:[@＠]|arobase)\s{_DOMAIN})"
    rf"|\w{{1,40}}[._-][\w.-]{{1,40}}\sat\s{_DOMAIN})",
    re.IGNORECASE,
)
_ANY_AT = re.compile(rf"\s(?:[@＠]|at|arobase)\s|{_AT}", re.IGNORECASE)
_GAP = r"[\s\u00a0\u202f.-]"
_PHONE = re.compile(
    rf"(?<![\w/=&-])(?:\(?(?:\+|00)\s?(?:33|262|590|594|596)\)?{_GAP}?(?:\(0\){_GAP}?)?[1-9]|0[1-9])"
    rf"(?:{_GAP}{{0,2}}\d\d){{4}}(?!\d)"
)
_NAME = r"[A-ZÀ-Ý][\w'’-]{1,40}"
_PERSON = rf"(?:(?:de|du|des)\s(?:la\s)?|d['’])?{_NAME}(?:\s{_NAME}){{0,2}}"
_TITLED = re.compile(
    rf"(?<![\w.])(?:(?P<title>M\.\s?|(?:Mr|Mme|Mlle|Monsieur|Madame|Dr|Docteur)\s){_PERSON}"
    rf"|(?P<titles>MM\.\s?|(?:Mmes|Mlles|Messieurs|Mesdames)\s){_PERSON}(?:(?:,|\set)\s{_PERSON}){{0,5}})"
)
_CONTACT = "contact"
_LONGEST_NAME = 6
"""Words of a name."""
_PIECE, _OVERLAP = 4000, 200
"""Characters of a line that are read for names at a time."""


@dataclass
class PublicTexts:
    """Masks texts one after another, and remembers what it masked.

    `known` masks the names that are known. A first name with what follows it is taken for a person's, and where people
    are named as contacts, any two words that may be.
    """

    known: NameMask
    addresses: set[str] = field(default_factory=set)
    """The e-mail addresses that may be a person's."""
    phones: set[str] = field(default_factory=set)
    """The telephone numbers."""

    def masked(self, text: str, region_code: str | None, column: str = "") -> str:
        """Return a text of a region's column (survey or layer) as everybody may read it."""
        if not text:
            return text
        text = _ADDRESS.sub(self._address, text)
        text = _PHONE.sub(self._phone, text)
        text = _TITLED.sub(rf"\g<title>\g<titles>{MASK}", self.known.apply(text, region_code))
        return NameMask(tuple(_possible_names(text, column == _CONTACT))).apply(text, region_code)

    def is_private(self, address: str) -> bool:
        """Whether a web address has a person's e-mail address in it, or a name and a password."""
        try:
            has_login = "@" in urlsplit(address).netloc
        except ValueError:
            # It is no address of the web: a host in brackets that is no number.
            has_login = False
        return has_login or _ADDRESS.sub(self._address, address) != address

    def _address(self, found: re.Match[str]) -> str:
        address = _ANY_AT.sub("@", found[0])
        if is_functional(address) and not self.known.is_personal(address):
            return found[0]
        self.addresses.add(address.lower())
        return ADDRESS_MASK

    def _phone(self, found: re.Match[str]) -> str:
        self.phones.add("".join(filter(str.isdigit, found[0]))[-9:])
        return PHONE_MASK


def _possible_names(text: str, names_contacts: bool) -> Iterator[PersonalName]:
    """Yield what may be names of persons in a text."""
    bare = text
    for known in (MASK, ADDRESS_MASK, PHONE_MASK):
        bare = bare.replace(known, " ; ")
    lines = EMAIL.sub(" ", bare).splitlines()
    pieces = (line[start : start + _PIECE] for line in lines for start in range(0, len(line), _PIECE - _OVERLAP))
    for piece in pieces:
        for name in written_names(piece):
            units = name.split()
            first = 0 if names_contacts else _first_name_at(units)
            # Names that stand side by side are one sequence of capitalised words.
            for start in range(first, len(units), _LONGEST_NAME):
                yield PersonalName("", " ".join(units[start : start + _LONGEST_NAME]), is_common=True)


def _first_name_at(units: list[str]) -> int:
    """Return where a first name with another word after it stands, the end where none does.

    Words may be before it: "Directrice Jeanne Dupont", "Mission de Jeanne Dupont".
    """
    known = (index for index, unit in enumerate(units[:-1]) if _has_first_name(words(unit)))
    return next(known, len(units))


def _has_first_name(parts: list[str]) -> bool:
    """Whether one of a unit's words is a first name, but for Saint-Denis and the like, which are places."""
    return any(part in FIRST_NAMES for part in parts) and not any(part in ("saint", "sainte") for part in parts)
