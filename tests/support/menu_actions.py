"""The commands of the plugin’s menu and toolbar, in their order, as its users read them."""

from __future__ import annotations

FRENCH = [
    "Charger la carte des CTD",
    "Thème de la carte",
    "Identifier une région",
    "Panneau des régions",
    "Rechercher dans les réponses",
    "Rechercher dans les catalogues régionaux",
    "Importer votre propre enquête…",
    "Vérifier les plateformes…",
    "Exporter une carte des CTD…",
    "Préparer le dossier de réunion…",
    "Partager l’enquête…",
]
ENGLISH = [
    "Load the CTD map",
    "Map theme",
    "Identify a region",
    "Regions panel",
    "Find in the answers",
    "Search the regional catalogues",
    "Import your own survey…",
    "Check the platforms…",
    "Export a CTD map…",
    "Prepare the meeting pack…",
    "Share the survey…",
]
ACTIONS = [
    "ctdCheck",
    "ctdExport",
    "ctdFind",
    "ctdImport",
    "ctdLoadMap",
    "ctdPack",
    "ctdPanel",
    "ctdRegionTool",
    "ctdSearch",
    "ctdShare",
    "ctdThemes",
]
"""The object names of its actions, sorted."""
