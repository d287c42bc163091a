"""What the maps of budgets and staff say in words: headlines, findings and notes, true for any data."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...data.facts.fact import Covers, covers_labels
from ...data.profile.edition_reader import EditionProfiles
from ...data.profile.figure import Figure
from ...i18n import plural, tr
from ...regions import PRINTED_NAMES
from ...text import truncated
from ..labels.labels import count_word, figure_text, no_own_budget, no_own_staff, sentence_start
from ..regions.comparison import by_kind, largest_kind
from ..regions.headlines import regions_in_doubt, undrawn_figures, unread_column

_LONGEST_ON_SLIDE = 60
_LONGEST_COLUMN = 30


@dataclass(frozen=True)
class AmountWords:
    """The sentences in which the two themes differ, in the language in force."""

    headline: str
    """What an amount or range of amounts is put into, for headlines."""
    short_headline: str
    nothing: str
    """The headline of a map without any figure."""
    unread: str
    """The same where a column of the survey was not read."""
    in_doubt: str
    """The same where amounts were not understood."""
    only_none: tuple[str, str]
    """The same where regions state that they have none, one or many."""
    none: tuple[str, str]
    """A sentence on the regions that state that they have none, one or many."""
    spread: str
    """The lowest and highest amount per inhabitant of a kind."""
    one: str
    """The same of a single region."""
    subject: str
    legend_title: str
    unit: str
    """What stands over the amounts per inhabitant in the legend."""
    classes_title: str
    circles: str
    own_none: Callable[..., str]
    """The class of those who state that they have none; with `short` in fewer words."""


def budget_words() -> AmountWords:
    """Return the sentences on budgets."""
    return AmountWords(
        headline=tr("Data budgets: {amount} a year"),
        short_headline=tr("Budgets: {amount} a year"),
        nothing=tr("Data budgets: no amount stated"),
        unread=tr("Data budgets: column “{column}” not read"),
        in_doubt=tr("Data budgets: no amount understood for certain"),
        only_none=(
            tr("Data budgets: no amount, and {count} region without a budget of its own"),
            tr("Data budgets: no amount, and {count} regions without a budget of their own"),
        ),
        none=(
            tr("One region states that it has no budget of its own."),
            tr("{count} regions state that they have no budget of their own."),
        ),
        spread=tr("{kind}: {amount} a year per 1,000 inhabitants ({count} regions)."),
        one=tr("{region}: {amount} a year per 1,000 inhabitants ({kind})."),
        subject=tr("Yearly budgets stated in the survey"),
        legend_title=tr("What the budget covers\n(number of regions)"),
        unit=tr("a year, per\n1,000 inh."),
        classes_title=tr("€ a year per 1,000 inh.\n(number of regions)"),
        circles=tr("Yearly budget (area of the circle)"),
        own_none=no_own_budget,
    )


def staff_words() -> AmountWords:
    """Return the sentences on staff."""
    return AmountWords(
        headline=tr("Data teams: {amount}"),
        short_headline=tr("Teams: {amount}"),
        nothing=tr("Data teams: no staff figure stated"),
        unread=tr("Data teams: column “{column}” not read"),
        in_doubt=tr("Data teams: no staff figure understood for certain"),
        only_none=(
            tr("Data teams: no staff figure, and {count} region without staff of its own"),
            tr("Data teams: no staff figure, and {count} regions without staff of their own"),
        ),
        none=(
            tr("One region states that it has no staff of its own."),
            tr("{count} regions state that they have no staff of their own."),
        ),
        spread=tr("{kind}: {amount} per million inhabitants ({count} regions)."),
        one=tr("{region}: {amount} per million inhabitants ({kind})."),
        subject=tr("Staff stated in the survey"),
        legend_title=tr("What the staff figure counts\n(number of regions)"),
        unit=tr("FTE per\nmillion inh."),
        classes_title=tr("FTE per million inhabitants\n(number of regions)"),
        circles=tr("Staff (area of the circle)"),
        own_none=no_own_staff,
    )


def headlines(
    edition: EditionProfiles,
    indicator: str,
    figures: Mapping[str, Figure],
    words: AmountWords,
    written: Callable[[float], str],
) -> tuple[str, str]:
    """Return the headline, which says from how much to how much for how many scopes, and one for a slide."""
    kinds = by_kind(figures)
    drawn = {code: figure for of_kind in kinds.values() for code, figure in of_kind.items()}
    if not drawn:
        headline = _without_figures(edition, indicator, figures, words)
        return headline, headline if len(headline) <= _LONGEST_ON_SLIDE else ""
    amount = _range_text(list(drawn.values()), written)
    headline, short = words.headline.format(amount=amount), words.short_headline.format(amount=amount)
    if len(drawn) == 1:
        (code,) = drawn
        return tr("{amount}, {region} alone").format(amount=headline, region=PRINTED_NAMES.get(code, code)), short
    scopes, short_scopes = _scopes(kinds)
    longer = tr("{amount}, {scopes}").format(amount=short, scopes=short_scopes)
    return (
        tr("{amount}, {scopes}").format(amount=headline, scopes=scopes),
        longer if len(longer) <= _LONGEST_ON_SLIDE else short,
    )


def _without_figures(
    edition: EditionProfiles, indicator: str, figures: Mapping[str, Figure], words: AmountWords
) -> str:
    if figures:
        return plural(len(figures), *words.only_none).format(count=len(figures))
    if column := unread_column(edition, indicator):
        return words.unread.format(column=truncated(column, _LONGEST_COLUMN))
    return words.in_doubt if regions_in_doubt(edition, indicator) else words.nothing


def _scopes(kinds: Mapping[Covers, Mapping[str, Figure]]) -> tuple[str, str]:
    """Return for how many scopes the figures are, in a headline and on a slide."""
    known = len(kinds) - (Covers.UNKNOWN in kinds)
    if not known:
        return tr("scope not stated"), tr("scope not stated")
    count = count_word(known)
    if Covers.UNKNOWN in kinds and known == 1:
        return tr("for scopes that are stated in part only"), tr("mixed scopes")
    if Covers.UNKNOWN in kinds:
        return tr("for at least {count} different scopes").format(count=count), tr("mixed scopes")
    if known == 1:
        return tr("for one and the same scope"), tr("one scope")
    return tr("for {count} different scopes").format(count=count), tr("{count} scopes").format(count=count)


def amount_subject(figures: Mapping[str, Figure], total: int, words: AmountWords) -> str:
    """Return what the map shows, and of how many regions, where there is one."""
    count = sum(not figure.is_none for figure in figures.values())
    if not count:
        return words.subject
    text = plural(
        count, tr("{subject}, {count} region out of {total}"), tr("{subject}, {count} regions out of {total}")
    )
    return text.format(subject=words.subject, count=count, total=total)


def amount_findings(
    edition: EditionProfiles,
    indicator: str,
    figures: Mapping[str, Figure],
    relative: Mapping[str, Figure],
    words: AmountWords,
    written: Callable[[float], str],
) -> list[str]:
    """Return up to three sentences: the rule of comparing, the spread within a kind, and who stands alone.

    `relative` are the figures per inhabitant, which `written` writes.
    """
    kinds = by_kind(figures)
    none = sum(figure.is_none for figure in figures.values())
    found = [
        *comparing_rule(kinds, indicator),
        *_spread(kinds, indicator, relative, words, written),
        *_alone(kinds),
    ]
    if none:
        found.append(sentence_start(plural(none, *words.none).format(count=count_word(none))))
    return found[:3]


def comparing_rule(kinds: Mapping[Covers, Mapping[str, Figure]], indicator: str) -> Iterator[str]:
    """Yield the sentence that says which figures may be compared, where there are two at all."""
    if sum(map(len, kinds.values())) < 2:
        return
    if list(kinds) == [Covers.UNKNOWN]:
        yield tr("What these figures cover is not stated: they cannot be compared.")
    elif len(kinds) == 1:
        (covers,) = kinds
        yield tr("All figures cover the same ({kind}): they can be compared.").format(
            kind=covers_labels(indicator)[covers]
        )
    else:
        yield tr("A colour says what a figure covers, never how high it is: only compare circles of one colour.")


def _spread(
    kinds: Mapping[Covers, Mapping[str, Figure]],
    indicator: str,
    relative: Mapping[str, Figure],
    words: AmountWords,
    written: Callable[[float], str],
) -> Iterator[str]:
    labels, covers = covers_labels(indicator), largest_kind(kinds)
    if covers is not None:
        of_kind = [relative[code] for code in kinds[covers] if code in relative]
        if len(of_kind) > 1:
            amount = _range_text(of_kind, written)
            kind, count = sentence_start(labels[covers]), count_word(len(of_kind))
            yield words.spread.format(kind=kind, amount=amount, count=count)
    elif sum(map(len, kinds.values())) == 1:
        ((covers, figures),) = kinds.items()
        (code,) = figures
        if code in relative:
            amount = figure_text(relative[code], written)
            yield words.one.format(region=PRINTED_NAMES.get(code, code), amount=amount, kind=labels[covers])


def _alone(kinds: Mapping[Covers, Mapping[str, Figure]]) -> Iterator[str]:
    """Yield how many figures have none beside them to be compared with, where there are several kinds."""
    count = sum(map(len, kinds.values()))
    known = {covers: figures for covers, figures in kinds.items() if covers != Covers.UNKNOWN}
    alone = sum(1 for figures in known.values() if len(figures) == 1)
    if len(kinds) > 1 and alone:
        text = plural(
            alone,
            tr("One region out of {total} is alone in its scope: a national mean would be meaningless."),
            tr("{count} regions out of {total} are alone in their scope: a national mean would be meaningless."),
        )
        yield sentence_start(text.format(count=count_word(alone), total=count_word(count)))
    elif len(kinds) > 1:
        yield tr("Scopes differ: a national mean would be meaningless.")


def amount_notes(edition: EditionProfiles, indicator: str, *, classed: bool) -> Iterator[str]:
    """Yield what the map leaves out, and how its classes were made."""
    if classed:
        yield tr("Classes: breaks at the largest gaps.")
    if column := unread_column(edition, indicator):
        yield tr("The column “{column}” of the survey was not read: use the import assistant.").format(column=column)
    if regions := regions_in_doubt(edition, indicator):
        text = tr("Figures stated but not shown, because they were not understood for certain: {regions}.")
        yield text.format(regions=", ".join(regions))
    yield from undrawn_figures(edition, indicator)


def _range_text(figures: Sequence[Figure], written: Callable[[float], str]) -> str:
    """Return from how much to how much figures go, or the amount that all have."""
    low = min(figures, key=lambda figure: figure.value)
    high = max(figures, key=_highest)
    about = low.is_approximate or high.is_approximate
    least, most = low.value, _highest(high)
    if written(least) == written(most):
        return figure_text(Figure(least, None, "", unit=low.unit, about=about), written)
    text = figure_text(Figure(least, most, "", unit=low.unit, about=about), written)
    return tr("from {range}").format(range=text)


def _highest(figure: Figure) -> float:
    return figure.value if figure.value_max is None else figure.value_max
