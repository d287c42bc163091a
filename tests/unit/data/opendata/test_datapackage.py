"""The descriptor of a package, which the validator checks in tests/qgis/gis/opendata."""

from __future__ import annotations

import pytest

from ctd_plugin.data.opendata.datapackage import description_of, descriptor_of, is_ours, table_schema, write_json
from ctd_plugin.data.opendata.described import Breach, DescribedField, DescribedTable, ParentKey
from tests.support.opendata import COMPLETE, PUBLICATION

FIELDS = [
    DescribedField("region_code", str, "Code", codes={"01": "01", "53": "53"}, is_required=True),
    DescribedField("status", str, "Statut", "Vide : rien.", codes={"none": "Aucun", "CTD": "CTD"}),
]
TABLE = DescribedTable("survey", "", "", FIELDS, [], ("region_code",), ParentKey(("region_code",), "regions"))


def test_codes_have_their_words_unless_they_explain_themselves():
    assert description_of(FIELDS[0]) == ""
    assert description_of(FIELDS[1]) == "Vide : rien. Codes: none = Aucun · CTD."


def test_a_schema_has_rules_key_and_parent():
    schema = table_schema(TABLE)
    assert schema["fields"][0]["constraints"] == {"required": True, "enum": ["01", "53"]}
    assert schema["primaryKey"] == ["region_code"]
    assert schema["foreignKeys"][0]["reference"] == {"resource": "regions", "fields": ["region_code"]}
    assert "foreignKeys" not in table_schema(TABLE, alone=True)


def test_a_rule_that_the_rows_do_not_keep_is_left_out_and_the_others_stay():
    schema = table_schema(TABLE, [Breach("survey", "status", ("x",)), Breach("survey", "→ regions", ("99",))])
    assert "constraints" not in schema["fields"][1]
    assert "foreignKeys" not in schema
    assert schema["fields"][0]["constraints"]["required"]
    assert table_schema(TABLE, [Breach("facts", "status", ("x",))]) == table_schema(TABLE)


def test_publisher_and_licence_stand_in_it_only_if_given():
    assert {"contributors", "licenses", "homepage"} & set(descriptor_of(PUBLICATION, [], None)) == set()
    whole = descriptor_of(COMPLETE, [], COMPLETE.licence)
    assert whole["licenses"][0]["name"] == "etalab-2.0"
    assert whole["contributors"][0]["email"] == "donnees@region.example.org"


@pytest.mark.parametrize(
    ("content", "ours"),
    [
        (b'{"made_with": "CTD Governance Map 0.2.0"}', True),
        (b'{"name": "other"}', False),
        (b"[]", False),
        (b"not json", False),
        (b"\xff\xfe", False),
        (b"[" * 100_000, False),
    ],
)
def test_another_packages_descriptor_is_not_ours(tmp_path, content, ours):
    (tmp_path / "datapackage.json").write_bytes(content)
    assert is_ours(tmp_path / "datapackage.json") is ours
    assert not is_ours(tmp_path / "missing.json")


def test_a_written_descriptor_is_ours(tmp_path):
    write_json(tmp_path / "datapackage.json", descriptor_of(PUBLICATION, [], None))
    assert is_ours(tmp_path / "datapackage.json")
