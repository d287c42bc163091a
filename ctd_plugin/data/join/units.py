"""The units of a layer, of any level, and which of them a row means: by code, name or close spelling, or refused."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ...i18n import tr
from ...text import fold
from ..places.departments import DEPARTMENTS, department_in, department_of
from ..places.region_match import MatchMethod, Refusal, Remark
from ..places.similarity import LONGEST, PLAUSIBLE, closest, long_words, name_key, plausible, rank, similarity
from ..places.spellings import LOCAL, is_missing_value, split_parts, variants

_MOST_GUESSES = 1000
"""Rows for which a close spelling is looked for: with more, the table is of other places than the layer."""
_LIKELY = 50


@dataclass(frozen=True)
class UnitMatch:
    """The number of the unit that a row means, by what it was recognised, and what is odd about what was written."""

    unit: int
    how: MatchMethod
    value: str
    remarks: tuple[Remark, ...] = ()


def normalized_code(text: str) -> str:
    """Return a code as it is compared: in capitals, without the zeros in front that spreadsheets eat, or decimals."""
    plain = text.strip().upper().lstrip("0")
    return re.sub(r"[.,]0+$", "", plain) if "." in plain or "," in plain else plain


class Units:
    """The units of a layer: features of one code, or without codes of one name in one department, are one unit.

    `codes`, `names` and `departments` have a text for each feature, or are empty where the layer has no such field.
    """

    def __init__(self, codes: Sequence[str], names: Sequence[str], departments: Sequence[str]) -> None:
        count = max(len(codes), len(names))
        blank = [""] * count
        self._has_codes = bool(codes)
        # Two features of one name may be two places, unless something says that they are not.
        identities: list[object] = [
            code or ((name, department) if name and department else number)
            for number, (code, name, department) in enumerate(
                zip(codes or blank, names or blank, departments or blank, strict=True)
            )
        ]
        numbers: dict[object, int] = {}
        self.of_feature = [numbers.setdefault(identity, len(numbers)) for identity in identities]
        firsts: dict[int, int] = {}
        for feature, unit in enumerate(self.of_feature):
            firsts.setdefault(unit, feature)
        order = list(firsts.values())
        self.codes = [codes[feature] for feature in order] if codes else [""] * len(order)
        self.names = [names[feature] for feature in order] if names else [""] * len(order)
        self._departments = [departments[feature] for feature in order] if departments else []
        self._guesses = 0

    def __len__(self) -> int:
        return len(self.names)

    @property
    def gave_up(self) -> bool:
        """Whether close spellings were not looked for in some rows, because there were too many."""
        return self._guesses > _MOST_GUESSES

    def labels(self) -> list[str]:
        """Return each unit's code, or its name where the layer has no codes; with the department, of homonyms."""
        counts = Counter(self.names)
        return [
            code or (name if counts[name] == 1 else self._text(unit))
            for unit, (code, name) in enumerate(zip(self.codes, self.names, strict=True))
        ]

    def plain(self, codes: Sequence[str], names: Sequence[str]) -> list[int | None]:
        """Return the unit of each row whose code and name are written as in the layer: nearly all, and at once."""
        own = self.names
        return [
            unit if unit is not None and (not name or name == own[unit]) else None
            for unit, name in zip(map(self._by_code.get, codes), names, strict=True)
        ]

    def find(self, code: str, name: str, department: str) -> UnitMatch | Refusal:
        """Return the unit that the cells of a row mean; each may be empty."""
        if code:
            unit = self._by_code.get(code)
            remarks: tuple[Remark, ...] = ()
            if unit is None:
                unit = self._by_form.get(normalized_code(code))
                if unit is not None:
                    message = tr("The code “{value}” was read as {code}.").format(value=code, code=self.codes[unit])
                    remarks = (Remark("code", code, message),)
            if unit is not None:
                return self._with_name(UnitMatch(unit, MatchMethod.CODE, code, remarks), name)
        text = name or code
        if not text or is_missing_value(text):
            return Refusal(text, tr("The row names no place; write its code or its name."))
        return self._find_by_name(text, code if name else "", department_of(department) or "")

    def _spelled(self, text: str, department: str) -> UnitMatch | None:
        """Return the unit that a text names in another way, or names twice: "35238 - Rennes", "Savoie (Haute)"."""
        for spelling in variants(text, LOCAL):
            units = [unit for unit in self._named(spelling) if not department or self._department(unit) == department]
            if len(units) == 1:
                return UnitMatch(units[0], MatchMethod.NAME, text)
        department_code = department_of(text) if self._are_departments else None
        if department_code in self._by_code:
            return UnitMatch(self._by_code[department_code], MatchMethod.NAME, text)
        parts = split_parts(text)
        if len(parts) < 2:
            return None
        meant = [
            self._meant(part, {unit for each in parts if each != part for unit in self._named(each)}) for part in parts
        ]
        told = set.intersection(*meant)
        return UnitMatch(told.pop(), MatchMethod.NAME, text) if len(told) == 1 else None

    def _meant(self, part: str, others: set[int]) -> set[int]:
        """Return the units that a part of a text may mean: by code, by name, or those in the department it names."""
        unit = self._by_code.get(part.upper(), self._by_form.get(normalized_code(part)) if part[:1].isdigit() else None)
        named = {unit} if unit is not None else {one for each in variants(part, LOCAL) for one in self._named(each)}
        if named:
            return named
        department = department_of(part)
        return {one for one in others if department is not None and self._department(one) == department}

    @cached_property
    def _are_departments(self) -> bool:
        known = sum(1 for code in self._by_code if code in DEPARTMENTS)
        return known * 2 > len(self._by_code)

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return {code: unit for unit, code in enumerate(self.codes) if code} if self._has_codes else {}

    @cached_property
    def _by_form(self) -> dict[str, int]:
        """Codes that stay apart without their zeros."""
        counts = Counter(map(normalized_code, self._by_code))
        return {form: unit for code, unit in self._by_code.items() if counts[form := normalized_code(code)] == 1}

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        named = defaultdict(list)
        for unit, name in enumerate(self.names):
            if name:
                named[name_key(name)].append(unit)
        return named

    def _named(self, text: str) -> list[int]:
        """Return the units of a name; of several, those that write it with the same article."""
        units = self._by_name.get(name_key(text), [])
        same = [unit for unit in units if fold(self.names[unit]) == fold(text)] if len(units) > 1 else []
        return same or units

    def _department(self, unit: int) -> str:
        if self._departments:
            return department_of(self._departments[unit]) or ""
        code = self.codes[unit]
        return department_in(code) if re.fullmatch(r"(\d\d|2[AB])\d{3}", code) else ""

    def _text(self, unit: int) -> str:
        if not self.codes[unit]:
            where = self._department(unit)
            return f"{self.names[unit]} ({where})" if where else self.names[unit]
        return f"{self.names[unit]} ({self.codes[unit]})" if self.names[unit] else self.codes[unit]

    def _with_name(self, found: UnitMatch, name: str) -> UnitMatch | Refusal:
        """Compare the name beside a code with the unit's: another unit's name is a contradiction."""
        own = self.names[found.unit]
        if not name or not own or name == own or name_key(name) == name_key(own):
            return found
        others = self._named(name)
        if others:
            message = tr("The code “{code}” is {own} but the name “{name}” is another place's; correct one of them.")
            texts = tuple(self._text(unit) for unit in (found.unit, *others[:2]))
            message = message.format(code=found.value, own=own, name=name)
            return Refusal(f"{found.value} {name}", message, texts)
        department = department_of(name)
        is_own = similarity(name, own) >= PLAUSIBLE or bool({*long_words(name)} & {*long_words(own)})
        if not is_own or (department is not None and self._department(found.unit) not in ("", department)):
            message = tr("The code “{code}” is {own} but the name “{name}” is another; correct one of them.")
            message = message.format(code=found.value, own=own, name=name)
            return Refusal(f"{found.value} {name}", message, (self._text(found.unit),))
        message = tr("“{value}” is written for {own}; the code was followed.").format(value=name, own=own)
        return UnitMatch(found.unit, found.how, found.value, (*found.remarks, Remark("name", name, message)))

    def _find_by_name(self, text: str, code: str, department: str) -> UnitMatch | Refusal:
        # A code that the layer lacks still says in which department the place lies.
        stated = department or (department_in(code) if re.fullmatch(r"(\d\d|2[AB])\d{3}", code) else "")
        units = [unit for unit in self._named(text) if not stated or self._department(unit) in ("", stated)]
        if len(units) == 1:
            remarks: tuple[Remark, ...] = ()
            if code:
                message = tr("The layer has no code “{value}”; the name {name} was followed.")
                message = message.format(value=code, name=self.names[units[0]])
                remarks = (Remark("code", code, message),)
            return UnitMatch(units[0], MatchMethod.NAME, text, remarks)
        if units:
            message = tr("“{value}” is the name of {count} places; write the code or the department: {names}.")
            texts = tuple(self._text(unit) for unit in units[:5])
            return Refusal(text, message.format(value=text, count=len(units), names=", ".join(texts)), texts)
        spelled = self._spelled(text, stated) if len(text) <= LONGEST and not code else None
        return spelled or self._guess(text, code, stated)

    def _guess(self, text: str, code: str, department: str) -> UnitMatch | Refusal:
        self._guesses += 1
        is_tried = self._guesses <= _MOST_GUESSES and len(text) <= LONGEST
        ranked = rank(text, self._likely(text, department)) if is_tried else []
        likeness = closest(text, ranked)
        # With a code that is not the layer's, or without any letter, a likeness of names proves nothing.
        if likeness and not code and not re.search(r"\d", text):
            unit = int(likeness.owner)
            message = tr("“{value}” was read as {name}; correct the spelling.")
            message = message.format(value=text, name=self._text(unit))
            return UnitMatch(unit, MatchMethod.FUZZY, text, (Remark("name", text, message),))
        texts = tuple(self._text(int(owner)) for owner in plausible(ranked)[:3])
        message = tr("“{value}” is not in the layer.")
        if texts:
            message = tr("“{value}” is not in the layer; perhaps {names} was meant.")
        return Refusal(text, message.format(value=text, names=", ".join(texts)), texts)

    @cached_property
    def _by_trigram(self) -> dict[str, list[str]]:
        index = defaultdict(list)
        for key in self._by_name:
            for trigram in _trigrams(key):
                index[trigram].append(key)
        return index

    def _likely(self, text: str, department: str) -> list[tuple[str, str]]:
        """Return (name, unit) of the units that share most trigrams with a text."""
        shared: Counter[str] = Counter()
        for trigram in _trigrams(name_key(text)):
            shared.update(self._by_trigram.get(trigram, ()))
        units = [unit for key, _ in shared.most_common(_LIKELY) for unit in self._by_name[key]]
        return [
            (self.names[unit], str(unit)) for unit in units if not department or self._department(unit) == department
        ]


def _trigrams(key: str) -> set[str]:
    padded = f" {key} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}
