"""The sections about a region that the panel and the atlas share: the same words in the same order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ...catalogues.health import Health, Key, key_of
from ...catalogues.registry import Endpoint, Platform
from ...data.columns import SURVEY_COLUMNS
from ...data.facts.fact import Fact, indicator_names, is_calculated, note_of, payer_names, payers_text, scope_name
from ...data.profile.figure import Figure, figure_of
from ...data.profile.ranking import LEAST_RANKED, rank_of
from ...data.profile.region_profile import NOT_ANSWERS, Answer, RegionProfile
from ...dates import short_date, survey_date
from ...i18n import current_language, number, plural, titled, tr
from ...text import fold, one_line
from ..catalogues.health_store import checked_when, health_text
from ..labels.fields import field_aliases
from ..labels.labels import carried_over, euros, exact_euros, figure_text, none_given, not_given, staff, with_year
from ..labels.platforms import (
    confidence_names,
    operator_phrases,
    platform_kind_names,
    platform_source_phrases,
    platform_status_phrases,
    protocol_names,
    technology_phrases,
)

_STAFF = "staff"
PER_1000 = "per-1000"
"""The name of the key figure that was calculated from the budget and the population."""


@dataclass(frozen=True)
class KeyFigure:
    """One of the key figures of a region beside those of all regions; `written` writes a number with its unit."""

    name: str
    title: str
    figure: Figure | None
    of_all: Sequence[Figure | None]
    written: Callable[[float], str]

    @property
    def not_given(self) -> str:
        """What stands in its place where the survey does not have it; staff are plural in French."""
        return tr("none stated") if self.name == _STAFF else not_given()


class Quotation(NamedTuple):
    """The words of the survey behind a figure, the title of their column, and whether it was calculated from them."""

    words: str
    column: str
    is_derived: bool

    def pattern(self) -> str:
        """Return how a quote is written, with places for `quote` and `column`."""
        return tr("“{quote}” ({column}; calculated)") if self.is_derived else tr("“{quote}” ({column})")


class Proof(NamedTuple):
    """What proves a figure: the figure named, the words of the survey, and a remark, which may be empty."""

    figure: str
    quotation: Quotation
    remark: str

    @property
    def quote(self) -> str:
        """The words as a quote, with their column."""
        return self.quotation.pattern().format(quote=self.quotation.words, column=self.quotation.column)


class PlatformTexts(NamedTuple):
    """The texts about a platform beside its name and addresses."""

    technology: str
    operator: str
    status: str
    source: str


class EndpointTexts(NamedTuple):
    """The texts about an endpoint beside its address: its protocol, and its last check or else its confidence."""

    protocol: str
    trust: str


def ctd_date(profile: RegionProfile) -> tuple[str, str]:
    """Return title and value of the date of a region's CTD."""
    words = survey_date(profile.written_date)
    return tr("Date of the CTD"), with_year(words, profile.carried_from("date_ctd")) or none_given()


def interview(profile: RegionProfile) -> tuple[str, str]:
    """Return title and value of the date of the interview, in words where the survey gives a day."""
    date, year = profile.interview_date, profile.carried_from("date_entretien")
    return tr("Date of the interview"), (date if year in date else with_year(date, year)) or none_given()


def answer_title(answer: Answer) -> str:
    """Return the title of an answer, with the year of the earlier edition that it was carried over from, if it was."""
    return carried_over(field_aliases()[answer.column], answer.carried_from)


def status_remark(profile: RegionProfile) -> str:
    """Return what the survey itself says against a region's status, such as that it was debated; "" of nothing."""
    fact = profile.status_remark
    return (note_of(fact) or tr("“{quote}”").format(quote=one_line(fact.quote))) if fact else ""


def population(profile: RegionProfile) -> tuple[str, str]:
    """Return title and value of the population."""
    return tr("Municipal population"), number(profile.population) if profile.population else none_given()


def payers(profile: RegionProfile) -> tuple[str, str]:
    """Return title and value of who pays."""
    return tr("Payers named"), with_year(payers_text(profile.payers), profile.payers_carried) or tr("none")


