"""A first session with the real QGIS: the plugin from its zip, a fresh profile, a French user, a virtual screen."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from itertools import chain
from pathlib import Path

import pytest

from ctd_plugin.data.paths import SURVEY
from ctd_plugin.data.survey.status import PRINTED_LABELS
from ctd_plugin.gis.style.palette import STATUS_FILLS
from tests.e2e.real_qgis import HERE, make_profile, run_qgis, virtual_screen
from tests.peers.ckan import holding, package, write_platforms
from tests.peers.faults import JSON, Reply, dead_address, serving
from tests.support.menu_actions import ACTIONS, GROUPS
from tools.package import PACKAGE, ROOT

SEEN = ROOT / "build" / "e2e"
TIMEOUT = 400

WINDOWS = [
    *("ctdImport", "ctdCheckPlatforms", "ctdExportDialog", "ctdPackDialog", "ctdShareDialog"),
    *("ctdOpenEditionDialog", "ctdOwnPlatforms", "ctdCampaignWindow", "ctdSaveProjectDialog"),
]
HOMEPAGE = "https://portail.example.org/"
WELLS = """\
{"type": "FeatureCollection", "features": [
 {"type": "Feature", "properties": {"nom": "captage"}, "geometry": {"type": "Point", "coordinates": [-1.7, 48.1]}}
]}
"""


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """Run QGIS once through the scenario and return what it saw."""
    folder = tmp_path_factory.mktemp("session")
    settings = f"[ctd]\nplatforms_file={folder / 'platforms.json'}\nexport_folder={folder}\n"
    profile = make_profile(folder, "fr", settings)
    with (
        virtual_screen() as display,
        serving({"/eau.geojson": Reply(WELLS.encode(), content_type=JSON)}) as catalogue,
    ):
        water = package("eau", "Réseau d’eau potable", ("GeoJSON", catalogue.url("/eau.geojson")))
        catalogue.replies["/eau/"] = holding([water])
        addresses = {"bretagne": ("53", catalogue.url("/eau/")), "corse": ("94", f"{dead_address()}/")}
        write_platforms(folder / "platforms.json", addresses, HOMEPAGE)
        run = run_qgis(folder, display, HERE / "scenario.py", TIMEOUT)
    shutil.rmtree(SEEN, ignore_errors=True)
    SEEN.mkdir(parents=True)
    for file in (*folder.glob("*.png"), *folder.glob("*.json*")):
        shutil.copy(file, SEEN)
    results = folder / "results.json"
    assert results.exists(), f"QGIS ended with {run.returncode} before the scenario did:\n{run.stderr[-4000:]}"
    seen = json.loads(results.read_text(encoding="utf-8"))
    assert "failure" not in seen, seen["failure"]
    messages = (folder / "messages.jsonl").read_text(encoding="utf-8").splitlines()
    return seen | {
        "messages": [json.loads(line) for line in messages],
        "stderr": run.stderr,
        "exit_code": run.returncode,
        "profile": str(profile),
    }


def french(*, often: bool) -> list[str]:
    """Return the texts of the menu or, of commands used often, those of the toolbar, with "" for separators."""
    groups = [[command.french for command in group if command.often or not often] for group in GROUPS]
    return list(chain.from_iterable([*group, ""] for group in groups if group))[:-1]


def test_the_plugin_starts_with_a_french_toolbar_menu_and_provider(session: dict) -> None:
    assert session["interface"]["loaded"] == {
        "toolbar": french(often=True),
        "menu": french(often=False),
        "icons": True,
        "actions": ACTIONS,
        "algorithms": [
            "ctd:buildproject",
            "ctd:checkplatforms",
            "ctd:collectsurveys",
            "ctd:comparesurveys",
            "ctd:dissolveregions",
            "ctd:exportatlas",
            "ctd:exportdata",
            "ctd:exportmap",
            "ctd:exportpack",
            "ctd:exportslides",
            "ctd:exporttemplate",
            "ctd:exportweb",
            "ctd:fetchboundaries",
            "ctd:joinsurvey",
            "ctd:searchcatalogues",
            "ctd:share",
        ],
    }


def test_neither_start_nor_map_imports_the_libraries_of_the_data(session: dict) -> None:
    assert session["heavy_modules"] == {"at start": [], "with the map": []}


def test_one_click_loads_the_layers_from_a_copy_in_the_profile(session: dict) -> None:
    project = session["project"]["first"]
    assert list(project["layers"]) == [
        "CTD – régions",
        "CTD – réponses à l’enquête",
        "CTD – chiffres et citations",
        "CTD – plateformes",
        "CTD – points d’accès aux catalogues",
        "CTD – sources",
    ]
    assert project["layers"]["CTD – régions"] == 18
    assert all(project["layers"].values())
    assert project["valid"]
    assert project["crs"] == "EPSG:2154"
    (source,) = project["sources"]
    assert source.startswith(session["profile"])
    assert f"plugins/{PACKAGE}" not in source


def test_the_legend_names_the_theme_and_counts_the_survey_s_answers_in_their_order(session: dict) -> None:
    with SURVEY.open(encoding="utf-8", newline="") as file:
        answers = Counter(row["statut"] for row in csv.DictReader(file))
    expected = [f"{label} ({answers[label]})" for label in PRINTED_LABELS.values()]
    title, *classes, key, mark = session["project"]["first"]["legend"]
    assert title == "Statut du CTD\n(nombre de régions)"
    assert classes == [*expected, "Non renseigné (0)"]
    assert key.startswith("Sous le nom de la région")
    assert mark.startswith("¹\N{NO-BREAK SPACE}La Réunion.")


def test_the_canvas_shows_all_four_classes(session: dict) -> None:
    assert set(STATUS_FILLS.values()) <= set(session["project"]["first"]["colours"])


def test_the_layouts_come_with_the_map(session: dict) -> None:
    assert session["project"]["first"]["layouts"] == ["CTD – statut – A3", "CTD – statut – A4"]


def test_a_second_click_doubles_nothing(session: dict) -> None:
    assert session["project"]["second"] == session["project"]["first"]


def test_unloading_leaves_nothing_behind(session: dict) -> None:
    gone = {"toolbar": None, "menu": None, "icons": None, "actions": [], "algorithms": None}
    assert session["interface"]["unloaded"] == gone


def test_a_click_on_bretagne_fills_the_panel_and_its_links_open(session: dict) -> None:
    panel = session["panel"]
    assert (panel["name"], panel["status"]) == ("Bretagne", "Réflexion engagée")
    assert "GeoBretagne = 3 ETP dont 1,5 Etat" in panel["text"]
    assert panel["opened"] == ["https://geobretagne.fr"]
    assert panel["checked"] == [True, True]


def test_a_word_narrows_the_answers_of_all_regions(session: dict) -> None:
    assert session["find"]["count"] == "7 régions sur 18 · 7 passages"
    assert "Occitanie – CTD existant" in session["find"]["regions"]


def test_a_search_shows_what_a_catalogue_holds_and_which_did_not_answer(session: dict) -> None:
    search = session["search"]
    assert search["region"] == "Bretagne\u00a0: 1"
    assert search["records"][0].startswith("Réseau d’eau potable")
    assert search["silent"][0] == "Corse"
    assert "réessayer" in search["silent"][1]
    assert search["states"].replace("\u00a0", " ") == "Réponses : 1 sur 2 · 1 sans réponse"


def test_the_plugin_loads_again_as_it_was(session: dict) -> None:
    assert session["interface"]["loaded again"] == session["interface"]["loaded"]


def test_four_tasks_take_few_clicks(session: dict) -> None:
    """What a person does most; typing is not counted, and nothing is scrolled."""
    clicks = session["clicks"]
    assert clicks["funding map"] <= 5
    assert clicks["written"] == ["ctd-funding_sources-A4.pdf"]
    assert clicks["link of a platform"] <= 4
    assert clicks["opened"] == [HOMEPAGE]
    assert clicks["data set on water"] <= 4
    assert clicks["web page"] <= 4
    assert [Path(address).name for address in clicks["opened page"]] == ["ctd-page.html"]
    assert [region.replace("\u00a0", " ") for region in clicks["searched"]] == ["Bretagne : 1"]


def test_each_window_opens_once_and_beside_the_others(session: dict) -> None:
    """A second click brings it to the front."""
    assert session["windows"] == sorted(WINDOWS)


def test_a_survey_imported_by_clicks_is_drawn_on_the_map(session: dict) -> None:
    """Nobody but the plugin holds the assistant, and Python's collector runs after every step."""
    imported = session["import"]
    assert imported["pages"] == [
        f"ctdImport{page}" for page in ("Source", "Columns", "Regions", "Statuses", "Figures", "Summary")
    ]
    assert imported["source"].endswith("/mon enquête.gpkg")
    assert imported["surveyed"] == ["53", "94"]
    # Beside the edition that the map was loaded from, and the data set on water.
    assert imported["layers"] == 2 * session["project"]["first"]["layer_count"] + 1
    assert any("2 régions sur 18 importées" in text for text in imported["told"])
    drawn = set(session["imported_colours"])
    fills = {status.value: fill for status, fill in STATUS_FILLS.items()}
    assert {fills["established"], fills["considering"]} <= drawn
    assert not {fills["none"], fills["prefiguration"]} & drawn


def test_every_other_window_does_its_work_too(session: dict) -> None:
    """The check fills its table; export, pack and share write what their forms were answered."""
    assert session["check"] == ["répond", "injoignable"]
    assert session["export"] > 0
    assert "index.html" in session["pack"]
    assert session["share"] is True


def test_the_windows_close_with_the_plugin(session: dict) -> None:
    """What the plugin opened goes with it."""
    assert session["windows_unloaded"] == []


def test_qgis_logs_no_error_and_ends_well(session: dict) -> None:
    errors = [message for message in session["messages"] if message["critical"] or "Traceback" in message["text"]]
    assert errors == []
    assert "Traceback" not in session["stderr"]
    assert [text.partition("\u00a0:")[0] for text in session["project"]["first"]["messages"]] == ["Infobulles activées"]
    assert session["exit_code"] == 0


def test_the_log_holds_what_happened_before_the_plugin_was_loaded(session: dict) -> None:
    texts = [message["text"] for message in session["messages"]]
    assert any(PACKAGE in text for text in texts)
