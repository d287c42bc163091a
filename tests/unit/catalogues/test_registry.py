"""A list of platforms that a user brings: what is wrong in it is named with its place."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from ctd_plugin.catalogues.registry import (
    ENDPOINT_OPTIONS,
    ENDPOINT_RULES,
    PLATFORM_OPTIONS,
    PLATFORM_RULES,
    Protocol,
    Technology,
    read_platforms,
)
from ctd_plugin.errors import CtdError
from ctd_plugin.regions import REGION_NAMES
from tests.support.platforms_schema import VALIDATOR

GOOD_ENTRY = {
    "id": "craig",
    "region": "84",
    "name": "CRAIG",
    "technology": "georchestra",
    "operator": "gip",
    "status": "active",
    "homepage": "https://www.craig.fr/",
    "survey_quote": "IDG Georchestra du CRAIG",
    "source": "survey",
    "endpoints": [
        {
            "protocol": "csw",
            "url": "http://127.0.0.1:8080/csw",
            "confidence": "high",
            "evidence": "configuration of a map viewer",
        }
    ],
}
PLATFORM_FIELDS, ENDPOINT_FIELDS = [*PLATFORM_RULES, *PLATFORM_OPTIONS], [*ENDPOINT_RULES, *ENDPOINT_OPTIONS]
ADDRESS = "an address that starts with http:// or https://"


def write(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return path


def last_line(path: Path, beginning: str) -> int:
    """Return the number of the last line that begins like this: what a test spoils comes last in its file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return max(number for number, line in enumerate(lines, start=1) if line.startswith(beginning))


def line_of_part(path: Path, part: str) -> int:
    return last_line(path, "   {" if "endpoint" in part else " {")


def line_of_field(path: Path, part: str, field: str) -> int:
    return last_line(path, f'{" " * (4 if "endpoint" in part else 2)}"{field}":')


def refusal(path: Path) -> str:
    with pytest.raises(CtdError) as caught:
        read_platforms(path)
    return str(caught.value)


def entry_and_part(part: str) -> tuple[dict, dict]:
    """Return an entry, and the part of it (itself, or its endpoint) that a test is about to spoil."""
    entry = copy.deepcopy(GOOD_ENTRY) | {"id": "other"}
    return entry, entry["endpoints"][0] if "endpoint" in part else entry


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    path = tmp_path / "platforms.json"
    path.write_text(json.dumps([GOOD_ENTRY]), encoding="utf-8-sig")
    assert [platform.id for platform in read_platforms(path)] == ["craig"]


def test_an_empty_list_has_no_platforms(tmp_path):
    assert read_platforms(write(tmp_path / "platforms.json", [])) == ()


@pytest.mark.parametrize(
    ("part", "field", "value", "expected"),
    [
        ("entry 2 (Le Craig)", "id", "Le Craig", "lower-case letters, digits and single hyphens"),
        ("entry 2", "id", 7, "lower-case letters, digits and single hyphens"),
        ("entry 2 (other)", "region", 84, f"one of {', '.join(REGION_NAMES)}"),
        ("entry 2 (other)", "region", "83", f"one of {', '.join(REGION_NAMES)}"),
        ("entry 2 (other)", "name", " ", "text, not empty"),
        ("entry 2 (other)", "name", None, "text, not empty"),
        ("entry 2 (other)", "technology", "geOrchestra", f"one of {', '.join(Technology)}"),
        ("entry 2 (other)", "operator", ["gip"], "one of region, etat, partenariat, gip, association, autre"),
        ("entry 2 (other)", "status", "dead", "one of active, retired, planned"),
        ("entry 2 (other)", "homepage", "www.craig.fr", ADDRESS),
        ("entry 2 (other)", "survey_quote", 3, "text"),
        ("entry 2 (other)", "source", "hearsay", "one of survey, public"),
        ("entry 2 (other)", "endpoints", {}, "a list"),
        ("entry 2 (other)", "kind", "portal", "one of data, observatory, application, service"),
        ("entry 2 (other)", "other_technologies", ["java"], f"a list of values out of {', '.join(Technology)}"),
        ("entry 2 (other)", "note_fr", None, "text"),
        ("entry 2 (other), endpoint 1", "evidence_fr", 1, "text"),
        *(
            ("entry 2 (other), endpoint 1", "url", url, ADDRESS)
            for url in ("ftp://ids.craig.fr/", "javascript:alert(1)", "https:///csw", "https://a b", "")
        ),
        ("entry 2 (other), endpoint 1", "protocol", "gopher", f"one of {', '.join(Protocol)}"),
        ("entry 2 (other), endpoint 1", "confidence", "unverified", "one of high, medium, low"),
        ("entry 2 (other), endpoint 1", "evidence", None, "text"),
    ],
)
def test_a_wrong_value_is_shown_with_its_place_and_the_schema_agrees(tmp_path, part, field, value, expected):
    entry, spoilt = entry_and_part(part)
    spoilt[field] = value
    assert not VALIDATOR.is_valid([GOOD_ENTRY, entry])
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY, entry])
    line = line_of_field(path, part, field)
    message = f"the field “{field}” is {json.dumps(value)}; expected {expected}."
    assert refusal(path) == f"{path}, line {line}, {part}: {message}"


