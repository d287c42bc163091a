"""Figures of texts: a phrase is read as a person reads it or left in doubt, never read wrongly.

`own.csv` was written before the reader, the others by people who had not seen it; all with the figures expected.
`covers.csv` adds what each figure covers and whether it is about; `no_budget.csv` tells none from not known.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ctd_plugin.catalogues.registry import read_platforms
from ctd_plugin.data.facts.extraction import facts_of_text
from ctd_plugin.data.facts.fact import BUDGET, STAFF

PHRASES = Path(__file__).parent / "phrases"
PLATFORMS = tuple(replace(platform, region="53") for platform in read_platforms())
COLUMNS = ("staff", "budget", "shares")


def phrases(name: str) -> list[dict[str, str]]:
    with (PHRASES / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def reading(text: str) -> dict[str, str]:
    """Return what maps would draw of a text: "2-3" is a range, "region=60 etat=40" the shares of payers in per cent."""
    facts, _ = facts_of_text(text, "53", PLATFORMS)
    drawn = {fact.indicator: fact for fact in facts if fact.headline}
    shares = [fact for fact in facts if fact.indicator == "funding_share" and fact.unit == "percent"]
    return {
        "staff": range_of(drawn.get(STAFF)),
        "budget": range_of(drawn.get(BUDGET)),
        "shares": " ".join(f"{share.payer}={plain(share.value)}" for share in shares),
    }


def range_of(fact) -> str:
    return "-".join(plain(end) for end in (fact.value, fact.value_max) if end) if fact else ""


def plain(value: str) -> str:
    return f"{Decimal(value).quantize(Decimal('0.01')).normalize():f}"


@pytest.mark.parametrize("phrase", phrases("own.csv"), ids=lambda phrase: phrase["text"])
def test_a_phrase_is_read_as_a_person_reads_it(phrase):
    assert reading(phrase["text"]) == {column: phrase[column] for column in COLUMNS}


@pytest.mark.parametrize("name", ["blind.csv", "blind_second.csv", "blind_third.csv"])
def test_no_phrase_of_another_author_is_read_wrongly_and_most_are_read(name):
    """A figure that the phrase's author does not give, or gives otherwise, is wrong."""
    results = [(phrase, reading(phrase["text"])) for phrase in phrases(name)]
    wrong = [(phrase["text"], read) for phrase, read in results if any(read[c] not in ("", phrase[c]) for c in COLUMNS)]
    assert wrong == []
    right = sum(all(read[column] == phrase[column] for column in COLUMNS) for phrase, read in results)
    assert right >= len(results) * 8 / 10


def test_what_there_is_none_of_is_told_from_what_is_not_known():
    """0 is the answer that there is none; unknown, not yet told and none of a part are no answer."""
    results = [(phrase, reading(phrase["text"])) for phrase in phrases("no_budget.csv")]
    columns = ("staff", "budget")
    wrong = [(phrase["text"], read) for phrase, read in results if any(read[c] not in ("", phrase[c]) for c in columns)]
    assert wrong == []
    right = sum(all(read[column] == phrase[column] for column in columns) for phrase, read in results)
    assert right >= len(results) * 9 / 10


def drawn_figures(text: str) -> dict[str, tuple[str, str, bool]]:
    """Return the figures that maps would draw of a text: value, what it covers, and whether it is about."""
    facts, _ = facts_of_text(text, "53", PLATFORMS)
    names = {STAFF: "staff", BUDGET: "budget"}
    return {names[fact.indicator]: (range_of(fact), fact.covers, fact.about) for fact in facts if fact.headline}


def test_what_a_figure_covers_is_never_read_wrongly_and_mostly_read():
    """Not said ("unknown") is never wrong; a figure that is about so much must say so."""
    wrong, right = [], 0
    for phrase in phrases("covers.csv"):
        drawn = drawn_figures(phrase["text"])
        expected = {
            name: (phrase[name], phrase[f"{name}_covers"], phrase[f"{name}_about"] == "1")
            for name in ("staff", "budget")
            if phrase[name]
        }
        right += drawn == expected
        for name, (value, covers, about) in drawn.items():
            wanted, wanted_covers, wanted_about = expected.get(name, ("", "", False))
            if (value, about) != (wanted, wanted_about) or covers not in (wanted_covers, "unknown"):
                wrong.append((phrase["text"], name, value, covers, about))
    assert wrong == []
    assert right >= len(phrases("covers.csv")) * 8 / 10
