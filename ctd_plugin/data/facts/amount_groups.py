"""Grouping the figures of a clause: sums, totals and their parts, and figures restated in another unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise

from .amount import Doubt, ParsedAmount, Reason, sum_of
from .clause_items import Item
from .clauses import Clause, alarming_word
from .covers import covers_of, is_acquisition, is_part_of_costs
from .fact import Covers
from .lexer import Token
from .quantities import AmountKind, Node, Quantity, is_kind
from .shares import FundingShare, funding_shares
from .vocabulary import GENERAL_PERSONS, SCOPE_ORDER, Kind


@dataclass
class _Group:
    """Figures of one kind that make one total: its terms, its restatements in another unit, and its parts."""

    terms: list[Item]
    restated: list[Item] = field(default_factory=list)
    parts: list[Item] = field(default_factory=list)
    inside: list[Item] = field(default_factory=list)
    scope: str = ""

    def contains(self, item: Item | None) -> bool:
        return any(item is member for member in (*self.terms, *self.restated, *self.parts))


def amounts_of(text: str, clause: Clause) -> list[ParsedAmount]:
    """Return the figures of a clause, in the order of their ends; all are in doubt where a word is not understood."""
    _inherit_bodies(clause)
    amounts: list[ParsedAmount] = []
    for kind in (AmountKind.STAFF, AmountKind.MONEY):
        groups, apart = _groups(item for item in clause.figures if item.figure and item.figure.kind is kind)
        for group in groups:
            amounts.extend(_group_amounts(text, group, kind))
        amounts.extend(in_doubt(amount, Reason(Doubt.SEVERAL)) for amount in _read(text, apart))
    if any(amount.kind is AmountKind.STAFF for amount in amounts) and any(is_kind(n, Kind.COST) for n in clause.nodes):
        # What people cost: neither their number nor a budget.
        amounts = [in_doubt(amount, Reason(Doubt.PART)) for amount in amounts]
    amounts = _with_shares(amounts, [_shared(text, share) for share in funding_shares(clause)])
    amounts.sort(key=lambda amount: (amount.end, bool(amount.terms)))
    if clause.doubt and alarming_word(text, clause):
        # "hors hébergement" says what is not covered.
        amounts = [replace(amount, covers=Covers.UNKNOWN) for amount in amounts]
    return [in_doubt(amount, Reason(Doubt.WORD, clause.doubt)) for amount in amounts] if clause.doubt else amounts


def _inherit_bodies(clause: Clause) -> None:
    """Give the scope of a body's figure to a figure of another kind beside it: "agence de 22 ETP, budget …"."""
    body: Token | None = None
    kind: AmountKind | None = None
    for item in clause.figures:
        scopes = [node for node in item.all_nodes() if isinstance(node, Token) and node.kind is Kind.SCOPE]
        if scopes:
            body = scopes[0] if _scope(item) == "structure" else None
            kind = item.figure.kind if item.figure else None
        elif body is not None and item.figure is not None and item.figure.kind is not kind:
            item.nodes.append(body)


def _with_shares(amounts: list[ParsedAmount], shares: list[ParsedAmount]) -> list[ParsedAmount]:
    """Return the figures and shares of a clause, in doubt where per cent may be of working time or of a project."""
    doubt = Reason(Doubt.SEVERAL)
    if shares and abs(sum((share.value for share in shares), Decimal(-100))) > 1:
        amounts = [in_doubt(amount, doubt) if amount.kind is AmountKind.STAFF else amount for amount in amounts]
    money = [amount for amount in amounts if amount.kind is AmountKind.MONEY]
    if any(amount.reason or amount.scope == "data_production" for amount in money):
        shares = [in_doubt(share, doubt) for share in shares]
    return [*amounts, *shares]


def in_doubt(amount: ParsedAmount, reason: Reason) -> ParsedAmount:
    """Return an amount with a reason to doubt it, in place of any other."""
    return replace(amount, reason=reason)


def _shared(text: str, share: FundingShare) -> ParsedAmount:
    return ParsedAmount(
        AmountKind.SHARE,
        rounded(share.value or Decimal(0)),
        text[share.start : share.end],
        share.start,
        payer=share.payer,
        is_approximate=share.is_approximate,
        reason=Reason(Doubt.SEVERAL) if share.value is None else None,
    )


def _groups(items: Iterable[Item]) -> tuple[list[_Group], list[Item]]:
    """Return the groups of figures, and those whose relation to the others is not stated."""
    groups: list[_Group] = []
    apart: list[Item] = []
    for item in items:
        if item.is_in_parenthesis and not _states_whole_of_share(item):
            holder = next((group for group in groups if group.contains(item.inside)), None)
            (holder.inside if holder else apart).append(item)
        elif item.is_part:
            _add_part(item, groups, apart)
        else:
            _add_whole(item, groups, apart)
    return _with_body_totals(groups), apart


