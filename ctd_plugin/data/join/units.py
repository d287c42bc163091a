"""The units of a layer, of any level, and finding that of a row by code, name or similar spelling."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...i18n import tr
from ...text import fold
from ..places.departments import DEPARTMENTS, department_of, department_of_commune, without_decimals
from ..places.region_match import MatchMethod, Refusal, Remark
from ..places.similarity import LONGEST, PLAUSIBLE, closest, long_words, name_key, plausible, rank, similarity
from ..places.spellings import LOCAL, is_missing_value, split_parts, variants

_MOST_GUESSES = 1000
"""Rows for which similar names are searched: with more, the table is of other places than the layer."""
_MOST_SIMILAR = 50


@dataclass(frozen=True)
class UnitMatch:
    """The index of the unit of a row, how it was recognised, by which cell, and remarks on the cells."""

    unit: int
    how: MatchMethod
    value: str
    remarks: tuple[Remark, ...] = ()


def normalized_code(text: str) -> str:
    """Return a code in upper case, without the leading zeros and decimals that spreadsheets remove or add."""
    plain = text.strip().upper().lstrip("0")
    return without_decimals(plain) if "." in plain or "," in plain else plain


class Units:
    """The units of a layer; features of one code, or without codes of one name in one department, are one unit.

    `codes`, `names` and `departments` have a text for each feature, or are empty where the layer has no such field.
    """

    def __init__(self, codes: Sequence[str], names: Sequence[str], departments: Sequence[str]) -> None:
        count = max(len(codes), len(names))
        blank = [""] * count
        self._has_codes = bool(codes)
        # Features of the same name alone may be different places.
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
    def guesses_exhausted(self) -> bool:
        """Whether similar names were not searched for some rows, because there were too many."""
        return self._guesses > _MOST_GUESSES

    def labels(self) -> list[str]:
        """Return the code of each unit, or its name (with the department, of homonyms) where the layer has no codes."""
        counts = Counter(self.names)
        return [
            code or (name if counts[name] == 1 else self._label(unit))
            for unit, (code, name) in enumerate(zip(self.codes, self.names, strict=True))
        ]

    def find_exact(self, codes: Sequence[str], names: Sequence[str]) -> list[int | None]:
        """Return the unit of each row whose code and name are written exactly as in the layer, else None; fast."""
        own = self.names
        return [
            unit if unit is not None and (not name or name == own[unit]) else None
            for unit, name in zip(map(self._by_code.get, codes), names, strict=True)
        ]

    def find(self, code: str, name: str, department: str) -> UnitMatch | Refusal:
        """Return the unit of a row by its cells, each of which may be empty."""
        if code:
            unit = self._by_code.get(code)
            remarks: tuple[Remark, ...] = ()
            if unit is None:
                unit = self._by_form.get(normalized_code(code))
                if unit is not None:
                    message = tr("The code “{value}” was read as {code}.").format(value=code, code=self.codes[unit])
                    remarks = (Remark("code", code, message),)
            if unit is not None:
                return self._checked_name(UnitMatch(unit, MatchMethod.CODE, code, remarks), name)
        text = name or code
        if not text or is_missing_value(text):
            return Refusal(text, tr("The row names no place; write its code or its name."))
        return self._find_by_name(text, code if name else "", department_of(department) or "")

    def _find_variant(self, text: str, department: str) -> UnitMatch | None:
        """Return the unit of a text in another spelling, or with several parts: "35238 - Rennes", "Savoie (Haute)"."""
        for spelling in variants(text, LOCAL):
            units = [
                unit for unit in self._by_exact_name(spelling) if not department or self._department(unit) == department
            ]
            if len(units) == 1:
                return UnitMatch(units[0], MatchMethod.NAME, text)
        department_code = department_of(text) if self._are_departments else None
        if department_code in self._by_code:
            return UnitMatch(self._by_code[department_code], MatchMethod.NAME, text)
        parts = split_parts(text)
        if len(parts) < 2:
            return None
        candidates = [
            self._candidates(part, {unit for each in parts if each != part for unit in self._by_exact_name(each)})
            for part in parts
        ]
        common = set.intersection(*candidates)
        return UnitMatch(common.pop(), MatchMethod.NAME, text) if len(common) == 1 else None

    def _candidates(self, part: str, others: set[int]) -> set[int]:
        """Return the units that a part of a text may mean: by code, by name, or all of `others` in its department."""
        unit = self._by_code.get(part.upper(), self._by_form.get(normalized_code(part)) if part[:1].isdigit() else None)
        named = (
            {unit} if unit is not None else {one for each in variants(part, LOCAL) for one in self._by_exact_name(each)}
        )
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
        """Unit by normalized code, where that is unique."""
        counts = Counter(map(normalized_code, self._by_code))
        return {form: unit for code, unit in self._by_code.items() if counts[form := normalized_code(code)] == 1}

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        named = defaultdict(list)
        for unit, name in enumerate(self.names):
            if name:
                named[name_key(name)].append(unit)
        return named

    def _by_exact_name(self, text: str) -> list[int]:
        """Return the units of a name; of several, those with the same article."""
        units = self._by_name.get(name_key(text), [])
        same = [unit for unit in units if fold(self.names[unit]) == fold(text)] if len(units) > 1 else []
        return same or units

    def _department(self, unit: int) -> str:
        if self._departments:
            return department_of(self._departments[unit]) or ""
        return department_of_commune(self.codes[unit])

    def _label(self, unit: int) -> str:
        if not self.codes[unit]:
            where = self._department(unit)
            return f"{self.names[unit]} ({where})" if where else self.names[unit]
        return f"{self.names[unit]} ({self.codes[unit]})" if self.names[unit] else self.codes[unit]

    def _checked_name(self, found: UnitMatch, name: str) -> UnitMatch | Refusal:
        """Compare the name beside a code with that of the unit: the name of another unit is a contradiction."""
        own = self.names[found.unit]
        if not name or not own or name == own or name_key(name) == name_key(own):
            return found
        others = self._by_exact_name(name)
        if others:
            message = tr(
                "The code “{code}” is {own} but the name “{name}” is that of another place; correct one of them."
            )
            texts = tuple(self._label(unit) for unit in (found.unit, *others[:2]))
            message = message.format(code=found.value, own=own, name=name)
            return Refusal(f"{found.value} {name}", message, texts)
        department = department_of(name)
        is_own = similarity(name, own) >= PLAUSIBLE or bool({*long_words(name)} & {*long_words(own)})
        if not is_own or (department is not None and self._department(found.unit) not in ("", department)):
            message = tr(
                "The code “{code}” is {own} but the name “{name}” is that of another unit; correct one of them."
            )
            message = message.format(code=found.value, own=own, name=name)
            return Refusal(f"{found.value} {name}", message, (self._label(found.unit),))
        message = tr("“{value}” differs from {own}; matched by code.").format(value=name, own=own)
        return UnitMatch(found.unit, found.how, found.value, (*found.remarks, Remark("name", name, message)))

    def _find_by_name(self, text: str, code: str, department: str) -> UnitMatch | Refusal:
        # A code that the layer lacks still gives the department.
        stated = department or department_of_commune(code)
        units = [unit for unit in self._by_exact_name(text) if not stated or self._department(unit) in ("", stated)]
        if len(units) == 1:
            remarks: tuple[Remark, ...] = ()
            if code:
                message = tr("The layer has no code “{value}”; matched by name ({name}).")
                message = message.format(value=code, name=self.names[units[0]])
                remarks = (Remark("code", code, message),)
            return UnitMatch(units[0], MatchMethod.NAME, text, remarks)
        if units:
            message = tr("“{value}” is the name of {count} places; give the code or the department: {names}.")
            texts = tuple(self._label(unit) for unit in units[:5])
            return Refusal(text, message.format(value=text, count=len(units), names=", ".join(texts)), texts)
        spelled = self._find_variant(text, stated) if len(text) <= LONGEST and not code else None
        return spelled or self._guess(text, code, stated)

    def _guess(self, text: str, code: str, department: str) -> UnitMatch | Refusal:
        self._guesses += 1
        is_tried = self._guesses <= _MOST_GUESSES and len(text) <= LONGEST
        ranked = rank(text, self._similar(text, department)) if is_tried else []
        best = closest(text, ranked)
        # Beside another code, or in a text with digits, similarity proves nothing.
        if best and not code and not re.search(r"\d", text):
            unit = int(best.owner)
            message = tr("“{value}” was read as {name}; correct the spelling.")
            message = message.format(value=text, name=self._label(unit))
            return UnitMatch(unit, MatchMethod.FUZZY, text, (Remark("name", text, message),))
        texts = tuple(self._label(int(owner)) for owner in plausible(ranked)[:3])
        message = tr("“{value}” is not in the layer.")
        if texts:
            message = tr("“{value}” is not in the layer; did you mean {names}?")
        return Refusal(text, message.format(value=text, names=", ".join(texts)), texts)

    @cached_property
    def _by_trigram(self) -> dict[str, list[str]]:
        index = defaultdict(list)
        for key in self._by_name:
            for trigram in _trigrams(key):
                index[trigram].append(key)
        return index

    def _similar(self, text: str, department: str) -> list[tuple[str, str]]:
        """Return the name and the index, as text, of the units that share most trigrams with a text."""
        shared: Counter[str] = Counter()
        for trigram in _trigrams(name_key(text)):
            shared.update(self._by_trigram.get(trigram, ()))
        units = [unit for key, _ in shared.most_common(_MOST_SIMILAR) for unit in self._by_name[key]]
        return [
            (self.names[unit], str(unit)) for unit in units if not department or self._department(unit) == department
        ]


def _trigrams(key: str) -> Collection[str]:
    """Return the different trigrams of a key, in their order: that of a set would be another in each process."""
    padded = f" {key} "
    return dict.fromkeys(padded[start : start + 3] for start in range(len(padded) - 2))
