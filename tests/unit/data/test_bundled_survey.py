"""The survey's CSV has exactly the survey's texts, and each answer stands under its question."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from ctd_plugin.data.survey.status import PRINTED_LABELS
from ctd_plugin.regions import REGION_NAMES
from tests.support.paths import DATA

HEADER = (
    "region_code,region,statut,contexte,date_ctd,cadre,objectifs,gouvernance,pilotage,participants,moyens,outils,"
    "relations_cnig,contact,communication,cas_usage,difficultes,perspectives,ressources,date_entretien,repondant"
)
COLUMNS = HEADER.split(",")
CODES = [
    "84",
    "27",
    "53",
    "24",
    "94",
    "44",
    "32",
    "11",
    "28",
    "75",
    "76",
    "52",
    "93",
    "01",
    "02",
    "03",
    "04",
    "06",
]
SHEET_NAME = "FonctionnementCTD"
URLS = {
    "https://www.open-datara.fr/accueil/datara/datara-cest-quoi-",
    "https://odec-bfc.fr/",
    "https://geostoria.isula.corsica/",
    "https://ambizionedigitale.isula.corsica/",
    "https://www.data.corsica/pages/portail/",
    "https://www.geo2france.fr/portal/public/overview/g4/casdusage",
    "https://geoidf.smartidf.services/donnees",
    "https://www.geopal.org/accueil",
    "https://data.paysdelaloire.fr/pages/home/",
    "https://www.linkedin.com/company/sud-territoire/about/",
    "https://www.datasud.fr/portal/",
    "https://connaissance-territoire.maregionsud.fr/",
    "https://connaissance-territoire.maregionsud.fr/la-plateforme/les-projets",
    "https://connaissance-territoire.maregionsud.fr/fileadmin/user_upload/Connaissance_du_territoire/"
    "page_strategie/Charte_adhesion_plateforme_connaissance_2023.pdf",
    "https://www.guyane-sig.fr/portal/",
    "https://imazpress.com/conseil-regional-actualite/region-reunion-installation-du-premier-comite-regional-"
    "de-l-ia-et-de-la-donnee",
    "https://www.temoignages.re/economie/premier-comite-regional-de-la-donnee-et-de-l-intelligence-artificielle",
}
# The survey's `repondant` cells also hold these words, which are no one's name.
NOT_NAMES = {"Crige", "PACA", "Afigeo"}


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


SURVEY = {row["region_code"]: row for row in read_rows("survey.csv")}
NAMES = read_rows("personal_names.csv")
SOURCE = squeeze((DATA / "source" / "survey-source.txt").read_text(encoding="utf-8"))
CELLS = [(code, column, text) for code, row in SURVEY.items() for column, text in row.items() if text]


def stretch(code: str) -> str:
    """The region's row as one text without white space."""
    return squeeze("".join(SURVEY[code][column] for column in COLUMNS[1:]))


def test_the_file_is_plain_utf8_with_commas_line_feeds_and_minimal_quotes(tmp_path: Path) -> None:
    copy = tmp_path / "survey.csv"
    with copy.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(SURVEY.values())
    assert copy.read_bytes() == (DATA / "survey.csv").read_bytes()


def test_the_rows_are_the_18_regions_in_the_order_of_the_source() -> None:
    assert list(SURVEY) == CODES
    assert sorted(SURVEY) == sorted(REGION_NAMES)
    assert len(read_rows("survey.csv")) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_nothing_of_a_region_is_lost_added_or_reordered(code: str) -> None:
    start = sum(len(stretch(earlier)) for earlier in CODES[: CODES.index(code)])
    assert SOURCE[start : start + len(stretch(code))] == stretch(code)


def test_the_regions_together_are_the_whole_source_but_the_sheet_name() -> None:
    assert "".join(map(stretch, CODES)) + SHEET_NAME == SOURCE


@pytest.mark.parametrize("code", CODES)
def test_each_row_begins_with_its_region_and_a_printed_status(code: str) -> None:
    assert squeeze(SURVEY[code]["region"].replace("-", " ")) == squeeze(REGION_NAMES[code].replace("-", " "))
    assert SURVEY[code]["statut"] in PRINTED_LABELS.values()


@pytest.mark.parametrize(("code", "column", "text"), CELLS)
def test_cells_are_clean_of_the_layout_of_the_page(code: str, column: str, text: str) -> None:
    assert not re.search(r"[\t\r]|  |\n\n|\ufeff", text)
    assert all(line == line.strip() for line in text.split("\n"))


def test_every_url_is_whole() -> None:
    found = {url for *_, text in CELLS for url in re.findall(r"https?://\S+", text)}
    assert found == URLS


def test_words_and_addresses_cut_at_a_hyphen_are_whole() -> None:
    assert "Stéphane Mevel-Vianney" in SURVEY["53"]["repondant"]
    assert "Connaissance-territoire@maregionsud.fr" in SURVEY["93"]["contact"]
    assert "technique-data-IDG" in SURVEY["32"]["outils"]
    assert "tournée dans 3-4 sites" in SURVEY["93"]["cadre"]
    assert not any(re.search(r"\w- ?\n|\w- \w", text) for *_, text in CELLS)


@pytest.mark.parametrize("code", CODES)
def test_interview_dates_are_a_day_and_a_month(code: str) -> None:
    assert re.fullmatch(r"(\d\d-(janv|oct|nov|déc))?", SURVEY[code]["date_entretien"])
    assert bool(SURVEY[code]["date_entretien"]) == bool(SURVEY[code]["repondant"])


