"""The JSON schema of the list of platforms."""

from __future__ import annotations

import json

import jsonschema

from tests.support.paths import DATA

SCHEMA = json.loads((DATA / "platforms.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