def without_row() -> str:
    """Return the sentence for a region that the survey left out."""
    return tr("This region has no row in this edition of the survey.")


def unanswered(profile: RegionProfile) -> str:
    """Return one line that names what the survey leaves blank of a region, "" where that is nothing."""
    if not profile.surveyed:
        return without_row()
    titles, given = field_aliases(), {answer.column for answer in profile.answers} | NOT_ANSWERS
    blank = [titles[column] for column in SURVEY_COLUMNS if column not in given]
    return titled(tr("No answer"), ", ".join(title[:1].lower() + title[1:] for title in blank)) if blank else ""


def without_platform() -> str:
    """Return the sentence for a region of which no platform is known."""
    return tr("No known platform.")


def without_address() -> str:
    """Return the words for a platform of which no address is known."""
    return tr("no known address")


def reading_notes(quotes: str) -> list[str]:
    """Return how figures are to be read, in sentences; `quotes` is the one that says where their quotes are."""
    notes = [
        tr(
            "Below each figure: what it covers (hosting only, a team, a whole organisation…). Ranks are given "
            "only among regions whose figures cover the same, from {count} regions."
        ).format(count=LEAST_RANKED),
        tr("“≈”: figure given as approximate in the survey, or calculated from it."),
        tr("“Not given”: no answer in the survey, never zero."),
        quotes,
    ]
    if current_language() != "fr":
        notes.append(tr("Answers and quotes are in French, as in the survey."))
    return notes


def sources_title() -> str:
    """Return the title of the quotes."""
    return tr("Sources: quotes behind the figures")


def key_figures(profile: RegionProfile, profiles: Sequence[RegionProfile]) -> list[KeyFigure]:
    """Return staff and budget, also where the region gives none, and the budget that it gives per inhabitant.

    `profiles` are those of all regions.
    """
    figures = [
        KeyFigure(_STAFF, tr("Staff"), profile.staff, [one.staff for one in profiles], staff),
        KeyFigure("budget", tr("Yearly budget"), profile.budget, [one.budget for one in profiles], euros),
    ]
    if not profile.budget or profile.budget.is_none:
        return figures
    title, per_1000 = tr("Yearly budget per 1,000 inhabitants"), [one.budget_per_1000 for one in profiles]
    return [*figures, KeyFigure(PER_1000, title, profile.budget_per_1000, per_1000, exact_euros)]


def platform_texts(platform: Platform) -> PlatformTexts:
    """Return the texts about a platform; one that holds no data is described by its kind."""
    return PlatformTexts(
        technology_phrases()[platform.technology] if platform.is_data else platform_kind_names()[platform.kind],
        operator_phrases()[platform.operator],
        platform_status_phrases()[platform.status],
        tr("added by you") if platform.is_own else platform_source_phrases()[platform.source],
    )


def endpoint_texts(endpoint: Endpoint, checked: Mapping[Key, Health]) -> EndpointTexts:
    """Return the texts about an endpoint; `checked` are the results of the last check by endpoint."""
    health = checked.get(key_of(endpoint))
    trust = health_text(endpoint, health)
    if health is None:
        trust = f"{confidence_names()[endpoint.confidence]}, {trust}"
    return EndpointTexts(protocol_names()[endpoint.protocol], trust)


def check_text(platforms: Iterable[Platform], checked: Mapping[Key, Health]) -> str:
    """Return in one line whether the services of platforms were checked, when, and how many answer; "" of none.

    `checked` are the results of the last check by endpoint.
    """
    keys = {key_of(endpoint) for platform in platforms for endpoint in platform.endpoints}
    found = [checked[key] for key in keys if key in checked]
    if not found:
        return tr("Addresses not checked") if keys else ""
    alive = sum(health.is_alive for health in found)
    text = plural(
        alive,
        tr("{alive} address out of {count} answered {when}"),
        tr("{alive} addresses out of {count} answered {when}"),
    )
    text = text.format(alive=alive, count=len(found), when=checked_when(found))
    unchecked = len(keys) - len(found)
    if unchecked:
        others = plural(unchecked, tr("{count} address not checked"), tr("{count} addresses not checked"))
        text += ", " + others.format(count=unchecked)
    return text


