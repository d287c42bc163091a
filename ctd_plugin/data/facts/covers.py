"""What a figure covers, where the words around it say so: hosting, a programme, the whole organisation…"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from .fact import Covers
from .lexer import Token
from .quantities import AmountKind, Node
from .vocabulary import Kind

_HOSTING = frozenset(
    (
        *("hebergement", "maintenance", "infogerance", "serveur", "serveurs", "nom de domaine", "tma"),
        "tierce maintenance applicative",
    )
)
_INVESTMENT = frozenset(("investissement", "invest", "inv"))
_ACQUISITION = frozenset(("acquisition", "acquisition de donnees", "acquisitions", "acquisitions de donnees"))
_INCLUDED = frozenset(("compris", "comprise", "comprises", "inclus", "incluse", "incluses", "tout compris"))
_PROGRAMMES = frozenset(
    ("programme", "programmes", "programme de", "marche", "marches", "marche de", "pluriannuel", "pluriannuelle")
)


def is_acquisition(token: Token) -> bool:
    """Whether a word names the acquisition of data."""
    return token.word in _ACQUISITION


def is_part_of_costs(nodes: Iterable[Node]) -> bool:
    """Whether an amount pays only some of the costs of a platform: investment or people alone, hosting as no budget."""
    tokens = _tokens(nodes)
    costs = [token for token in tokens if token.kind is Kind.COVER]
    others = {token.value for token in costs} - {None}
    if any(token.value is None for token in costs):
        is_listed = bool(others) or any(token.value == "data_production" for token in tokens)
        return not is_listed and not _has(tokens, _INCLUDED)
    is_hosting_budget = _has(costs, _HOSTING) and any(token.kind is Kind.BUDGET for token in tokens)
    return bool(others) and True not in others and not (is_hosting_budget and not _has(costs, _INVESTMENT))


def covers_of(kind: AmountKind, nodes: Sequence[Node], parts: Sequence[Node], scopes: set[str]) -> Covers:
    """Return what a figure covers by the words around it and around its parts; unknown where these conflict.

    `scopes` are the bodies and tasks that posts are of: those of a label count for posts without their own.
    """
    if kind is AmountKind.STAFF:
        return _staff(scopes, _tokens(nodes))
    return _money(_tokens(nodes), _tokens(parts))


def _staff(scopes: set[str], tokens: Sequence[Token]) -> Covers:
    if _has(tokens, _ACQUISITION):
        scopes = {*scopes, "data_production"}
    if scopes <= {"platform", "ctd"}:
        return Covers.OPERATION_STAFF if scopes else Covers.UNKNOWN
    if scopes == {"structure"}:
        return Covers.WHOLE_STRUCTURE
    return Covers.DATA_PRODUCTION if scopes == {"data_production"} else Covers.UNKNOWN


def _money(tokens: Sequence[Token], parts: Sequence[Token]) -> Covers:
    scopes = {token.value for token in tokens if token.kind is Kind.SCOPE}
    tasks = {token.word for token in tokens if token.kind is Kind.TASK}
    running = {token.value for token in tokens if token.kind is Kind.COVER}
    # The people that a part pays are in the whole.
    has_staff = _names_staff(tokens) or _names_staff(parts)
    has_hosting = _has(tokens, _HOSTING)
    has_production = "data_production" in scopes or bool(tasks & _ACQUISITION)
    if "structure" in scopes:
        is_of_one_task = (scopes & {"platform", "ctd"} or has_hosting or has_production) and not has_staff
        return Covers.UNKNOWN if is_of_one_task else Covers.WHOLE_STRUCTURE
    if has_production:
        is_mixed = bool(scopes - {"data_production"} or tasks - _ACQUISITION or running)
        return Covers.UNKNOWN if is_mixed else Covers.DATA_PRODUCTION
    if has_staff:
        return Covers.OPERATION_STAFF
    if tasks or _has(tokens, _INVESTMENT):
        return Covers.UNKNOWN
    if has_hosting:
        return Covers.HOSTING
    if True in running:
        return Covers.OPERATION
    is_programme = any(token.kind is Kind.OVER for token in tokens) or _has(tokens, _PROGRAMMES)
    payers = {token.value for token in tokens if token.kind is Kind.PAYER}
    return Covers.PROGRAMME if is_programme or payers == {"cper"} else Covers.UNKNOWN


def _names_staff(tokens: Sequence[Token]) -> bool:
    """Whether the words name what people cost, or a team that is included."""
    is_team_included = any(
        token.kind is Kind.TEAM and following.word in _INCLUDED for token, following in pairwise(tokens)
    )
    return is_team_included or any(token.kind is Kind.COVER and token.value is None for token in tokens)


def _tokens(nodes: Iterable[Node]) -> list[Token]:
    return [node for node in nodes if isinstance(node, Token)]


def _has(tokens: Iterable[Token], words: frozenset[str]) -> bool:
    return any(token.word in words for token in tokens)