def test_a_long_wrong_value_is_cut(tmp_path):
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY | {"homepage": "x" * 1000}])
    assert f'is "{"x" * 59}…; expected' in refusal(path)


@pytest.mark.parametrize(
    ("part", "field"),
    [
        *(("entry 2 (other)", field) for field in PLATFORM_RULES if field != "id"),
        *(("entry 2 (other), endpoint 1", field) for field in ENDPOINT_RULES),
    ],
)
def test_a_missing_field_is_named_and_the_schema_agrees(tmp_path, part, field):
    entry, spoilt = entry_and_part(part)
    del spoilt[field]
    assert not VALIDATOR.is_valid([GOOD_ENTRY, entry])
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY, entry])
    line = line_of_part(path, part)
    assert refusal(path) == f"{path}, line {line}, {part}: the field “{field}” is missing; add it."


def test_what_a_file_may_leave_out_has_a_meaning(tmp_path):
    (platform,) = read_platforms(write(tmp_path / "platforms.json", [GOOD_ENTRY]))
    assert platform.is_data
    assert platform.technologies == (platform.technology,)
    assert platform.note_in("fr") == platform.note_in("en") == ""
    assert VALIDATOR.is_valid([GOOD_ENTRY])


def test_every_field_can_be_given(tmp_path):
    more = {"kind": "observatory", "other_technologies": ["ckan"], "note": "old", "note_fr": "ancien"}
    entry = copy.deepcopy(GOOD_ENTRY) | more
    entry["endpoints"][0] |= {"evidence": "seen", "evidence_fr": "vu"}
    assert VALIDATOR.is_valid([entry])
    (platform,) = read_platforms(write(tmp_path / "platforms.json", [entry]))
    assert not platform.is_data
    assert platform.technologies == (platform.technology, Technology.CKAN)
    assert (platform.note_in("en"), platform.note_in("fr")) == ("old", "ancien")
    endpoint = platform.endpoints[0]
    assert (endpoint.evidence_in("en"), endpoint.evidence_in("fr")) == ("seen", "vu")


def test_a_text_in_one_language_is_shown_in_both(tmp_path):
    (platform,) = read_platforms(write(tmp_path / "platforms.json", [GOOD_ENTRY | {"note_fr": "ancien"}]))
    assert platform.note_in("en") == "ancien"
    assert platform.endpoints[0].evidence_in("fr") == platform.endpoints[0].evidence


@pytest.mark.parametrize(
    ("part", "rules"),
    [("entry 2 (other)", PLATFORM_FIELDS), ("entry 2 (other), endpoint 1", ENDPOINT_FIELDS)],
)
def test_an_unknown_field_is_named_and_the_schema_agrees(tmp_path, part, rules):
    entry, spoilt = entry_and_part(part)
    spoilt["colour"] = "blue"
    assert not VALIDATOR.is_valid([GOOD_ENTRY, entry])
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY, entry])
    line = line_of_field(path, part, "colour")
    message = f"the field “colour” is unknown; the fields are {', '.join(rules)}."
    assert refusal(path) == f"{path}, line {line}, {part}: {message}"


