"""What of a person stays in what is shown with personal data off: nothing, in any order or spelling; and what stays."""

from __future__ import annotations

import json

import pytest

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.package.region_attributes import attributes_of
from ctd_plugin.data.profile.from_survey import survey_profile
from ctd_plugin.data.survey.email_addresses import is_functional
from ctd_plugin.data.survey.masked_report import masked_report
from ctd_plugin.data.survey.personal_names import MASK, NameMask, respondent_names
from ctd_plugin.data.survey.reader import SurveyRow
from ctd_plugin.text import EMAIL


def mask_of(respondent: str, **cells: str) -> NameMask:
    return NameMask(respondent_names([SurveyRow(1, "53", None, None, {"repondant": respondent, **cells})]))


PERSON = "Hélène Kerzoncuf"
WRITTEN = [
    "Hélène Kerzoncuf",
    "Helene Kerzoncuf",
    "HÉLÈNE KERZONCUF",
    "KERZONCUF Hélène",
    "Kerzoncuf Hélène",
    "Kerzoncuf, Hélène",
    "KERZONCUF, HELENE",
    "hélène kerzoncuf",
    "Hélène-Kerzoncuf",
    "Hélène\u00a0Kerzoncuf",
    "Hélène\nKerzoncuf",
    "H. Kerzoncuf",
    "H.Kerzoncuf",
    "H Kerzoncuf",
    "Kerzoncuf H.",
    "Kerzoncuf H",
    "KERZONCUF",
    "Kerzoncuf",
    "helene.kerzoncuf@bretagne.bzh",
    "Helene.KERZONCUF@bretagne.bzh",
    "kerzoncuf.helene@bretagne.bzh",
    "hkerzoncuf@bretagne.bzh",
    "h.kerzoncuf@bretagne.bzh",
    "kerzoncufh@bretagne.bzh",
    "kerzoncuf@bretagne.bzh",
    "helenekerzoncuf@bretagne.bzh",
    "helene_kerzoncuf@bretagne.bzh",
    "helene-kerzoncuf@bretagne.bzh",
]


@pytest.mark.parametrize(
    "respondent",
    [PERSON, "KERZONCUF Hélène", "Kerzoncuf, Hélène", "Mme Hélène KERZONCUF (Région Bretagne)", "Kerzoncuf Hélène"],
)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_person_is_masked_however_written(respondent, written):
    """The name as "NOM Prénom", the surname alone, initials, and addresses made of the name stayed."""
    masked = mask_of(respondent).apply(f"Point fait : voir {written} (SIG), puis la Région Bretagne.", "53")
    assert masked == f"Point fait : voir {MASK} (SIG), puis la Région Bretagne."


@pytest.mark.parametrize(
    ("respondent", "written"),
    [
        ("Marie-Christine SCHOTT", "M.-C. Schott"),
        ("Marie-Christine SCHOTT", "MC Schott"),
        ("Marie-Christine SCHOTT", "Marie Christine Schott"),
        ("Marie-Christine SCHOTT", "mcschott@grandest.fr"),
        ("Marie-Christine SCHOTT", "marie-christine.schott@grandest.fr"),
        ("Stéphane Mével-Vianney", "Mevel Vianney"),
        ("Stéphane Mével-Vianney", "Stéphane Mevel"),
        ("Stéphane Mével-Vianney", "smevel@bretagne.bzh"),
        ("Julien Pozzo Di Borgo", "Pozzo di Borgo"),
        ("Julien Pozzo Di Borgo", "POZZO DI BORGO Julien"),
        ("Julien Pozzo Di Borgo", "julien.pozzodiborgo@isula.corsica"),
        ("Xavier De Neeff", "X. De Neeff"),
        ("Xavier De Neeff", "xdeneeff@region.fr"),
        ("Anne ROY", "Anne Roy"),
        ("ROY Anne", "A. Roy"),
        ("Jean Martin", "jmartin@region.fr"),
        ("Jean Martin", "MARTIN"),
        ("Jean Petit", "avec Petit"[5:]),
        ("Luc Bretagne", "Luc Bretagne"),
        ("Luc Bretagne", "luc.bretagne@region.fr"),
        ("Paul Marchand", "P. Marchand"),
    ],
)
def test_double_names_particles_and_common_surnames_are_masked_with_what_goes_with_them(respondent, written):
    assert mask_of(respondent).apply(f"Vu avec {written} hier", "53") == f"Vu avec {MASK} hier"


@pytest.mark.parametrize(("respondent", "title"), [("Anne ROY", "Mme Roy"), ("Jean Martin", "M. Martin")])
def test_a_title_shows_that_a_person_is_meant(respondent, title):
    assert mask_of(respondent).apply(f"Vu {title} hier", "53") == f"Vu {title.split()[0]} {MASK} hier"