def _states_whole_of_share(item: Item) -> bool:
    """Whether a parenthesis states the whole of a share: "75 % du budget (200 k€ par an)"."""
    return item.inside is not None and item.inside.figure is not None and item.inside.figure.kind is AmountKind.SHARE


def _add_part(item: Item, groups: list[_Group], apart: list[Item]) -> None:
    whole = next((group for group in reversed(groups) if not _is_part(group)), None)
    scope = _scope(item)
    if whole is None:
        # A platform's figure stands alone, whatever it is a part of.
        if scope in ("platform", "ctd") and not groups:
            groups.append(_Group([item], scope=scope))
        else:
            apart.append(item)
    elif not scope or scope == whole.scope:
        whole.parts.append(item)
    elif _is_part(groups[-1]) and groups[-1].scope == scope:
        groups[-1].terms.append(item)
    else:
        groups.append(_Group([item], scope=scope))


def _add_whole(item: Item, groups: list[_Group], apart: list[Item]) -> None:
    last = groups[-1] if groups else None
    scope = _scope(item)
    if item.opener is Kind.RESTATES:
        # Restates the figure before it, of the same kind or as a cost.
        (last.restated if last is not None else apart).append(item)
    elif last is None or (scope and last.scope and scope != last.scope):
        groups.append(_Group([item], scope=scope))
    elif _is_added(last, item, scope):
        last.terms.append(item)
    else:
        apart.append(item)


def _with_body_totals(groups: list[_Group]) -> list[_Group]:
    """Set the scope of totals of which a part works for a platform to the whole body: "35 ETP dont 3 sur PIGMA"."""
    for place, group in enumerate(groups[1:], start=1):
        whole = groups[place - 1]
        if _is_part(group) and group.scope == "platform" and not whole.scope:
            whole.scope = "structure"
    return groups


def _is_part(group: _Group) -> bool:
    return group.terms[0].is_part


def _is_added(group: _Group, item: Item, scope: str) -> bool:
    """Whether a figure is one more term of a group's sum."""
    first = group.terms[0].figure
    if first is None or item.figure is None or scope != group.scope:
        return False
    if item.opener in (Kind.PLUS, Kind.AND) and first.is_persons == item.figure.is_persons:
        return True
    qualifiers = [_qualifiers(term) for term in (*group.terms, item)]
    if item.opener in (Kind.PLUS, Kind.AND):
        # People are added to posts only where all are qualified.
        return all(qualifiers)
    return item.opener in (Kind.COMMA, Kind.SLASH) and all(qualifiers) and len(set(qualifiers)) == len(qualifiers)


def _scope(item: Item) -> str:
    found = item.values(Kind.SCOPE)
    return next((scope for scope in SCOPE_ORDER if scope in found), "")


def _qualifiers(item: Item) -> tuple[str, ...]:
    """Return the payers and tasks of a figure, which distinguish it from adjacent ones."""
    role = item.figure.role if item.figure is not None else ""
    roles = [word for word in (role, *item.words(Kind.TASK, Kind.PERSON)) if word and word not in GENERAL_PERSONS]
    return (*map(str, item.values(Kind.PAYER)), *roles)


def _read(text: str, items: Iterable[Item]) -> list[ParsedAmount]:
    return [_amount(text, item, item.figure) for item in items if item.figure is not None]


def _amount(text: str, item: Item, figure: Quantity) -> ParsedAmount:
    payers = item.values(Kind.PAYER)
    quote = text[figure.start : figure.end].strip()
    times, years, reason = _period(item) if figure.kind is AmountKind.MONEY else (None, None, _staff_reason(item))
    if figure.value == 0 and figure.value_max is None:
        # None in any time, but a payer's part says nothing of the others.
        reason = Reason(Doubt.PART) if payers else None
    if figure.value is None:
        reason = Reason(Doubt.NUMBER, quote)
    return ParsedAmount(
        figure.kind,
        rounded(figure.value or Decimal(0)),
        quote,
        figure.start,
        value_max=rounded(figure.value_max) if figure.value_max is not None else None,
        times_a_year=times,
        years=years,
        payer=str(payers[0]) if len(payers) == 1 else "",
        scope=_scope(item),
        covers=_covers(figure.kind, [item]),
        is_approximate=figure.is_approximate,
        is_persons=figure.is_persons,
        is_total=item.has(Kind.TOTAL),
        qualifiers=_qualifiers(item),
        reason=reason,
    )


