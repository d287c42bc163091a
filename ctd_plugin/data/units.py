"""The units of a layer, of any level, and which of them a row means: by code, name or close spelling, or refused."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ..i18n import tr
from .departments import department_in, department_of
from .matching import How, Refusal, Remark
from .names import LONGEST, alike, closest, name_key, rank
from .text import fold

_MOST_GUESSES = 1000
"""Rows for which a close spelling is looked for: with more, the table is of other places than the layer."""
_LIKELY = 50


@dataclass(frozen=True)
class Found:
    """The number of the unit that a row means, by what it was recognised, and what is odd about what was written."""

    unit: int
    how: How
    value: str
    remarks: tuple[Remark, ...] = ()


def code_form(text: str) -> str:
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

    def find(self, code: str, name: str, department: str) -> Found | Refusal:
        """Return the unit that the cells of a row mean; each may be empty."""
        if code:
            unit = self._by_code.get(code)
            remarks: tuple[Remark, ...] = ()
            if unit is None:
                unit = self._by_form.get(code_form(code))
                if unit is not None:
                    message = tr("The code “{value}” was read as {code}.").format(value=code, code=self.codes[unit])
                    remarks = (Remark("code", code, message),)
            if unit is not None:
                return self._with_name(Found(unit, How.CODE, code, remarks), name)
        text = name or code
        if not text:
            return Refusal("", tr("The row names no place; write its code or its name."))
        return self._find_by_name(text, code if name else "", department_of(department) or "")

    @cached_property
    def _by_code(self) -> dict[str, int]:
        return {code: unit for unit, code in enumerate(self.codes) if code} if self._has_codes else {}

    @cached_property
    def _by_form(self) -> dict[str, int]:
        """Codes that stay apart without their zeros."""
        counts = Counter(map(code_form, self._by_code))
        return {form: unit for code, unit in self._by_code.items() if counts[form := code_form(code)] == 1}

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

    def _with_name(self, found: Found, name: str) -> Found | Refusal:
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
        message = tr("“{value}” is written for {own}; the code was followed.").format(value=name, own=own)
        return Found(found.unit, found.how, found.value, (*found.remarks, Remark("name", name, message)))

    def _find_by_name(self, text: str, code: str, department: str) -> Found | Refusal:
        # A code that the layer lacks still says in which department the place lies.
        stated = department or (department_in(code) if re.fullmatch(r"(\d\d|2[AB])\d{3}", code) else "")
        units = [unit for unit in self._named(text) if not stated or self._department(unit) in ("", stated)]
        if len(units) == 1:
            remarks: tuple[Remark, ...] = ()
            if code:
                message = tr("The layer has no code “{value}”; the name {name} was followed.")
                message = message.format(value=code, name=self.names[units[0]])
                remarks = (Remark("code", code, message),)
            return Found(units[0], How.NAME, text, remarks)
        if units:
            message = tr("“{value}” is the name of {count} places; write the code or the department: {names}.")
            texts = tuple(self._text(unit) for unit in units[:5])
            return Refusal(text, message.format(value=text, count=len(units), names=", ".join(texts)), texts)
        return self._guess(text, code, stated)

    def _guess(self, text: str, code: str, department: str) -> Found | Refusal:
        self._guesses += 1
        is_tried = self._guesses <= _MOST_GUESSES and len(text) <= LONGEST
        ranked = rank(text, self._likely(text, department)) if is_tried else []
        likeness = closest(text, ranked)
        # With a code that is not the layer's, or without any letter, a likeness of names proves nothing.
        if likeness and not code and not re.search(r"\d", text):
            unit = int(likeness.owner)
            message = tr("“{value}” was read as {name}; correct the spelling.")
            message = message.format(value=text, name=self._text(unit))
            return Found(unit, How.FUZZY, text, (Remark("name", text, message),))
        texts = tuple(self._text(int(owner)) for owner in alike(ranked)[:3])
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
