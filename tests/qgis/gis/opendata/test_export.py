"""The data package of an edition: valid for validators, whole, and without personal data."""

from __future__ import annotations

import csv
import json
import shutil
import sqlite3
from contextlib import closing
from itertools import combinations

import pytest
from qgis.core import QgsFeedback, QgsGeometry, QgsVectorLayer

from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.facts.fact import read_facts
from ctd_plugin.data.opendata.publication import LICENCE_OUVERTE
from ctd_plugin.data.paths import SURVEY
from ctd_plugin.errors import Cancelled, CtdError
from ctd_plugin.gis.opendata.export import export_data
from ctd_plugin.gis.opendata.publication import UNSTATED
from ctd_plugin.gis.sharing.share import share_to_schema
from tests.support.editions import change_edition, rows
from tests.support.opendata import frictionless_faults, read_record, schema_faults
from tests.support.packs import left
from tests.support.sharing import HOSTILE

FILES = [
    *("datapackage.json", "regions.csv", "survey.csv", "facts.csv", "platforms.csv", "endpoints.csv", "about.csv"),
    *("regions.geojson", "metadata.xml", "dcat.jsonld", "schema-survey.json", "exemple-valide.csv", "README.md"),
]


def read_csv(file):
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def descriptor(folder):
    return json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))


def everything(folder):
    return "\n".join(file.read_text(encoding="utf-8") for file in folder.iterdir())


@pytest.fixture
def changed_copy(bundled, tmp_path):
    """Return a function that changes a copy of the bundled edition with SQL."""

    def change(*statements):
        copy = tmp_path / "ctd.gpkg"
        shutil.copy(bundled, copy)
        change_edition(copy, *statements)
        return copy

    return change


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