def rounded(value: Decimal) -> Decimal:
    """Return a number with at most four decimals, for fractions such as a third."""
    return round(value, 4).normalize()


def _staff_reason(item: Item) -> Reason | None:
    """Return why posts are not those of today's team: they are over some years, of a year, or a cost."""
    if any(is_kind(node, Kind.OVER, Kind.YEAR) or _is_not_yearly(node) for node in item.nodes):
        return Reason(Doubt.PERIOD)
    return Reason(Doubt.PART) if item.has(Kind.COST) else None


def _is_not_yearly(node: Node) -> bool:
    """Whether a period is not a year: "3 ETP par an" are posts, "3 ETP par mois" are not."""
    return isinstance(node, Token) and node.kind is Kind.PERIOD and node.value != 1


def _period(item: Item) -> tuple[int | None, int | None, Reason | None]:
    """Return how often a year an amount is paid, over how many years, and why it is in doubt as a budget."""
    periods, years = item.values(Kind.PERIOD), item.values(Kind.OVER)
    times = next((int(often) for often in periods if isinstance(often, Decimal)), None)
    over = next((count for count in years if isinstance(count, int)), None)
    if len(periods) > 1 or len(years) > 1 or len(item.values(Kind.YEAR)) > 1:
        return times, over, Reason(Doubt.PERIOD)
    if _is_of_a_payer(item):
        return times, over, Reason(Doubt.SEVERAL)
    return times, over, None if times or over or item.has(Kind.BUDGET) else Reason(Doubt.PERIOD)


def _is_of_a_payer(item: Item) -> bool:
    """Whether a budget is that of a payer as a whole: "budget de la Région", "la Région a un budget"."""
    label = list(item.label.all_nodes()) if item.label is not None else []
    return _names_owner(label) or _names_owner(item.nodes)


def _names_owner(nodes: Sequence[Node]) -> bool:
    relevant = [node for node in nodes if not is_kind(node, Kind.NEUTRAL, Kind.PERIOD, Kind.TOTAL, Kind.YEAR)]
    if relevant and is_kind(relevant[0], Kind.PAYER) and any(is_kind(node, Kind.BUDGET) for node in relevant[1:]):
        return True
    return any(is_kind(node, Kind.BUDGET) and is_kind(following, Kind.PAYER) for node, following in pairwise(relevant))


def _group_amounts(text: str, group: _Group, kind: AmountKind) -> list[ParsedAmount]:
    """Return the amounts of a group, all parts but the one for the whole; all are in doubt where any is."""
    terms = _read(text, group.terms)
    restated = _read(text, group.restated)
    parts = _read(text, group.parts)
    inside = _read(text, group.inside)
    if len(terms) == len(inside) == 1 and not restated and not parts and _is_restatement(terms[0], inside[0]):
        restated, inside = inside, []
        group.inside.clear()
    parts += inside
    if kind is AmountKind.MONEY:
        terms = _with_shared_period(terms)
    whole = terms[0] if len(terms) == 1 else sum_of(text, terms)
    covers = _covers(kind, [*group.terms, *group.restated], [*group.parts, *group.inside], group.scope)
    reason = whole.reason
    if restated:
        whole, reason = _choose_statement(whole, restated)
    reason = reason or _body_reason(group, whole)
    counted = [part for part in parts if part.is_persons == whole.is_persons]
    if whole.is_persons and len(counted) < len(parts) and not restated:
        # Some of the people work part-time, and the posts of all are unknown.
        reason = reason or Reason(Doubt.SUM)
    if sum((part.value for part in counted), Decimal(0)) > (whole.value_max or whole.value) * Decimal("1.001"):
        reason = reason or Reason(Doubt.SUM)
    reason = reason or next((part.reason for part in parts if part.reason and part.reason.doubt is Doubt.NUMBER), None)
    lesser = [replace(amount, is_part=True) for amount in (*terms, *restated, *parts) if amount is not whole]
    if kind is AmountKind.STAFF:
        # "5 ETP dont 4,2 Région": each counts the same.
        lesser = [replace(amount, covers=amount.covers if amount.scope else covers) for amount in lesser]
    return [replace(amount, reason=reason) for amount in (*lesser, replace(whole, scope=group.scope, covers=covers))]


def _covers(kind: AmountKind, items: Sequence[Item], parts: Sequence[Item] = (), scope: str = "") -> Covers:
    scopes = {str(named) for item in items for named in item.values(Kind.SCOPE)} | ({scope} - {""})
    return covers_of(kind, _nodes(items), _nodes(parts), scopes)


