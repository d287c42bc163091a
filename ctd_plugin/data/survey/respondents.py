"""Reading the names of persons in the column of respondents."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...regions import REGION_ALIASES, REGION_NAMES
from ...text import fold, words
from ..places.departments import DEPARTMENTS, department_of
from ..places.region_match import identify

_FIRST_NAMES_WRITTEN = (
    "Adrien Agnès Alain Alban Albert Alexandra Alexandre Alexis Alice Amandine Amélie Anaïs André Andrée Angélique "
    "Anne Annie Antoine Arnaud Arthur Audrey Aurélie Aurélien Baptiste Barbara Bastien Béatrice Benjamin Benoît "
    "Bernadette Bernard Bertrand Boris Brigitte Bruno Camille Caroline Catherine Cécile Cédric Céline Chantal Charles "
    "Charlotte Christelle Christian Christiane Christine Christophe Claire Claude Claudine Clément Clémence Colette "
    "Constance Corinne Cyril Damien Daniel Danielle David Delphine Denis Denise Didier Dominique Édouard Elisabeth "
    "Élise Élodie Emilie Emma Emmanuel Emmanuelle Eric Estelle Étienne Eugène Eva Fabien Fabienne Fabrice Fanny "
    "Fatima Florence Florent Florian Franck François Françoise Frédéric Frédérique Gabriel Gaël Gaëlle Geneviève "
    "Geoffroy Georges Gérald Gérard Ghislaine Gilbert Gilles Grégoire Gregory Guillaume Guy Hélène Henri Hervé Hubert "
    "Hugo Hugues Inès Isabelle Jacques Jacqueline Jean Jeanne Jeremy Jérôme Joël Joëlle Jocelyne Joseph Josiane Julie "
    "Julien Juliette Justine Karim Karine Kevin Laetitia Laure Laurence Laurent Léa Léo Lionel Loïc Louis Louise Luc "
    "Lucas Lucie Lucien Ludovic Lydie Magali Manon Marc Marcel Margaux Marguerite Marianne Marie Marine Marion "
    "Martine Martin Mathieu Mathilde Matthieu Maurice Maxime Mélanie Michel Michèle Michelle Mickaël Mireille Mohamed "
    "Monique Morgane Muriel Myriam Nadège Nadia Nadine Natacha Nathalie Nicolas Nicole Noël Noémie Odile Olivier "
    "Olivia Pascal Pascale Patrice Patricia Patrick Paul Paule Pauline Philippe Pierre Quentin Rachel Raphaël Raymond "
    "Régine Régis Rémi Rémy Renaud René Richard Robert Robin Roger Roland Romain Rosalie Sabine Sabrina Samuel Sandra "
    "Sandrine Sarah Sébastien Serge Séverine Simon Simone Solène Sonia Sophie Stéphane Stéphanie Suzanne Sylvain "
    "Sylvie Tanguy Théo Thérèse Thibault Thierry Thomas Valentin Valérie Vanessa Véronique Victor Vincent Virginie "
    "Viviane Wilfried William Xavier Yann Yannick Yves Yvette Yvon Zoé "
)
FIRST_NAMES = frozenset(fold(name) for name in _FIRST_NAMES_WRITTEN.split())
_COMMON_WRITTEN = (
    "Arnaud Barbier Beau Blanc Bois Bon Bonnet Boucher Boulanger Brun Carpentier Chapelle Charpentier Chevalier Clerc "
    "Cordier Coste Cousin Couturier Croix Dupont Durand Fabre Faure Fleur Fontaine Forestier Fort Fournier France "
    "Gros Guide Jardin Jeune Jolly Laplace Leblanc Leclerc Legrand Lejeune Lemaire Leroy Maire Marchand Marin Masson "
    "Mercier Meunier Michelin Moulin Noir Normand Page Parent Parisien Pasteur Pelletier Perrin Petit Picard Place "
    "Poirier Pont Port Prévost Rey Rivière Roche Rose Rousseau Roux Roy Royer Sellier Tessier Texier Tour Tournier "
    "Vallet Verdier Vert Vidal Ville Breton Lebreton Lorrain Langlois Poitevin Auvergne Bourgogne Picardie "
)
_COMMON = frozenset(fold(name) for name in _COMMON_WRITTEN.split())
_PLACES = frozenset(
    word
    for name in (*REGION_NAMES.values(), *(department.name for department in DEPARTMENTS.values()))
    for word in words(name)
    if len(word) > 3
) | {"picardie", "alsace", "lorraine", "aquitaine", "limousin", "bourgogne", "auvergne", "champagne", "paris"}
PARTICLES = frozenset(("de", "du", "des", "le", "la", "di", "da", "van", "von", "d", "l", "el", "ben", "der"))
_NOT_NAMES_WRITTEN = (
    "Région Etat Conseil Direction Service Services DREAL Département Métropole Ville Mairie Préfecture Préfet Chef "
    "Cheffe Chargé Chargée Mission Responsable Directeur Directrice Président Présidente Vice Géomaticien "
    "Géomaticienne Pôle Data Géo Système Systèmes Information Collectivité Communauté Agence Syndicat Association "
    "Monsieur Madame Mademoiselle Mme Mlle MM Dr Crige Pigma Openig Geobretagne Grand Est Hauts Pays Cellule "
    "Observatoire Plateforme Projet Équipe Unité Bureau Secrétariat Centre National Nationale Régional Régionale "
    "Numérique Données Donnée Comité Territorial Territoriale Auto Complété Rempli Avec Pour Par Sur Chez Nom Prénom "
)
# Words beside names in respondent cells; taken for names, they would mask half of the survey.
_NOT_NAMES = frozenset(fold(word) for word in _NOT_NAMES_WRITTEN.split())
_ACRONYMS_WRITTEN = (
    "dreal ddt ddtm ign cnig sig gip ctd sgar dsi dinum crig idg anct amf brgm cnrs insee sdis epci cerema dgaln etp "
    "drh dg dga dgs dac oeil adn sic "
)
_ACRONYMS = frozenset(_ACRONYMS_WRITTEN.split()) | {
    fold(alias) for aliases in REGION_ALIASES.values() for alias in aliases
}
_WORD = re.compile(r"[^\W\d_](?:[\w'’.-]{0,40}\w|\.)?")


def is_common(surname: str) -> bool:
    """Whether a folded surname is a first name, an ordinary word or a place too."""
    return surname in FIRST_NAMES or surname in _COMMON or surname in _PLACES


def is_place(surname: str) -> bool:
    """Whether a folded surname is a word in the name of a region or department."""
    return surname in _PLACES


def written_names(text: str) -> Iterator[str]:
    """Yield the names of persons in a respondent cell, first name first."""
    for piece in re.split(r"[;/()\n+&]|\bet\b|\band\b", text[:5000]):
        swapped = re.fullmatch(r"\s*(\S{2,40}(?: \S{2,40})?)\s*,\s*(\S{1,40})\s*", piece)
        if swapped and _are_one_person(swapped[1], swapped[2]):
            yield f"{swapped[2]} {swapped[1]}"
            continue
        for part in re.split(r"[,:]|\s[-–—]\s", piece):
            yield from _runs(part)


def _are_one_person(surname: str, first: str) -> bool:
    """Whether "Martin, Jeanne" is one person, unlike "Bretagne, Corse"."""
    tokens = [*surname.split(), first]
    return all(map(_is_name, tokens)) and not _is_of_no_person(surname) and not _is_of_no_person(first)


def _runs(text: str) -> Iterator[str]:
    """Yield the sequences of capitalised words that are names."""
    found = _WORD.findall(text)
    run: list[str] = []
    for word in [*found, ""]:
        is_short = len(found) == 2 and fold(word) not in _ACRONYMS
        if _is_name(word, is_short) or (run and word.casefold() in PARTICLES):
            run.append(word)
            continue
        while run and run[-1].casefold() in PARTICLES:
            run.pop()
        if len(run) > 1 and not _is_of_no_person(" ".join(run)):
            yield _ordered(run)
        run = []


def _is_name(word: str, may_be_short: bool = False) -> bool:
    is_acronym = word.isupper() and 1 < len(word) <= 4 and not may_be_short
    return word[:1].isupper() and not is_acronym and fold(word) not in _NOT_NAMES and fold(word) not in _ACRONYMS


def _is_of_no_person(text: str) -> bool:
    return identify(text) is not None or department_of(text) is not None


def _ordered(run: list[str]) -> str:
    """Return a name with the first name first: the surname is in capitals, or not a known first name."""
    capitals = [word for word in run if word.isupper() and len(word) > 2]
    if capitals and len(capitals) < len(run):
        first = [word for word in run if word not in capitals and word.casefold() not in PARTICLES]
        surname = [word for word in run if word not in first]
        return " ".join([*first, *surname])
    is_swapped = _is_first(run[-1]) and not _is_first(run[0])
    return " ".join([run[-1], *run[:-1]] if is_swapped else run)


def _is_first(word: str) -> bool:
    return fold(word) in FIRST_NAMES or any(part in FIRST_NAMES for part in words(word))