class TestBundled:
    def test_the_validator_finds_the_package_valid(self, package):
        assert left(package) == sorted(FILES)
        assert frictionless_faults("datapackage.json", folder=package) == []

    def test_a_broken_cell_is_found(self, package, tmp_path):
        broken = shutil.copytree(package, tmp_path / "broken")
        text = (broken / "regions.csv").read_text(encoding="utf-8")
        (broken / "regions.csv").write_text(text.replace("established", "certain", 1), encoding="utf-8")
        orphan = (broken / "facts.csv").read_text(encoding="utf-8").replace("\n53,", "\n99,", 1)
        (broken / "facts.csv").write_text(orphan, encoding="utf-8")
        kinds = {fault.partition(":")[0] for fault in frictionless_faults("datapackage.json", folder=broken)}
        assert {"constraint-error", "foreign-key", "hash-count"} <= kinds

    def test_the_schema_of_the_survey_and_its_example_are_valid(self, package):
        assert frictionless_faults("schema-survey.json", "--type", "schema", folder=package) == []
        assert frictionless_faults("exemple-valide.csv", "--schema", "schema-survey.json", folder=package) == []
        (example,) = read_csv(package / "exemple-valide.csv")
        assert all(example.values())

    def test_every_field_is_described_and_has_the_name_that_it_has_in_the_geopackage(self, package, bundled):
        for resource in descriptor(package)["resources"][:-1]:
            fields = resource["schema"]["fields"]
            names = [column for _, column, *_ in rows(bundled, f"PRAGMA table_info({resource['name']})")]
            assert [field["name"] for field in fields] == [name for name in names if name not in ("fid", "geom")]
            for field in fields:
                assert field["title"], field
                assert field["description"], field
                assert field["title"] != field["name"], field

    def test_rows_are_those_of_the_edition(self, package, bundled):
        for table in ("regions", "survey", "facts", "platforms", "endpoints", "about"):
            ((count,),) = rows(bundled, f"SELECT count(*) FROM {table}")
            assert len(read_csv(package / f"{table}.csv")) == count, table
        facts = [fact for fact in read_csv(package / "facts.csv") if fact["value"]]
        assert [(f["region_code"], f["value"], f["quote"]) for f in facts if f["indicator"] == "annual_budget"] == [
            (fact.region_code, fact.value, fact.quote)
            for fact in sorted(read_facts(), key=lambda fact: fact.region_code)
            if fact.indicator == "annual_budget"
        ]

    def test_no_answer_is_empty_and_none_is_zero(self, package):
        budgets = {row["region_code"]: row["budget_eur"] for row in read_csv(package / "regions.csv")}
        assert budgets["01"] == ""
        assert budgets["11"] == "0"

    def test_nothing_in_it_names_a_respondent(self, package):
        with SURVEY.open(encoding="utf-8", newline="") as stream:
            respondents = [row["repondant"] for row in csv.DictReader(stream) if row["repondant"]]
        text = everything(package)
        assert len(respondents) > 5
        assert [name for name in respondents if name in text] == []
        assert "repondant" not in (package / "datapackage.json").read_text(encoding="utf-8")

    def test_the_geojson_is_valid_and_neighbours_share_their_borders(self, package):
        layer = QgsVectorLayer(f"GeoJSON:{package / 'regions.geojson'}", "regions", "ogr")
        assert (layer.featureCount(), layer.crs().authid()) == (18, "EPSG:4326")
        shapes = {feature["region_code"]: QgsGeometry(feature.geometry()) for feature in layer.getFeatures()}
        assert [code for code, shape in shapes.items() if not shape.isGeosValid()] == []
        overlaps = [one.intersection(other).area() for one, other in combinations(shapes.values(), 2)]
        assert max(overlaps) < 1e-9
        text = (package / "regions.geojson").read_text(encoding="utf-8")
        assert '"crs"' not in text
        assert len(text) < 1_000_000

    def test_the_record_is_valid_and_has_mainland_and_overseas(self, package):
        record = (package / "metadata.xml").read_bytes()
        assert schema_faults(record) == []
        read = read_record(record)
        assert len(read("//gmd:EX_GeographicBoundingBox")) == 6
        assert read("//gmd:EX_Extent/gmd:description/*")[-1] == "Mayotte"
        assert read("//gml:beginPosition") == ["2025-10-01"]
        assert len(read("//gmd:onLine")) == len(FILES) - 5

    def test_a_licence_of_the_whole_takes_the_place_of_the_one_not_stated(self, package, bundled, folder):
        assert UNSTATED not in (package / "metadata.xml").read_text(encoding="utf-8")
        export_data(bundled, folder)
        assert UNSTATED in (folder / "metadata.xml").read_text(encoding="utf-8")
        assert "licenses" not in descriptor(folder)

    def test_in_english_the_descriptions_are_english_and_the_record_the_same(self, package, bundled, folder):
        export_data(bundled, folder, map_language="en", organisation="Région d’essai")
        assert descriptor(folder)["title"].startswith("Regional data committees")
        assert descriptor(folder)["id"] == descriptor(package)["id"]
        assert read_csv(folder / "survey.csv") == read_csv(package / "survey.csv")


