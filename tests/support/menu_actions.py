"""The commands of the plugin’s menu in their groups, as its users read them, and those that have a button."""

from __future__ import annotations

from itertools import chain
from typing import NamedTuple


class Command(NamedTuple):
    """An action’s object name, its texts, and whether the toolbar has it."""

    name: str
    french: str
    english: str
    often: bool = False


GROUPS = [
    [
        Command("ctdLoadMap", "Charger la carte des CTD", "Load the CTD map", often=True),
        Command("ctdOpenEdition", "Ouvrir une édition…", "Open an edition…"),
        Command("ctdThemes", "Thème de la carte", "Map theme", often=True),
        Command("ctdTerritories", "Zoomer sur un territoire", "Zoom to a territory", often=True),
    ],
    [
        Command("ctdRegionTool", "Identifier une région", "Identify a region", often=True),
        Command("ctdPanel", "Panneau des régions", "Regions panel", often=True),
        Command("ctdFind", "Rechercher dans les réponses", "Find in the answers", often=True),
    ],
    [
        Command("ctdSearch", "Rechercher dans les catalogues régionaux", "Search the regional catalogues", often=True),
        Command("ctdPlatforms", "Plateformes et services…", "Platforms and services…"),
        Command("ctdCheck", "Vérifier les plateformes…", "Check the platforms…"),
    ],
    [
        Command("ctdImport", "Importer votre propre enquête…", "Import your own survey…", often=True),
        Command("ctdCampaign", "Campagne d’enquête…", "Survey campaign…"),
    ],
    [
        Command("ctdExport", "Exporter une carte des CTD…", "Export a CTD map…", often=True),
        Command("ctdPack", "Préparer le dossier de réunion…", "Prepare the meeting pack…", often=True),
        Command("ctdShare", "Partager l’enquête…", "Share the survey…"),
        Command("ctdSaveProject", "Enregistrer le projet avec ses données…", "Save the project with its data…"),
    ],
    [
        Command("ctdOptions", "Options…", "Options…"),
        Command("ctdHelp", "Aide", "Help"),
    ],
]
COMMANDS = list(chain.from_iterable(GROUPS))
ACTIONS = sorted(command.name for command in COMMANDS)
"""The object names of all actions, sorted."""
MENU = [[command.name for command in group] for group in GROUPS]
TOOLBAR = [names for group in GROUPS if (names := [command.name for command in group if command.often])]
"""The object names in their groups, which separators part."""
