"""The vocabulary of staff and money: all words that a sentence may contain and still be understood.

Any other word puts the figures beside it in doubt. So only words are added here that never change a figure: not
"vacant", "requested", "at most" or "per commune".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Any

from ...regions import REGION_NAMES
from ...text import fold, words


class Kind(StrEnum):
    """The grammatical kind of a token."""

    NUMBER = "number"
    FRACTION = "fraction"
    FTE = "fte"
    HALF_TIME = "half_time"
    PERSON = "person"
    TIME = "time"
    MONEY = "money"
    PERCENT = "percent"
    YEARS = "years"
    YEAR = "year"
    SPAN = "span"
    PERIOD = "period"
    OVER = "over"
    PAYER = "payer"
    SCOPE = "scope"
    TASK = "task"
    TEAM = "team"
    BUDGET = "budget"
    COVER = "cover"
    ABOUT = "about"
    PART = "part"
    TOTAL = "total"
    RESTATES = "restates"
    EQUAL_SHARES = "equal_shares"
    SPLIT = "split"
    PLUS = "plus"
    AND = "and"
    OR = "or"
    COMMA = "comma"
    COLON = "colon"
    EQUALS = "equals"
    SLASH = "slash"
    DASH = "dash"
    TIMES = "times"
    OPEN = "open"
    CLOSE = "close"
    BREAK = "break"
    BULLET = "bullet"
    FROM = "from"
    TO = "to"
    DURING = "during"
    BY = "by"
    PAID = "paid"
    GRANT = "grant"
    COST = "cost"
    EACH = "each"
    FEE = "fee"
    NAME = "name"
    NEUTRAL = "neutral"
    UNKNOWN = "unknown"


PAYER_WORDS = {
    "etat": {"etat", "state", "dreal", "deal", "ddt", "sgar", "dgtm", "prefecture"},
    "region": {"region", "ctg", "collectivite"},
    "europe": {"feder", "europe", "ue"},
    "cper": {"cper"},
    "fnadt": {"fnadt"},
    "ecolab": {"ecolab"},
    "adherents": {"adherents", "adherent", "adhesion", "adhesions", "cotisations"},
    "departements": {"departement", "departements"},
    "sdis": {"sdis"},
}
"""Payer → the words that name it, without accents."""

# Not payers beside figures: memberships and fees are amounts of their own, and one member does not pay the whole.
_NO_PAYERS = {"adhesion", "adhesions", "cotisations", "adherent"}
_PAYER_PHRASES = {
    "region": "conseil regional, reg",
    "departements": "conseils departementaux",
    "autre": "metropole, metropoles, epci, communes, agglomeration, agglomerations, intercommunalites",
}

SCOPE_ORDER = ("data_production", "structure", "platform", "ctd")
"""Which of several scopes beside a figure counts: the widest first, lest a whole body be taken for a team."""

_GENERAL_PERSONS = """
    agent agents personne personnes poste postes salarie salaries salariee salariees collaborateur collaborateurs
    collaboratrice collaboratrices permanent permanents etp equipe equipes effectif effectifs