class TestOtherEditions:
    def test_an_edition_of_one_region_is_valid_and_has_all_of_them_as_regions(self, one_row, folder):
        export_data(one_row, folder)
        assert frictionless_faults("datapackage.json", folder=folder) == []
        assert len(read_csv(folder / "survey.csv")) == 1
        assert [row["surveyed"] for row in read_csv(folder / "regions.csv")].count("true") == 1
        assert "gml:beginPosition" not in (folder / "metadata.xml").read_text(encoding="utf-8")

    def test_of_two_editions_what_changed_is_there_and_goes_with_the_next_package(self, changed, bundled, folder):
        written = export_data(changed, folder)
        assert {"changes.csv", "cell_changes.csv"} <= {file.name for file in written}
        assert written[0] == folder / "datapackage.json"
        assert frictionless_faults("datapackage.json", folder=folder) == []
        (folder / "notes.txt").write_text("à garder")
        export_data(bundled, folder)
        assert left(folder) == sorted([*FILES, "notes.txt"])

    def test_answers_carried_over_keep_their_year(self, survey_of, folder):
        text = 'region;statut;moyens;reprises\nBretagne;CTD existant;"2 ETP";"moyens: 2024"\n'
        export_data(survey_of(text), folder)
        assert frictionless_faults("datapackage.json", folder=folder) == []
        assert read_csv(folder / "survey.csv")[0]["reprises"] == "moyens: 2024"
        assert {fact["carried_from"] for fact in read_csv(folder / "facts.csv")} == {"2024"}
        bretagne = next(row for row in read_csv(folder / "regions.csv") if row["region_code"] == "53")
        assert (bretagne["staff_fte"], bretagne["staff_carried"]) == ("2", "2024")

    def test_personal_data_that_the_user_keeps_are_left_out_all_the_same(self, tmp_path, folder):
        survey = tmp_path / "enquete.csv"
        survey.write_text(
            "region;statut;pilotage;contact;repondant\n"
            "Bretagne;CTD existant;animé par Y. Tartempion et Zoé Machin;"
            "yvonne.tartempion@region.fr, sig@region.fr, 02 99 27 10 10;Yvonne TARTEMPION\n"
            "Occitanie;CTD existant;;y.tartempion@region.fr;Yvonne TARTEMPION\n",
            encoding="utf-8",
        )
        build_geopackage(tmp_path / "ctd.gpkg", survey=survey, personal=True)
        export_data(tmp_path / "ctd.gpkg", folder, map_language="en")
        text = everything(folder).lower()
        assert [word for word in ("tartempion", "machin", "02 99 27") if word in text] == []
        answers, _ = read_csv(folder / "survey.csv")
        assert answers["pilotage"] == "animé par [nom masqué] et [nom masqué]"
        contacts = {row["region_code"]: row["contact"] for row in read_csv(folder / "regions.csv")}
        assert (contacts["53"], contacts["76"]) == ("sig@region.fr", "")
        assert answers["contact"] == "[adresse masquée], sig@region.fr, [téléphone masqué]"
        readme = (folder / "README.md").read_text(encoding="utf-8")
        assert "Names of persons in the answers: 2 are masked" in readme
        assert "may be a person’s: 2 are masked" in readme

    def test_persons_in_the_name_of_an_edition_or_a_source_are_masked(self, changed_copy, folder):
        source = changed_copy(
            "UPDATE about SET edition = 'Enquête 2026 de Jeanne Tartempion',"
            " sources = 'jeanne.tartempion@region.fr · IGN'"
        )
        export_data(source, folder)
        assert "tartempion" not in everything(folder).lower()
        assert "Enquête 2026 de [nom masqué]" in descriptor(folder)["title"]

    def test_any_text_is_text_in_every_file(self, changed_copy, folder):
        text = HOSTILE.replace("'", "''") + "</script> \x0b|"
        source = changed_copy(
            f"UPDATE survey SET moyens = '{text}' WHERE region_code = '53'",
            f"UPDATE about SET edition = '{text}'",
            f"UPDATE platforms SET name = '{text}' WHERE platform_id = 'geobretagne'",
        )
        export_data(source, folder)
        assert frictionless_faults("datapackage.json", folder=folder) == []
        assert schema_faults((folder / "metadata.xml").read_bytes()) == []
        bretagne = next(row for row in read_csv(folder / "survey.csv") if row["region_code"] == "53")
        assert bretagne["moyens"] == HOSTILE + "</script> \x0b|"

    def test_a_shared_edition_in_a_database_gives_the_same_tables(self, bundled, package, editor, schema, folder):
        share_to_schema(bundled, editor, "ctd")
        export_data(schema, folder)
        for name in FILES[1:8]:
            assert (folder / name).read_bytes() == (package / name).read_bytes(), name

    def test_codes_that_this_version_does_not_know_stay_and_are_said(self, changed_copy, folder):
        source = changed_copy("UPDATE platforms SET technology = 'magnolia' WHERE platform_id = 'geobretagne'")
        export_data(source, folder)
        assert frictionless_faults("datapackage.json", folder=folder) == []
        assert "magnolia" in (folder / "README.md").read_text(encoding="utf-8")

    def test_tables_without_rows_are_valid_too(self, changed_copy, folder):
        source = changed_copy("DELETE FROM survey", "DELETE FROM about", "DELETE FROM facts", "DELETE FROM regions")
        export_data(source, folder)
        assert frictionless_faults("datapackage.json", folder=folder) == []
        assert schema_faults((folder / "metadata.xml").read_bytes()) == []
        assert read_csv(folder / "about.csv") == []

    def test_a_service_with_a_login_in_its_address_is_left_out_and_counted(self, changed_copy, bundled, folder):
        source = changed_copy("UPDATE endpoints SET url = 'https://moi:secret@x.example.org/csw' WHERE fid = 1")
        export_data(source, folder)
        assert "secret" not in everything(folder)
        ((count,),) = rows(bundled, "SELECT count(*) FROM endpoints")
        assert len(read_csv(folder / "endpoints.csv")) == count - 1

    def test_displaced_regions_stay_where_they_are_but_have_no_extent(self, changed_copy, folder):
        source = changed_copy()
        layer = QgsVectorLayer(f"{source}|layername=regions", "regions", "ogr")
        mayotte = next(one for one in layer.getFeatures() if one["region_code"] == "06")
        near = QgsGeometry.fromWkt("MULTIPOLYGON(((-6 45, -5.8 45, -5.8 45.2, -6 45.2, -6 45)))")
        layer.dataProvider().changeGeometryValues({mayotte.id(): near})
        del layer
        export_data(source, folder, map_language="en")
        assert len(read_record((folder / "metadata.xml").read_bytes())("//gmd:EX_GeographicBoundingBox")) == 5
        readme = (folder / "README.md").read_text(encoding="utf-8")
        assert "Mayotte" in next(line for line in readme.splitlines() if "displaces these" in line)


