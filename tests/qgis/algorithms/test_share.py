"""The algorithm that shares a survey."""

from __future__ import annotations

import processing
import pytest
from qgis.core import QgsProcessingException

from ctd_plugin.gis.project.layers import load_layers
from tests.support.sharing import rows


def test_the_algorithm_shares_the_bundled_survey_to_a_schema(
    provider, editor, schema, tmp_path, bundled, profile, qgis_new_project, one_theme
):
    result = processing.run("ctd:share", {"CONNECTION": editor, "PROJECT": str(tmp_path / "ctd.qgz")})
    assert result == {"SCHEMA": "ctd", "PROJECT": str(tmp_path / "ctd.qgz")}
    assert rows(schema) == rows(bundled)


def test_the_algorithm_shares_a_file_or_the_open_project_to_a_geopackage(
    provider, one_row, tmp_path, qgis_new_project, one_theme
):
    output = str(tmp_path / "ctd.gpkg")
    assert processing.run("ctd:share", {"GEOPACKAGE": str(one_row), "OUTPUT": output}) == {"OUTPUT": output}
    assert rows(tmp_path / "ctd.gpkg") == rows(one_row)
    load_layers(qgis_new_project, one_row)
    other = str(tmp_path / "projet.gpkg")
    processing.run("ctd:share", {"OUTPUT": other, "LANGUAGE": "en"})
    assert rows(tmp_path / "projet.gpkg") == rows(one_row)


@pytest.mark.parametrize("both", [True, False])
def test_the_algorithm_wants_one_place_to_share_to(provider, editor, tmp_path, both):
    parameters = {"CONNECTION": editor, "OUTPUT": str(tmp_path / "ctd.gpkg")} if both else {}
    with pytest.raises(QgsProcessingException, match="either a PostgreSQL connection or a GeoPackage"):
        processing.run("ctd:share", parameters)
    assert list(tmp_path.glob("*.gpkg")) == []