@pytest.mark.parametrize(
    ("entry", "part", "rules"),
    [
        ("craig", "entry 2", PLATFORM_FIELDS),
        (GOOD_ENTRY | {"endpoints": ["http://127.0.0.1/csw"]}, "entry 2 (craig), endpoint 1", ENDPOINT_FIELDS),
    ],
)
def test_a_part_that_is_no_object_is_named_and_the_schema_agrees(tmp_path, entry, part, rules):
    assert not VALIDATOR.is_valid([GOOD_ENTRY, entry])
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY, entry])
    line = last_line(path, '   "http' if "endpoint" in part else ' "craig"')
    assert refusal(path) == f"{path}, line {line}, {part}: expected an object with the fields {', '.join(rules)}."


def test_a_repeated_id_names_both_entries(tmp_path):
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY, GOOD_ENTRY | {"id": "datara"}, GOOD_ENTRY])
    line = last_line(path, '  "id": "craig"')
    assert (
        refusal(path)
        == f"{path}, line {line}, entry 3 (craig): the id “craig” is already used by entry 1; choose another."
    )


def test_the_line_is_the_right_one_however_the_file_is_laid_out(tmp_path):
    path = tmp_path / "platforms.json"
    good = json.dumps(GOOD_ENTRY | {"name": 'a "homepage": {[,:'})
    wrong = json.dumps(GOOD_ENTRY | {"id": "b"}).replace('"https://www.craig.fr/"', "\r\n 7")
    path.write_text(f"\n[\n\n{good}\n,\t{wrong}\n]", encoding="utf-8-sig", newline="")
    assert refusal(path).startswith(f"{path}, line 5, entry 2 (b): the field “homepage” is 7; ")


def test_of_a_field_given_twice_the_last_counts_and_is_the_one_named(tmp_path):
    path = tmp_path / "platforms.json"
    path.write_text(json.dumps([GOOD_ENTRY])[:-2] + ',\n"homepage": "",\n"homepage": 7}]', encoding="utf-8")
    assert refusal(path).startswith(f"{path}, line 3, entry 1 (craig): the field “homepage” is 7; ")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'[\n  {"id" "craig"}\n]', "is not valid JSON; correct line 2, column 9."),
        (b"", "is not valid JSON; correct line 1, column 1."),
        (b"[" * 100_000 + b"]" * 100_000, "must contain a list of platforms, between [ and ]."),
        (b"{}", "must contain a list of platforms, between [ and ]."),
        ('["Géo"]'.encode("latin-1"), "is not encoded in UTF-8; save it again as UTF-8."),
        (b"[" + b"7" * 5000 + b"]", "contains a number with thousands of digits; correct it."),
        (b'[\n{"id":\n "\\ud83d"}]', "contains an incomplete character at line 2; correct this text."),
        (b'[\n1,\n{"a\\udc00\\ud800": 1}]', "contains an incomplete character at line 3; correct this text."),
        (b" " * 20_000_001, "is too large; choose another."),
    ],
)
def test_a_file_that_is_no_list_in_json_is_refused(tmp_path, content, problem):
    """Numbers of many digits and lone surrogates."""
    path = tmp_path / "platforms.json"
    path.write_bytes(content)
    assert refusal(path) == f"The platform file {path} {problem}"


@pytest.mark.parametrize("change", [{"id": "a" * 5000, "x" * 5000: 1}, {"id": "&" * 5000}, {"name": ["x" * 5000]}])
def test_a_refusal_is_one_sentence_however_long_the_values(tmp_path, change):
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY | change])
    assert len(refusal(path)) < 500 + len(str(path))


def test_a_whole_character_that_json_spells_out_is_read(tmp_path):
    """A pair of halves is a character."""
    path = write(tmp_path / "platforms.json", [GOOD_ENTRY | {"name": "Géo 😀"}])
    assert read_platforms(path)[0].name == "Géo 😀"


def test_a_missing_file_is_reported(tmp_path):
    path = tmp_path / "nowhere.json"
    assert refusal(path) == f"The platform file {path} does not exist; choose another."


def test_a_folder_in_place_of_a_file_is_reported(tmp_path):
    assert refusal(tmp_path).startswith(f"The platform file {tmp_path} cannot be read (")