class TestRefusals:
    @pytest.mark.parametrize("name", ["survey.csv", "README.md", "datapackage.json"])
    def test_a_file_of_another_origin_is_not_replaced(self, bundled, folder, name):
        (folder / name).write_text("{}")
        with pytest.raises(CtdError, match=name) as error:
            export_data(bundled, folder)
        assert str(error.value).endswith("choose another folder.")
        assert left(folder) == [name]
        assert (folder / name).read_text() == "{}"

    def test_a_missing_folder_is_not_made(self, bundled, tmp_path):
        with pytest.raises(CtdError, match="does not exist"):
            export_data(bundled, tmp_path / "none")

    @pytest.mark.parametrize(
        "options",
        [
            {"contact": "Jeanne"},
            {"contact": "a@b"},
            {"address": "data/ctd"},
            {"address": "file:///etc"},
            {"address": "http://a/<b>"},
        ],
    )
    def test_a_contact_or_address_that_is_none_is_refused(self, bundled, folder, options):
        with pytest.raises(CtdError, match=next(iter(options.values()))):
            export_data(bundled, folder, **options)
        assert left(folder) == []

    @pytest.mark.parametrize(
        "address", ["https://moi:secret@data.example.org", "https://data.example.org/?dossier=ctd"]
    )
    def test_an_address_with_a_login_or_parameters_is_refused_and_not_repeated(self, bundled, folder, address):
        with pytest.raises(CtdError, match="must be that of a folder") as error:
            export_data(bundled, folder, address=address)
        assert address not in str(error.value)
        assert left(folder) == []

    @pytest.mark.parametrize("percent", [0, 30, 90])
    def test_cancelled_at_any_moment_the_folder_is_as_it_was(self, bundled, package, tmp_path, cancelling, percent):
        folder = shutil.copytree(package, tmp_path / "former")
        before = {file.name: file.read_bytes() for file in folder.iterdir()}
        with pytest.raises(Cancelled):
            export_data(bundled, folder, map_language="en", feedback=cancelling(percent))
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before

    def test_a_target_that_cannot_be_replaced_changes_nothing(self, bundled, package, tmp_path):
        folder = shutil.copytree(package, tmp_path / "former")
        (folder / "metadata.xml").unlink()
        (folder / "metadata.xml").mkdir()
        before = (folder / "datapackage.json").read_bytes()
        with pytest.raises(CtdError, match=r"metadata\.xml"):
            export_data(bundled, folder, map_language="en")
        assert (folder / "datapackage.json").read_bytes() == before

    def test_a_source_that_is_no_edition_is_refused(self, folder, tmp_path):
        with closing(sqlite3.connect(tmp_path / "x.gpkg")) as database:
            database.execute("CREATE TABLE a (b)")
        with pytest.raises(CtdError, match=r"x\.gpkg"):
            export_data(tmp_path / "x.gpkg", folder, licence=LICENCE_OUVERTE, feedback=QgsFeedback())
        assert left(folder) == []