def comparable_regions(key: KeyFigure, profiles: Sequence[RegionProfile]) -> list[tuple[RegionProfile, Figure]]:
    """Return the regions whose figure compares with a key figure, and that figure, the highest first.

    The region itself is one of them; none where there are too few to compare. `profiles` are those that the key
    figure was made with.
    """
    figure = key.figure
    if figure is None or rank_of(figure, key.of_all) is None:
        return []
    pairs = zip(profiles, key.of_all, strict=True)
    alike = [(one, other) for one, other in pairs if other and figure.compares_with(other)]
    return sorted(alike, key=lambda pair: (-pair[1].value, fold(pair[0].name)))


def rank_texts(key: KeyFigure) -> list[str]:
    """Return the rank of a figure among those that cover the same, and their median; nothing where it has none."""
    place = rank_of(key.figure, key.of_all) if key.figure else None
    if place is None:
        return []
    rank = tr("{rank} of {count} comparable regions").format(rank=_ordinal(place.rank), count=place.count)
    return [rank, titled(tr("median"), key.written(place.median))]


def _ordinal(rank: int) -> str:
    """Return "2nd" or, for a region, which is feminine in French, "1re" or "2e"."""
    if current_language() == "fr":
        return f"{rank}{'re' if rank == 1 else 'e'}"
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def proofs(profile: RegionProfile) -> Iterator[Proof]:
    """Yield the figures and payers of a region, each quote once with all that it proves."""
    quoted: dict[tuple[str, str], list[Fact]] = {}
    for fact in profile.facts:
        quoted.setdefault((one_line(fact.quote), fact.column), []).append(fact)
    indicators, payers = indicator_names(), payer_names()
    for facts in quoted.values():
        values: dict[str, dict[str, None]] = {}
        for fact in facts:
            payer = payers.get(fact.payer, fact.payer)
            subject = _subject(fact, indicators.get(fact.indicator, fact.indicator), payer)
            values.setdefault(subject, {})[_value(fact) if fact.value else with_year(payer, fact.carried_from)] = None
        # A remark on the status has no value.
        figures = [titled(subject, ", ".join(found)) if any(found) else subject for subject, found in values.items()]
        remarks = dict.fromkeys(filter(None, map(note_of, facts)))
        yield Proof(" · ".join(figures), quotation_of(facts), " ".join(remarks))


def quotation_of(facts: Sequence[Fact]) -> Quotation:
    """Return the quote that facts share, and whether any of their figures was calculated from it."""
    fact = facts[0]
    # Not a parenthesis in a parenthesis.
    column = field_aliases().get(fact.column, fact.column).partition(" (")[0]
    return Quotation(one_line(fact.quote), column, any(map(is_calculated, facts)))


def quotation_of_answer(answer: Answer, words: str) -> Quotation:
    """Return words of an answer that no figure was read from, with the year of one that was carried over."""
    column = field_aliases()[answer.column].partition(" (")[0]
    return Quotation(words, ", ".join(filter(None, (column, answer.carried_from))), is_derived=False)


def _subject(fact: Fact, indicator: str, payer: str) -> str:
    name, scope = indicator[:1].upper() + indicator[1:], scope_name(fact.scope)
    # A date of the CTD is the CTD's, and so is its status.
    details = ["" if scope in name or not (fact.value or fact.payer) else scope, payer if fact.value else ""]
    listed = ", ".join(filter(None, details))
    return f"{name} ({listed})" if listed else name


def _value(fact: Fact) -> str:
    if fact.unit == "date":
        return with_year(short_date(date.fromisoformat(fact.value)), fact.carried_from)
    figure = figure_of(fact)
    return figure_text(figure, _writer(fact.unit)) if figure else fact.value


def _writer(unit: str) -> Callable[[float], str]:
    match unit:
        case "FTE":
            return staff
        case "EUR/year" | "EUR":
            return euros
        case "percent":
            return lambda value: tr("{share}%").format(share=number(value, 1))
        case _:
            return lambda value: number(value, 3)
