"""From a survey to a GeoPackage and back: the same profiles, and what an edition of another version lacks."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

from ctd_plugin.catalogues.registry import PlatformStatus, all_platforms
from ctd_plugin.data.about import BUNDLED_EDITION
from ctd_plugin.data.boundaries.bundled import read_bundled_regions
from ctd_plugin.data.build import build_geopackage
from ctd_plugin.data.editions.edition import masking, survey_facts
from ctd_plugin.data.package.region_attributes import CARRIED_FIELDS, attributes_of
from ctd_plugin.data.paths import GEOPACKAGE, SURVEY
from ctd_plugin.data.profile.edition_reader import EditionProfiles, Misfit, read_geopackage, read_profiles
from ctd_plugin.data.profile.from_survey import survey_profile
from ctd_plugin.data.profile.rows import read_rows
from ctd_plugin.data.survey.interview_dates import interview_period
from ctd_plugin.data.survey.reader import read_survey
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES

OWN = (
    "region;statut;date_ctd;moyens;contact;repondant;cas_usage\n"
    "Bretagne;CTD existant;24/02/2026;GeoBretagne  = 3 ETP, budget de 60 à 80 k€ par an, FEDER;Anne Martin;"
    "Anne Martin;vu A. Martin\n"
    "Auvergne-Rhône-Alpes;CTD en préfiguration;en 2027;CRAIG = 13 ETP;a@craig.fr, b@craig.fr;;\n"
)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "enquête.csv"
    path.write_text(OWN, encoding="utf-8")
    return path


@pytest.mark.parametrize("personal", [False, True])
@pytest.mark.parametrize("is_bundled", [True, False])
def test_what_is_built_is_read_back(own: Path, tmp_path: Path, is_bundled: bool, personal: bool) -> None:
    survey = read_survey(SURVEY if is_bundled else own)
    platforms = all_platforms(None)
    facts, _ = survey_facts(survey, platforms, is_bundled)
    mask, populations = masking((survey,), personal), read_bundled_regions().populations
    path = tmp_path / "ctd.gpkg"
    build_geopackage(path, survey=None if is_bundled else own, personal=personal)
    built = [
        survey_profile(code, populations[code], survey.rows.get(code), facts, platforms, mask, personal)
        for code in REGION_NAMES
    ]
    read = read_geopackage(path)
    # The period of the interviews is that of the edition, which no region's row has.
    period = interview_period(BUNDLED_EDITION) if is_bundled else None
    assert list(read.profiles) == [replace(profile, interviews=period) for profile in built]
    assert (read.undrawn, read.misfits) == ((), ())


def test_the_change_since_an_earlier_edition_is_read_back(own: Path, tmp_path: Path) -> None:
    build_geopackage(tmp_path / "ctd.gpkg", survey=own, before=SURVEY)
    read = read_geopackage(tmp_path / "ctd.gpkg")
    assert list(read.changes) == list(REGION_NAMES)
    change = read.by_code["53"].change
    assert change is not None
    assert (change.status_before, change.status_after, change.edition_after) == (
        "considering",
        "established",
        "enquête.csv",
    )
    assert {cell.region_code for cell in read.cell_changes} == {"53", "84"}


def test_the_layer_of_regions_says_what_the_profiles_say() -> None:
    tables = read_rows(GEOPACKAGE)
    profiles = read_profiles(tables).by_code
    for row in tables["regions"]:
        expected = asdict(attributes_of(profiles[row["region_code"]]))
        # Fields that only an edition with answers of an earlier one has.
        assert not any(expected.pop(name) for name in CARRIED_FIELDS)
        found = {name: row[name] for name in expected}
        day = found["ctd_date"]
        assert {**found, "ctd_date": day and date.fromisoformat(day), "surveyed": bool(found["surveyed"])} == expected


def edited(folder: Path, *statements: str) -> EditionProfiles:
    """Return the bundled edition after some statements of SQL."""
    path = folder / "edited.gpkg"
    path.write_bytes(GEOPACKAGE.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        for (trigger,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{trigger}"')
        for statement in statements:
            database.execute(statement)
    return read_geopackage(path)


@pytest.mark.parametrize(
    ("statement", "misfit"),
    [
        ("ALTER TABLE regions DROP COLUMN status", Misfit("regions", "status")),
        ("ALTER TABLE regions DROP COLUMN region_code", Misfit("regions", "region_code")),
        ("ALTER TABLE facts DROP COLUMN quote", Misfit("facts", "quote")),
        ("ALTER TABLE survey DROP COLUMN outils", Misfit("survey", "outils")),
        ("UPDATE platforms SET technology = 'newer'", Misfit("platforms", "technology", "newer")),
        ("UPDATE regions SET status = 'cancelled'", Misfit("regions", "status", "cancelled")),
        ("UPDATE regions SET ctd_date = 'soon'", Misfit("regions", "ctd_date", "soon")),
        ("UPDATE endpoints SET protocol = 'stac'", Misfit("endpoints", "protocol", "stac")),
        ("UPDATE platforms SET name = NULL", Misfit("platforms", "name")),
        ("UPDATE facts SET value = 'many' WHERE indicator = 'members'", Misfit("facts", "value", "many")),
    ],
)
def test_what_another_version_has_otherwise_is_no_error_and_is_listed(
    tmp_path: Path, statement: str, misfit: Misfit
) -> None:
    assert edited(tmp_path, statement).misfits == (misfit,)


def test_a_code_that_is_not_known_stays_as_it_is_written(tmp_path: Path) -> None:
    read = edited(tmp_path, "UPDATE platforms SET technology = 'newer', status = 'asleep' WHERE region_code = '53'")
    profile = read.by_code["53"]
    assert {str(platform.technology) for platform in profile.platforms} == {"newer"}
    assert profile.active_platforms == []
    assert all(p.status in list(PlatformStatus) for p in read.by_code["52"].platforms)


def test_a_region_that_the_layer_lacks_is_kept_apart(tmp_path: Path) -> None:
    read = edited(tmp_path, "DELETE FROM regions WHERE region_code = '53'")
    assert "53" not in read.by_code
    (undrawn,) = read.undrawn
    assert (undrawn.code, undrawn.name, undrawn.staff and undrawn.staff.value) == ("53", "Bretagne", 3)
    assert [profile.code for profile in read.everywhere] == list(REGION_NAMES)


def test_a_file_that_is_no_edition_is_reported_with_the_first_table_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "text.gpkg").write_text("not a database", encoding="utf-8")
    with pytest.raises(CtdError, match="“regions”"):
        read_geopackage(tmp_path / "text.gpkg")
    with pytest.raises(CtdError, match="“facts”"):
        edited(tmp_path, "DROP TABLE facts")


def test_a_file_from_before_kinds_notes_and_covers_is_read_as_it_was_meant(tmp_path: Path) -> None:
    later = {
        "platforms": ("kind", "other_technologies", "note", "note_fr"),
        "endpoints": ("evidence_fr",),
        "facts": ("covers", "about", "note_fr"),
        "regions": ("staff_covers", "staff_about", "staff_fte_max", "budget_covers", "budget_about", "budget_eur_max"),
    }
    statements = [f"ALTER TABLE {table} DROP COLUMN {name}" for table, names in later.items() for name in names]
    read = edited(tmp_path, *statements, "DROP TABLE outlines")
    assert read.misfits == ()
    assert all(platform.is_data for platform in read.by_code["53"].platforms)
    assert read.by_code["44"].technologies == ["georchestra"]
    assert read.by_code["53"].staff
    assert read.by_code["53"].staff.covers == "unknown"


def test_a_kind_or_technology_of_a_later_version_is_a_misfit(tmp_path: Path) -> None:
    read = edited(
        tmp_path,
        "UPDATE platforms SET kind = 'museum' WHERE platform_id = 'craig'",
        "UPDATE platforms SET other_technologies = 'ckan,stac' WHERE platform_id = 'craig'",
    )
    assert read.misfits == (
        Misfit("platforms", "kind", "museum"),
        Misfit("platforms", "other_technologies", "stac"),
    )
    (craig, *_) = read.by_code["84"].platforms
    assert craig.technologies == ("georchestra", "ckan", "stac")
    assert not craig.is_data