def _nodes(items: Iterable[Item]) -> list[Node]:
    return [node for item in items for node in item.all_nodes()]


_MOST_POSTS, _MOST_PEOPLE_OF_A_PAYER, _MOST_EUROS = 150, 20, 15_000_000
"""Larger figures are those of a whole body, not of its regional data; the largest known is a GIP of 60 to 80 posts."""


def _body_reason(group: _Group, whole: ParsedAmount) -> Reason | None:
    """Return why a figure is not that of the team or budget of regional data, but of more or less."""
    if whole.kind is AmountKind.MONEY:
        # A budget stated at the end is the whole, whatever its terms pay.
        items = [item for item in group.restated if item.has(Kind.BUDGET)] or group.terms
        is_part = is_part_of_costs(_nodes(items))
        if is_part or any(_is_of_people_or_fees(item) for item in items):
            return Reason(Doubt.PART)
        is_production = "data_production" in (group.scope, whole.covers)
        if is_production and whole.times_a_year is None:
            # A single production of data, not the yearly budget for it.
            return Reason(Doubt.PART)
        yearly = whole.value * (whole.times_a_year or 1) / (1 if whole.is_yearly else whole.years or 1)
        return Reason(Doubt.SIZE) if yearly > _MOST_EUROS else None
    if group.scope == "structure" and any(not _qualifiers(part) for part in (*group.parts, *group.inside)):
        return Reason(Doubt.PART)
    is_payers = whole.is_persons and not group.scope and any(item.values(Kind.PAYER) for item in group.terms)
    most = _MOST_PEOPLE_OF_A_PAYER if is_payers else _MOST_POSTS
    return Reason(Doubt.SIZE) if (whole.value_max or whole.value) > most else None


def _is_of_people_or_fees(item: Item) -> bool:
    """Whether an amount is the cost of people or a task, a grant or fees, and no budget by itself."""
    nodes = [node for node in item.all_nodes() if isinstance(node, Token)]
    is_paid = any(node.kind is Kind.PAID for node in nodes)
    return any(
        node.kind in (Kind.GRANT, Kind.PERSON, Kind.FTE)
        or (node.kind is Kind.TASK and not (is_acquisition(node) and item.has(Kind.BUDGET)))
        or (node.kind is Kind.FEE and not is_paid)
        for node in nodes
    )


def _is_restatement(whole: ParsedAmount, inside: ParsedAmount) -> bool:
    """Whether a parenthesis restates a figure: people in posts, a programme per year."""
    if whole.kind is AmountKind.STAFF:
        return whole.is_persons != inside.is_persons
    return inside.times_a_year is not None and whole.times_a_year is None


def _choose_statement(whole: ParsedAmount, restated: list[ParsedAmount]) -> tuple[ParsedAmount, Reason | None]:
    """Return the figure to use of two statements of it, and why they are in doubt."""
    second = restated[0]
    if len(restated) > 1 or second.value_max is not None or whole.value_max is not None:
        return whole, Reason(Doubt.SEVERAL)
    if whole.kind is AmountKind.STAFF and whole.is_persons != second.is_persons:
        people, posts = (whole, second) if whole.is_persons else (second, whole)
        # Nobody holds more than one post.
        return posts, posts.reason or (Reason(Doubt.SUM) if posts.value > people.value else None)
    if whole.kind is AmountKind.MONEY and second.times_a_year and not whole.times_a_year:
        years = whole.years or second.years
        is_same = years is None or abs(second.value * second.times_a_year * years - whole.value) <= whole.value / 50
        return second, second.reason or (None if is_same else Reason(Doubt.SUM))
    reasons = whole.reason or second.reason
    if reasons and reasons.doubt is Doubt.PERIOD and whole.kind is AmountKind.MONEY:
        reasons = second.reason
    return second, reasons or (None if whole.value == second.value else Reason(Doubt.SUM))


def _with_shared_period(terms: list[ParsedAmount]) -> list[ParsedAmount]:
    """Return terms without a period with that of the last: "100 k€ Région + 50 k€ État par an"."""
    last = terms[-1]
    if len(terms) == 1 or last.reason is not None:
        return terms
    if any(term.times_a_year or term.years for term in terms[:-1]):
        return terms
    return [
        replace(term, times_a_year=last.times_a_year, years=last.years, reason=_without_period_doubt(term.reason))
        for term in terms[:-1]
    ] + [last]


def _without_period_doubt(reason: Reason | None) -> Reason | None:
    return None if reason is not None and reason.doubt is Doubt.PERIOD else reason