@pytest.mark.parametrize(
    ("respondent", "text"),
    [
        ("Jean Petit", "un petit budget, petit à petit ; Petit Quevilly"),
        ("Paul Marchand", "un service marchand, non marchand"),
        ("Luc Bretagne", "la Bretagne, en Bretagne, geobretagne@brz.fr, GéoBretagne, BRETAGNE"),
        ("Anne Rose", "la rose, couleur rose"),
        ("Anne Roy", "le roy"),
        ("Anne Martin", "Saint-Martin, rue Martin, martin-pêcheur"),
        ("Anne Kerzoncuf", "rue Kerzoncuf, Saint-Kerzoncuf"),
        ("Anne Martin, Région Grand Est", "Data Grand Est et la Région Grand Est"),
        ("Anne Martin (DREAL Bretagne)", "DREAL Bretagne, DREAL de Bretagne"),
        ("Crige PACA", "le Crige PACA"),
        ("Service SIG, Direction du Numérique", "Service SIG et Direction du Numérique"),
        ("Jean Normand", "contact@region.fr, sig@normandie.fr, la normande"),
        ("Bretagne, Corse", "Bretagne et Corse"),
        ("Dominique Louis", "Port-Louis et Louis"),
    ],
)
def test_words_places_and_organisations_stay(respondent, text):
    """A surname that is a word of every day is no name by itself."""
    assert mask_of(respondent).apply(text, "53") == text


def test_a_surname_that_the_survey_writes_in_small_letters_is_a_word():
    mask = mask_of("Anne Tempête", contexte="après la tempête de 1999. Tempête : deux jours.")
    assert mask.apply("Tempête : deux jours ; vu Anne Tempête", "53") == f"Tempête : deux jours ; vu {MASK}"


FUNCTIONAL = [
    "sig@region.fr",
    "contact@openig.org",
    "data@region.fr",
    "idg@region.fr",
    "geoidf@iledefrance.fr",
    "Guyane-sig@ctguyane.fr",
    "Connaissance-territoire@maregionsud.fr",
    "openig@openig.org",
    "service.sig@grandest.fr",
    "opendata@normandie.fr",
    "geobretagne@bretagne.bzh",
    "donnees@region.fr",
    "info@crige-paca.org",
    "crige@crige-paca.org",
    "sig-data@region.fr",
]
PERSONAL = [
    "jean.dupont@region.fr",
    "jdupont@region.fr",
    "dupont@region.fr",
    "j.dupont@region.fr",
    "jd@region.fr",
    "helene@region.fr",
    "dupont-j@region.fr",
    "prenom.nom@x.fr",
    "jean_dupont.sig@x.fr",
    "lea.data@x.fr",
]


@pytest.mark.parametrize("address", FUNCTIONAL)
def test_a_functional_address_is_a_contact(address):
    assert is_functional(address)
    assert contact(f"écrire à {address}") == address


@pytest.mark.parametrize("address", PERSONAL)
def test_a_person_s_address_is_no_contact_unless_asked_for(address):
    """What is doubtful is not shown."""
    assert contact(address) is None
    assert contact(f"{address} ou sig@region.fr") == "sig@region.fr"
    assert contact(address, NameMask()) == address


def test_an_address_that_ends_early_is_judged_like_a_whole_one():
    assert contact("Geobretagne@brz") == "Geobretagne@brz"
    assert contact("écrire à sig@ et data@") == "écrire à sig@ et data@"
    assert contact("jdupont@brz") is None


def contact(cell: str, mask: NameMask | None = None) -> str | None:
    row = SurveyRow(1, "53", None, None, {"contact": cell})
    return attributes_of(survey_profile("53", None, row, (), (), mask or mask_of(PERSON))).contact


@pytest.mark.parametrize("text", ["a" * 300_000, "a." * 150_000, "@" * 300_000, "a@" * 150_000, "ab@c.d " * 40_000])
def test_addresses_are_looked_for_in_time_that_grows_with_the_text(text):
    """30,000 letters without an @ stopped QGIS for four seconds."""
    assert sum(1 for _ in EMAIL.finditer(text)) < len(text) / 6
    assert mask_of(PERSON).apply(text, "53") == text


SURVEY = (
    "region_code,region,statut,contexte,date_ctd,moyens,contact,repondant\n"
    '53,Bretagne,peut-être selon KERZONCUF Hélène,"vu H. Kerzoncuf","31/02/2025","env 12 ETP dont Kerzoncuf, 2 M€ et '
    '40 k€ suivis par Hélène Kerzoncuf",helene.kerzoncuf@bretagne.bzh,Hélène Kerzoncuf\n'
    "53,Bretagne,CTD existant,double,,,,\n"
    "Kerzoncuf Hélène,Kerzoncuf Hélène,CTD existant,,,,,\n"
)


def test_nothing_that_is_built_names_a_respondent(tmp_path):
    """report.json quoted unmasked."""
    survey = tmp_path / "enquête.csv"
    survey.write_text(SURVEY, encoding="utf-8")
    report = build_geopackage(tmp_path / "ctd.gpkg", survey)
    assert "erzoncuf" not in report.to_json().casefold()
    assert MASK in report.to_json()
    assert b"erzoncuf" not in (tmp_path / "ctd.gpkg").read_bytes().lower()
    shown = build_geopackage(tmp_path / "personal.gpkg", survey, personal=True)
    assert "KERZONCUF" in shown.to_json()


def test_a_report_without_names_to_hide_stays_as_it_is(tmp_path):
    survey = tmp_path / "enquête.csv"
    survey.write_text(SURVEY, encoding="utf-8")
    report = build_geopackage(tmp_path / "ctd.gpkg", survey, personal=True)
    assert masked_report(report, NameMask()) is report
    assert json.loads(report.to_json())["survey_rows"] == 3
