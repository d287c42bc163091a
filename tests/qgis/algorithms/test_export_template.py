"""The algorithm that writes a template."""

from __future__ import annotations

import zipfile

import pytest
from qgis.core import QgsApplication

from ctd_plugin.data.survey.reader import read_survey


@pytest.mark.parametrize("ending", [".xlsx", ".ods"])
def test_the_algorithm_writes_the_template(qgis_processing, tmp_path, ending):
    import processing

    from ctd_plugin.algorithms.provider import CtdProvider

    provider = CtdProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    output = tmp_path / f"m{ending}"
    parameters = {"EDITION": "bundled", "LANGUAGE": "en", "OUTPUT": str(output)}
    assert processing.run("ctd:exporttemplate", parameters)["OUTPUT"] == str(output)
    assert len(read_survey(output).rows) == 18
    with zipfile.ZipFile(output) as archive:
        assert archive.testzip() is None
    QgsApplication.processingRegistry().removeProvider(provider)