"""
GENERAL_PERSONS = frozenset(_GENERAL_PERSONS.split())
"""Words for people that do not qualify them."""

_SCOPES = {
    "data_production": "production, productions, production de donnees, productions de donnees, pcrs, lidar, ocsol, "
    "ocs ge, orthophoto, orthophotos, orthophotographie",
    "structure": "gip, association, syndicat, syndicat mixte, structure, service, agence, crige",
    "platform": "plateforme, plateformes, plate forme, plates formes, portail, idg, geoportail, catalogue, "
    "infrastructure de donnees geographiques, plateforme regionale, plateforme de donnees",
    "ctd": "ctd, comite territorial de la donnee, comite territorial",
}

_PHRASES: tuple[tuple[Kind, Any, str], ...] = (
    (
        Kind.FTE,
        None,
        """
        etp, etpt, fte, ftes, equivalent temps plein, equivalents temps plein, equivalent temps pleins,
        equivalents temps pleins, temps plein, temps pleins, temps complet, plein temps, equivalents temps
        plein travaille, e t p
        """,
    ),
    (Kind.HALF_TIME, None, "mi temps"),
    (Kind.TIME, None, "temps, temps de travail"),
    (Kind.FRACTION, Decimal("0.5"), "autre moitie, demi, demie, moitie"),
    (Kind.FRACTION, Decimal(1) / 3, "tiers"),
    (Kind.FRACTION, Decimal("0.25"), "quart, quarts"),
    (
        Kind.PERSON,
        None,
        """
        people, person, persons, pers, employee, employees, titulaire, titulaires, contractuel, contractuelle,
        contractuels, contractuelles, fonctionnaire, fonctionnaires, agent, agents, personne, personnes,
        poste, postes, salarie, salaries, salariee, salariees, collaborateur, collaborateurs, collaboratrice,
        collaboratrices, permanent, permanents, chef de projet, cheffe de projet, chefs de projet, cheffes de
        projet, chef de service, charge de mission, chargee de mission, charges de mission, chargees de
        mission, geomaticien, geomaticienne, geomaticiens, geomaticiennes, sigiste, sigistes, administrateur,
        administratrice, administrateurs, administratrices, administrateur de donnees, administratrice de
        donnees, developpeur, developpeuse, developpeurs, animateur, animatrice, animateurs, animatrices,
        directeur, directrice, ingenieur, ingenieure, ingenieurs, technicien, technicienne, techniciens,
        responsable, responsables, assistant, assistante, coordinateur, coordinatrice, cartographe,
        cartographes, informaticien, informaticiens, data manager, data analyst, data scientist, data
        engineer, gestionnaire, gestionnaires, apprenti, apprentie, apprentis, alternant, alternante,
        alternants
        """,
    ),
    (
        Kind.TASK,
        None,
        """
        administration technique, acquisition, acquisition de donnees, support, diffusion, catalogage,
        assistance technique, animation du reseau, animation territoriale, animation de reseau, animation,
        administration, administration de donnees, coordination, gestion, exploitation, communication,
        accompagnement, pilotage, developpement, secretariat, ingenierie, assistance, expertise
        """,
    ),
    (
        Kind.TEAM,
        None,
        """
        equipe, equipes, equipe projet, equipe technique, effectif, effectifs, team, teams, staff, pole,
        poles, cellule, cellules
        """,
    ),
    (Kind.BUDGET, None, "budget, budgets, bgt, bp, budget primitif, ligne budgetaire, lignes budgetaires"),
    # True for all running costs, False for a part of them, None for the cost of people.
    (Kind.COVER, True, "hors masse salariale, hors salaires, hors personnel, hors rh, hors frais de personnel"),
    (Kind.COVER, True, "fonctionnement, fct, fonct, cout de fonctionnement, couts de fonctionnement, running costs"),
    (Kind.COVER, False, "investissement, invest, inv, hebergement, maintenance, prestations, licences"),
    (Kind.COVER, False, "infogerance, tierce maintenance applicative, tma, serveur, serveurs, nom de domaine"),
    (Kind.COVER, None, "masse salariale, personnel, rh, ressources humaines, moyens humains, moyen humain, humains"),
    (Kind.COVER, None, "salaires, charges de personnel, frais de personnel, depenses de personnel"),
    (Kind.YEARS, Decimal(1), "year, years, an, ans, annee, annees"),
    (Kind.YEARS, Decimal(12), "month, months, mois"),
    (
        Kind.PERIOD,
        Decimal(1),
        """
        per year, a year, annual, yearly, annually, per annum, par an, par annee, annuel, annuelle, annuels,
        annuelles, annuellement, chaque annee, tous les ans, l an, l annee
        """,
    ),
    (
        Kind.PERIOD,
        Decimal(12),
        """
        per month, a month, monthly, par mois, mensuel, mensuelle, mensuels, mensuelles, mensuellement, chaque
        mois
        """,
    ),
    (Kind.PERIOD, Decimal(4), "par trimestre, trimestriel, trimestriels, trimestrielle, chaque trimestre"),
    (Kind.PERIOD, Decimal(2), "par semestre, semestriel, semestriels, semestrielle, chaque semestre"),
    (Kind.OVER, 2, "biennal, biennale"),
    (Kind.OVER, 3, "triennal, triennale"),
    (Kind.OVER, 4, "quadriennal, quadriennale"),
    (Kind.OVER, 5, "quinquennal, quinquennale"),
    (
        Kind.ABOUT,
        None,
        """
        around, approximately, tourne autour de, env, environ, approximativement, autour de, aux alentours de,
        pres de, presque, a peu pres, plus ou moins, de l ordre de, quelque, en moyenne, moyen, moyenne,
        estime a, estimee a, about
        """,
    ),
    (
        Kind.PART,
        None,
        """
        including, of which, dont, y compris, parmi lesquels, incluant, decompose, decomposes, decomposee,
        decompose en
        """,
    ),
    (Kind.TOTAL, None, "total, totale, totaux, au total, en tout, global, globale"),
    (
        Kind.RESTATES,
        None,
        """
        soit, soit au total, soit un total de, pour un total de, c est a dire, representant, representent, ce
        qui represente
        """,
    ),
    (Kind.EQUAL_SHARES, 2, "par moitie"),
    (Kind.EQUAL_SHARES, 3, "par tiers"),
    (Kind.EQUAL_SHARES, None, "a parts egales, a part egale, parts egales, a parite, parite"),
    (Kind.PLUS, None, "ainsi que"),
    (Kind.AND, None, "et, and"),
    (Kind.OR, None, "ou"),
    (Kind.TIMES, None, "x, fois"),
    (Kind.FROM, None, "entre"),
    (Kind.TO, None, "a"),
    # True where the word is neutral unless years follow.
    (Kind.DURING, True, "sur, pour, en, sur les"),
    (
        Kind.DURING,
        False,
        """
        pendant, durant, sur la periode, sur une duree de, pour une duree de, tous les, toutes les, pour la
        periode, marche de, convention de, programme de, sur une periode de, depuis
        """,
    ),
    (Kind.BY, None, "by, by the, par, par l, par la, par le, par les, par ses, par leurs, par nos"),
    (
        Kind.PAID,
        None,
        """
        prend en charge, prennent en charge, funded, financed, paid, payeur, payeurs, financeur, financeurs,
        cofinanceur, cofinanceurs, cofinancement, cofinance, cofinancee, cofinances, met, mettent, contribue,
        contribuent, vient, viennent, provient, proviennent, finance, financee, finances, financees, paye,
        payee, payes, payees, pris en charge, prise en charge, porte, portee, portes, assume, assumee,
        supporte, supportee, apporte, apportes, mis a disposition, mise a disposition, verse, verses,
        financement, financements, finance a hauteur de, paie, finance a
        """,
    ),
    (Kind.COST, None, "cout, couts, cout complet, coute, coutent"),
    (Kind.EACH, None, "chacun, chacune"),
    (Kind.GRANT, None, "subventionne, subventionnee, subventionnes, subvention, subventions"),
    (
        Kind.FEE,
        "adherents",
        """
        cotisation, cotisations, adhesion, adhesions, cotisations des adherents, cotisations des membres, adhesions
        des membres, abonnements
        """,
    ),
    (
        Kind.NEUTRAL,
        None,
        """
        selon les periodes, selon la saison, second, seconde, tous, toutes, depense, depenses, compris,
        comprise, comprises, dispositif, l ensemble, l ensemble du dispositif, cle, cles, cle de financement,
        repartition, plan de financement, actuel, actuelle, actuels, mission, inscrit, inscrite, inscrits,
        disposons, avons, pour l instant, a l heure actuelle, a present, en poste, of, the, we, have, has, au
        titre du, au titre de, cote, selon les annees, interne, internes, en interne, proprement dite,
        proprement dit, geo, montant, montants, stable, ressource, ressources, le tout, tout compris,
        technique, reseau, de categorie a, de categorie b, de categorie c, le, la, les, l, de, du, des, d, un,
        une, au, aux, dans, avec, qui, il, elle, on, nous, y, ce, cette, son, sa, ses, leur, leurs, notre,
        nos, votre, est, sont, ont, dispose, disposent, compte, comptent, comprend, comprennent, s eleve, s
        elevent, eleve, travaille, travaillent, travaillant, emploie, regroupe, mobilise, mobilises,
        represente, compose, composee, composes, composee de, dedie, dediee, dedies, dediees, affecte,
        affectee, affectes, affectees, consacre, consacree, consacres, specifique, specifiques, employe,
        employes, actuellement, aujourd hui, a ce jour, ce jour, en propre, regional, regionale, regionaux,
        donnee, donnees, de la donnee, geographique, geographiques, sig, geomatique, numerique, moyens,
        financiers, moyens financiers, moyen financier, ht, ttc, ex, hauteur, a hauteur de, nombre, territoriale,
        territorial, territoriales, pour le moment, a ce stade, en elle meme, en lui meme,
        en tant que tel, en tant que telle, inclus, incluse, incluses
        """,
    ),
)


_UP_TO_SIXTEEN = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_TENS = "vingt trente quarante cinquante soixante"
NUMBER_WORDS = {
    **{word: Decimal(number) for number, word in enumerate(_UP_TO_SIXTEEN.split())},
    **{word: Decimal(10 * tens) for tens, word in enumerate(_TENS.split(), start=2)},
    **{"une": Decimal(1), "cent": Decimal(100), "cents": Decimal(100), "mille": Decimal(1000)},
}
"""French number words, of which the lexer combines successive ones."""

DOZENS = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "centaine": 100,
}
"""Words for an approximate number."""

_ALARMS = "fin mais non plus hors sans sauf moins jamais passe passee passes ancien anciens ancienne anciennes"
_ALARM_BEGINNINGS = """
abandon annul arret attente besoin cess cherch demand depart disparu envisag esper estim exclu faudra fictif futur gele
hypothe incert insuffis manqu negoci objectif perdu prev prochain projete quitt recrut redui reduc simul sollicit
souhait suppos suppri suspen theor vacan voudr
"""
_ALARM_WORDS, _ALARM_STEMS = frozenset(_ALARMS.split()), tuple(_ALARM_BEGINNINGS.split())


def is_alarm(word: str) -> bool:
    """Whether a folded word may take back a figure of another sentence: "abandonné en 2024"."""
    return word in _ALARM_WORDS or word.startswith(_ALARM_STEMS)


def vocabulary(names: Iterable[str] = ()) -> dict[tuple[str, ...], tuple[Kind, Any]]:
    """Return phrase (a tuple of folded words) → kind and value; `names` are those of platforms."""
    found: dict[tuple[str, ...], tuple[Kind, Any]] = {}
    for name in REGION_NAMES.values():
        found[tuple(words(name))] = (Kind.NAME, None)
    for name in names:
        # As several words or one: "IDéO BFC", "IdéoBFC".
        for parts in (tuple(words(name)), (fold(name),)):
            if any(parts):
                found[parts] = (Kind.SCOPE, "platform")
    found.update(_BASE)
    return found


def _base() -> Iterator[tuple[tuple[str, ...], tuple[Kind, Any]]]:
    for payer, payer_words in PAYER_WORDS.items():
        for word in payer_words - _NO_PAYERS:
            yield (word,), (Kind.PAYER, payer)
    for code, phrases in _PAYER_PHRASES.items():
        yield from _split_phrases(phrases, (Kind.PAYER, code))
    for code, phrases in _SCOPES.items():
        yield from _split_phrases(phrases, (Kind.SCOPE, code))
    for kind, value, phrases in _PHRASES:
        yield from _split_phrases(phrases, (kind, value))
    for word, value in NUMBER_WORDS.items():
        yield (word,), (Kind.NUMBER, value)
    yield from _split_phrases("un seul, une seule", (Kind.NUMBER, Decimal(1)))


def _split_phrases(phrases: str, meaning: tuple[Kind, Any]) -> Iterator[tuple[tuple[str, ...], tuple[Kind, Any]]]:
    for phrase in phrases.split(","):
        yield tuple(phrase.split()), meaning


_BASE = dict(_base())
LONGEST_PHRASE = 8
"""Words in the longest phrase that is recognised, names of platforms included."""