# (code, column, how the cell begins, how it ends): one moved border breaks at least one of them.
BORDERS = [
    ("84", "cadre", "aujourd'hui existe le CRAIG", "Uniquement data géographique"),
    ("84", "participants", "1242 structures", "bénéficiaires"),
    ("84", "moyens", "CRAIG = 11 ETP", "programmes comme PCRS"),
    ("84", "relations_cnig", "pas de participation", "de la Région"),
    ("27", "participants", "IdeoBFC a mission", "gratuitement"),
    ("27", "ressources", "exemple", "https://odec-bfc.fr/"),
    ("53", "moyens", "GeoBretagne = 3 ETP dont 1,5 Etat", "(Dreal)"),
    ("53", "outils", "GeoBretagne\n+ routines", "par Megalis"),
    ("53", "difficultes", "Recréer de la comitologie", "souvent le parent pauvre"),
    ("24", "date_ctd", "printemps 2026", "(optimiste)"),
    ("24", "pilotage", "préfiguration Région", "GIP RECIA"),
    ("24", "moyens", "Aujourd'hui GIP, avec 60 à 80 ETP", "(voir ci-contre)"),
    ("94", "objectifs", "Existence d'une charte Data", "données de la Corse"),
    ("94", "outils", "ODS depuis 20 ans", "plateforme Georchestra"),
    ("94", "ressources", "Charte Data", "vient d'être votée"),
    ("44", "gouvernance", "pas d'instance", "Open Data...)"),
    ("44", "outils", "via des marchés", "assume l'Open Data)"),
    ("44", "contact", "directement", "par mail"),
    ("32", "pilotage", "Le fonctionnement est orienté usages", "réseau social."),
    ("32", "moyens", "enjeu de trouver des financements", "0,2 de Fct"),
    ("32", "communication", "oui portail", "et LinkedIn"),
    ("11", "moyens", "aucun pour l'instant", "dans GeoIdF)"),
    ("11", "outils", "'-Oui projet", "(imagerie HR)."),
    ("11", "contact", "geoidf@", "iledefrance.fr"),
    ("28", "participants", "Crige Normandie est l'instance", "dont DDT"),
    ("28", "outils", "aujourd'hui Il y a :", "(socle Data for Citizen)"),
    ("75", "gouvernance", "Comité PIGMA", "financeurs"),
    ("75", "outils", "pas de plateforme régionale Open Data", "SIGENA (Dreal)"),
    ("75", "contact", "Pigma", "ou Région"),
    ("76", "pilotage", "Secrétariat CTD confié", "co-présidence du CTD"),
    ("76", "outils", "- IDG OPenIG (socle Neogeo)", "PICTO (Prodige)"),
    ("52", "gouvernance", "D'abord 1 Copil", "gestion…)"),
    ("52", "communication", "NON. Pas d'éditorial.", "grand public."),
    ("52", "perspectives", "Preparer l'après CPER", "souveerains."),
    ("93", "moyens", 'Service "Connaissances', "1/3 Fct)"),
    ("93", "contact", "Julien Dario", "maregionsud.fr"),
    ("93", "perspectives", "conserver une cohérence", "la COP)"),
    ("03", "moyens", "Adhésion gratuite", "tourt de table"),
    ("03", "cas_usage", "Garantir disponibilité", "pour observatoires)"),
    ("04", "moyens", "Financements FEDER", "sollicités"),
    ("04", "difficultes", "Lidar HD", "d'accompagnement."),
]


@pytest.mark.parametrize(("code", "column", "begin", "end"), BORDERS)
def test_a_cell_begins_and_ends_where_its_meaning_does(code: str, column: str, begin: str, end: str) -> None:
    cell = SURVEY[code][column]
    assert cell.startswith(begin)
    assert cell.endswith(end)


def test_list_items_keep_a_line_each() -> None:
    assert SURVEY["28"]["outils"].count("\n- ") == 2
    assert SURVEY["11"]["outils"].count("\n- ") == 4
    assert SURVEY["24"]["outils"].split("\n")[2:5] == ["Tiers-lieux", "Infra", "Gèrent GeoCentre"]
    assert SURVEY["44"]["moyens"].split("\n")[2:4] == ["FEDER 60%", "Région 20%"]


@pytest.mark.parametrize("entry", NAMES, ids=lambda entry: f"{entry['region_code']}-{entry['name']}")
def test_a_listed_personal_name_stands_once_in_its_cell(entry: dict[str, str]) -> None:
    assert list(entry) == ["region_code", "column", "name", "reason"]
    assert entry["column"] in COLUMNS[2:-1]
    assert entry["reason"] in {"respondent", "staff", "elected"}
    cell = SURVEY[entry["region_code"]][entry["column"]]
    assert len(re.findall(rf"\b{re.escape(entry['name'])}\b", cell)) == 1


def test_no_respondent_is_named_in_another_cell_without_being_listed() -> None:
    """Names are looked for in every region's cells: some regions name another region's respondent."""
    answered = " ".join(row["repondant"] for row in SURVEY.values())
    words = set(re.findall(r"\b[A-ZÉ][\w-]{4,}", answered)) - NOT_NAMES
    for code, column, text in CELLS:
        if column == "repondant":
            continue
        listed = [e["name"] for e in NAMES if (e["region_code"], e["column"]) == (code, column)]
        for name in listed:
            text = text.replace(name, "")
        left = sorted(word for word in words if re.search(rf"\b{word}\b", text))
        assert not left, (code, column, left)
