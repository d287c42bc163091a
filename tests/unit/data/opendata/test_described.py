"""Tables as a package describes them, and the rules that their rows do not keep."""

from __future__ import annotations

import pytest

from ctd_plugin.data.opendata.described import Breach, DescribedField, DescribedTable, ParentKey, breaches

CODE = DescribedField("code", str, "Code", codes={"01": "Guadeloupe", "53": "Bretagne"}, is_required=True)
REGIONS = DescribedTable("regions", "", "", [CODE], [{"code": "01"}, {"code": "53"}], ("code",))


def broken(field, *values):
    table = DescribedTable("facts", "", "", [field], [{field.name: value} for value in values])
    return [breach.values for breach in breaches(table, {})]


@pytest.mark.parametrize(
    ("field", "kept", "not_kept"),
    [
        (CODE, "53", "1"),
        (CODE, "01", None),
        (DescribedField("payers", str, "", codes={"etat": "", "cper": ""}, is_list=True), "etat,cper", "etat;cper"),
        (DescribedField("payers", str, "", codes={"a.b": ""}, is_list=True), "a.b", "acb"),
        (DescribedField("value", str, "", pattern=r"\d+"), "12", "12 €"),
        (DescribedField("budget", float, "", minimum=0), 0.0, -1.0),
    ],
)
def test_a_value_that_breaks_a_rule_is_found_and_no_other(field, kept, not_kept):
    assert broken(field, kept) == []
    assert broken(field, kept, not_kept) == [("" if not_kept is None else str(not_kept),)]


def test_no_answer_breaks_nothing_but_that_there_must_be_one():
    assert broken(DescribedField("budget", float, "", minimum=0, codes={"1": ""}), None, "") == []


def test_a_key_must_be_there_once():
    table = DescribedTable("regions", "", "", [CODE], [{"code": "01"}, {"code": "01"}], ("code",))
    assert list(breaches(table, {})) == [Breach("regions", "code", ("01",))]


def test_a_row_without_its_parent_is_found():
    rows = [{"code": "01"}, {"code": "53"}, {"code": "99"}]
    free = DescribedField("code", str, "")
    table = DescribedTable("facts", "", "", [free], rows, parent=ParentKey(("code",), "regions"))
    assert list(breaches(table, {"regions": REGIONS})) == [Breach("facts", "→ regions", ("99",))]


def test_a_few_examples_of_a_breach_are_enough():
    assert broken(CODE, *map(str, range(100, 200))) == [("100", "101", "102", "103", "104")]
