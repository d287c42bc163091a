"""Finding what a text says there is none of: "pas de budget", "aucun ETP dédié", "ni budget ni équipe", "néant".

As of figures, every word of such a statement must be understood: "pas de budget connu" is no answer, and "pas de budget
pour la communication" says nothing of the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from .amount import Doubt, ParsedAmount, Reason
from .lexer import Token
from .quantities import AmountKind
from .vocabulary import GENERAL_PERSONS, Kind

_NEGATIONS = frozenset({"pas", "aucun", "aucune", "sans", "ni", "absence", "no", "without"})
_PRONOUNS = frozenset({"aucun", "aucune", "neant", "nul", "nulle", "inexistant", "none"})
_ADJECTIVES = frozenset({"nul", "nulle", "inexistant", "zero"})
_BEFORE_OBJECT = frozenset({"encore", "de", "d", "aucun", "aucune", "actuellement", "a ce jour", "pour l instant"})
_SUBJECTS = frozenset(
    {
        *("n", "ne", "a", "y", "il", "elle", "avons", "encore", "strictement", "comite"),
        *("existe", "existent", "fonctionne", "fonctionnent", "beneficie", "beneficient"),
    }
)
"""Words that lead to a negation, besides those that change nothing."""
_MODIFIERS = frozenset(
    {
        *("dedie", "dediee", "dedies", "dediees", "specifique", "specifiques", "propre", "propres", "en propre"),
        *("alloue", "alloues", "attribue", "attribues", "affecte", "affectee", "affectes", "affectees"),
        *("consacre", "consacree", "consacres", "regional", "donnee", "donnees", "de la donnee"),
        *("encore", "actuellement", "a present", "aujourd hui", "a ce jour", "ce jour", "a ce stade"),
        *("pour l instant", "pour le moment", "a l heure actuelle"),
    }
)
_LINKS = frozenset({"pour", "au", "a", "du", "de", "la", "le", "l", "d", "au titre du", "au titre de", "cote"})
_CONTRASTS = frozenset(
    {
        *("mais", "sauf", "hormis", "hors", "excepte", "seulement", "uniquement", "toutefois", "cependant"),
        *("neanmoins", "but", "except", "only"),
    }
)
_BOUNDARIES = (Kind.BREAK, Kind.COMMA, Kind.AND, Kind.COLON, Kind.EQUALS, Kind.PLUS, Kind.BULLET, Kind.OPEN, Kind.CLOSE)
_LABEL_STARTS = (Kind.BREAK, Kind.COMMA, Kind.AND, Kind.COLON, Kind.EQUALS, Kind.PLUS, Kind.BULLET)
_ENDS = (Kind.BREAK, Kind.COMMA, Kind.AND, Kind.CLOSE)
_BOTH = (AmountKind.STAFF, AmountKind.MONEY)
_OF_PARTS = (Kind.COVER, Kind.TASK, Kind.PAYER, Kind.FEE, Kind.GRANT, Kind.UNKNOWN)


class Absences(NamedTuple):
    """What there is none of, each as an amount of 0, and the tokens of a text without these statements.

    `implied` are those of a bare "aucun", which names no means: they hold where the text has no figure of their kind.
    """

    amounts: tuple[ParsedAmount, ...]
    implied: tuple[ParsedAmount, ...]
    tokens: list[Token]


@dataclass(frozen=True)
class _Statement:
    """The tokens from `start` to before `end` that say that there is none of some kinds of means.

    `doubt` is the place of the first token that is not understood, None where all are; `is_bare` where the text does
    not say of what there is none.
    """

    start: int
    end: int
    kinds: tuple[AmountKind, ...]
    scope: str = ""
    doubt: int | None = None
    is_bare: bool = False


def take_absences(text: str, tokens: Sequence[Token]) -> Absences:
    """Return the statements of absence in a text, and its tokens without those that are understood whole."""
    amounts: list[ParsedAmount] = []
    implied: list[ParsedAmount] = []
    left: list[Token] = []
    place = 0
    while place < len(tokens):
        statement = _Reader(tokens).statement(place)
        if statement is None:
            left.append(tokens[place])
            place += 1
            continue
        (implied if statement.is_bare else amounts).extend(_amounts(text, tokens, statement))
        if statement.doubt is not None:
            left.extend(tokens[place : statement.end])
            place = statement.end
            continue
        # What leads to the statement was kept while it was not known to be one.
        del left[len(left) - (place - statement.start) :]
        place = statement.end
        if place < len(tokens) and tokens[place].kind in (Kind.COMMA, Kind.AND) and not _ends_item(left):
            place += 1
    return Absences(tuple(amounts), tuple(implied), left)


def with_absences(
    amounts: Sequence[ParsedAmount], absences: Absences
) -> tuple[list[ParsedAmount], tuple[ParsedAmount, ...]]:
    """Return the amounts of a text, and what there is none of; both are in doubt where they contradict each other.

    They do not where they are of different bodies: "le CTD n'a pas de budget, l'association 700 k€".
    """
    kinds = {amount.kind for amount in amounts}
    none = [*absences.amounts, *(absence for absence in absences.implied if absence.kind not in kinds)]
    against: dict[int, ParsedAmount] = {}
    for place, amount in enumerate(amounts):
        contrary = next((absence for absence in none if _contradicts(absence, amount)), None)
        if contrary is not None and amount.reason is None:
            against[place] = contrary
    contradicted = [id(absence) for absence in against.values()]
    return [
        replace(amount, reason=Reason(Doubt.TAKEN_BACK, against[place].quote)) if place in against else amount
        for place, amount in enumerate(amounts)
    ], tuple(
        replace(absence, reason=Reason(Doubt.SEVERAL)) if id(absence) in contradicted else absence for absence in none
    )


def _contradicts(absence: ParsedAmount, amount: ParsedAmount) -> bool:
    if absence.reason is not None or amount.kind is not absence.kind or not amount.value:
        return False
    if amount.scope == absence.scope:
        return True
    # A whole organisation may have what its CTD or platform has not.
    return amount.scope != "structure" and not (amount.scope and absence.scope)


def _ends_item(tokens: Sequence[Token]) -> bool:
    """Whether words stand before a place, to which a comma or "et" behind it would lead on."""
    return bool(tokens) and tokens[-1].kind not in _BOUNDARIES


def _amounts(text: str, tokens: Sequence[Token], statement: _Statement) -> list[ParsedAmount]:
    start, end = tokens[statement.start].start, tokens[statement.end - 1].end
    reason = None
    if statement.doubt is not None:
        words = (text[token.start : token.end] for token in tokens[statement.doubt :])
        reason = Reason(Doubt.WORD, next((word for word in words if word.isalnum()), "…"))
    return [
        ParsedAmount(
            kind,
            Decimal(0),
            text[start:end],
            start,
            times_a_year=1,
            scope=statement.scope,
            reason=reason,
        )
        for kind in statement.kinds
    ]


class _Reader:
    """Reads a statement of absence at a place of the tokens of a text."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens

    def statement(self, place: int) -> _Statement | None:
        """Read the statement whose negation stands at a place, None where there is none."""
        token = self._tokens[place]
        if token.word in _NEGATIONS and (read := self._objects(place)):
            kinds, scope, end = read
            start, doubt = self._start(place)
            if doubt is None:
                doubt = place if self._is_condition(place, end) else self._doubt_behind(end)
            scope = scope or self._scope_before(start, place)
            if scope == "data_production" and doubt is None:
                doubt = place
            return _Statement(start, end, kinds, scope, doubt)
        if token.word in _PRONOUNS or (token.kind is Kind.NUMBER and token.value == 0):
            return self._pronoun(place)
        return None

    def _at(self, place: int) -> Token | None:
        return self._tokens[place] if 0 <= place < len(self._tokens) else None

    def _word(self, place: int) -> str:
        token = self._at(place)
        return token.word if token is not None else ""

    def _is(self, place: int, *kinds: Kind) -> bool:
        token = self._at(place)
        return token is None or token.kind in kinds

    def _objects(self, place: int) -> tuple[tuple[AmountKind, ...], str, int] | None:
        """Return of what there is none after a negation, whose it is, and the place behind it."""
        kinds: dict[AmountKind, None] = {}
        scope = ""
        end = place
        while not kinds or self._word(end) in ("ni", "ou"):
            begin = end + 1
            while self._word(begin) in _BEFORE_OBJECT:
                begin += 1
            found = _kinds_of(self._at(begin))
            if not found:
                break
            kinds.update(dict.fromkeys(found))
            read, end = self._modifiers(begin + 1)
            scope = scope or read
        return (tuple(kinds), scope, end) if kinds else None

    def _modifiers(self, place: int) -> tuple[str, int]:
        """Return the scope named behind an object, and the place behind the words that change nothing."""
        scope = ""
        while True:
            if self._word(place) in _MODIFIERS:
                place += 1
                continue
            linked = place
            while self._word(linked) in _LINKS:
                linked += 1
            token = self._at(linked)
            if self._word(linked) in _MODIFIERS:
                place = linked
                continue
            if scope or token is None or token.kind is not Kind.SCOPE:
                return scope, place
            scope, place = str(token.value), linked + 1

    def _start(self, place: int) -> tuple[int, int | None]:
        """Return where a statement begins, and the place of a word before it that is not understood."""
        start = place
        while start and not self._is(start - 1, *_BOUNDARIES) and self._word(start - 1) not in ("mais", "ni"):
            start -= 1
        before = range(start, place)
        if self._tokens[place].word == "sans":
            unknown = [at for at in before if self._is(at, Kind.UNKNOWN) and self._word(at) not in _SUBJECTS]
            has_figure = any(self._is(at, Kind.NUMBER, Kind.FTE, Kind.PERSON, Kind.MONEY) for at in before)
            return (place if has_figure else start), (unknown[0] if unknown else None)
        allowed = (Kind.SCOPE, Kind.NEUTRAL, Kind.NAME)
        strange = [at for at in before if not self._is(at, *allowed) and self._word(at) not in _SUBJECTS]
        if strange:
            return place, strange[0]
        return start - (self._word(start - 1) == "mais"), None

    def _is_condition(self, place: int, end: int) -> bool:
        """Whether a statement may be a condition: "Sans budget, la plateforme fermera"."""
        is_first = not place or self._is(place - 1, Kind.BREAK, Kind.BULLET)
        is_bare = end < len(self._tokens) and bool(_kinds_of(self._tokens[end - 1]))
        return self._tokens[place].word == "sans" and is_first and is_bare and not self._is(end, Kind.BREAK)

    def _doubt_behind(self, end: int) -> int | None:
        """Return the place of what may take a statement back behind it."""
        if not self._is(end, *_ENDS):
            return end
        following = end
        while following < len(self._tokens) and self._is(following, *_ENDS, Kind.BULLET):
            following += 1
        return following if self._word(following) in _CONTRASTS else None

    def _scope_before(self, start: int, place: int) -> str:
        """Return whose the absence is by the words before the negation, or else by the label of the sentence."""
        colon = next((at for at in range(start - 1, -1, -1) if self._is(at, Kind.COLON, Kind.EQUALS, Kind.BREAK)), -1)
        sentence = next((at for at in range(colon - 1, -1, -1) if self._is(at, Kind.BREAK)), -1)
        label = range(sentence + 1, colon) if colon >= 0 and not self._is(colon, Kind.BREAK) else range(0)
        named = [self._tokens[at] for at in (*label, *range(start, place)) if self._is(at, Kind.SCOPE)]
        return str(named[-1].value) if named else ""

    def _pronoun(self, place: int) -> _Statement | None:
        """Read "Budget : aucun", "ETP : 0", or a bare "aucun pour l'instant" that begins the text."""
        _, end = self._modifiers(place + 1)
        if not self._is(end, *_ENDS) or self._doubt_behind(end) is not None:
            return None
        if place == 0 and self._tokens[0].kind is not Kind.NUMBER and self._is(end, Kind.BREAK):
            return _Statement(0, end, _BOTH, is_bare=True)
        is_adjective = place > 0 and self._word(place) in _ADJECTIVES and bool(_kinds_of(self._tokens[place - 1]))
        is_labelled = is_adjective or (place > 0 and self._is(place - 1, Kind.COLON, Kind.EQUALS))
        if not is_labelled or (self._tokens[place].kind is Kind.NUMBER and not self._is(end, Kind.BREAK, Kind.CLOSE)):
            return None
        label_end = place if is_adjective else place - 1
        start = self._label_start(label_end)
        label = self._tokens[start:label_end]
        kinds = dict.fromkeys(kind for token in label for kind in _kinds_of(token))
        scopes = [str(token.value) for token in label if token.kind is Kind.SCOPE]
        if not kinds or "data_production" in scopes or any(_is_of_a_part(token) for token in label):
            return None
        return _Statement(start, end, tuple(kinds), scopes[-1] if scopes else "")

    def _label_start(self, colon: int) -> int:
        """Return where the label before a colon begins; what is in parentheses belongs to it."""
        start, depth = colon, 0
        while start:
            depth += self._is(start - 1, Kind.CLOSE) - self._is(start - 1, Kind.OPEN)
            if depth < 0 or self._is(start - 1, Kind.BREAK) or (not depth and self._is(start - 1, *_LABEL_STARTS)):
                break
            start -= 1
        return start


def _is_of_a_part(token: Token) -> bool:
    return token.kind in _OF_PARTS and not _kinds_of(token)


def _kinds_of(token: Token | None) -> tuple[AmountKind, ...]:
    """Return of which means a word tells: money, staff or both; none for other words."""
    if token is None:
        return ()
    if token.word in ("moyen", "moyens"):
        return _BOTH
    if token.kind is Kind.BUDGET or token.word in (
        "moyens financiers",
        "moyen financier",
        "financement",
        "financements",
        "credits",
    ):
        return (AmountKind.MONEY,)
    # Not "équipe technique", which may be one of several.
    is_people = token.kind is Kind.FTE or (token.kind is Kind.COVER and token.value is None)
    return (AmountKind.STAFF,) if is_people or token.word in GENERAL_PERSONS else ()
